package org.powdermill.diffraction;

import java.util.Arrays;

/**
 * Sums Lorentzians over a whole grid. Their tails fall off slowly, so that none may be cut.
 *
 * <p>Idea: far from its centre a Lorentzian is smooth. The grid is cut into blocks; near a peak
 * each point is computed, but in all other blocks only ten Chebyshev nodes, which add up over all
 * peaks. At the end a polynomial of degree nine through the nodes of a block gives the points of
 * the block. That is an eighth of the divisions. A peak lies at least three half blocks from the
 * middle of a block where this is done, so the error is below 1e-8 of the peak's height (L. N.
 * Trefethen, Approximation Theory and Approximation Practice (2013), chapter 8).
 *
 * <p>Fixed order of sums, the same bits everywhere. Not safe for concurrent use.
 */
final class LorentzianSum {

  /** Points of a block. */
  private static final int BLOCK = 128;

  /** Nodes of a block. */
  private static final int NODES = 10;

  private static final double HALF_BLOCK = (BLOCK - 1) / 2.0;

  /** So near to a block's middle every point of the block is computed. */
  private static final double NEAR = 3 * HALF_BLOCK;

  /** Places of the nodes, from the middle of a block. */
  private static final double[] PLACES = places();

  /** The polynomial of a node, 1 there and 0 at the others, at the points: [NODES, BLOCK]. */
  private static final double[][] POLYNOMIALS = polynomials();

  private final int points;
  private final int blocks;

  /** Positions of all nodes, [blocks * NODES]. */
  private final double[] position;

  /** Sums at all nodes, [blocks * NODES]. */
  private final double[] tails;

  /** For a grid of so many points. */
  LorentzianSum(int points) {
    this.points = points;
    this.blocks = (points + BLOCK - 1) / BLOCK;
    this.position = new double[blocks * NODES];
    this.tails = new double[blocks * NODES];
    for (int block = 0; block < blocks; block++) {
      for (int node = 0; node < NODES; node++) {
        position[block * NODES + node] = block * BLOCK + HALF_BLOCK + PLACES[node];
      }
    }
  }

  private static double[] places() {
    double[] places = new double[NODES];
    for (int node = 0; node < NODES; node++) {
      places[node] = HALF_BLOCK * StrictMath.cos(Math.PI * (2 * node + 1) / (2 * NODES));
    }
    return places;
  }

  private static double[][] polynomials() {
    double[][] polynomials = new double[NODES][BLOCK];
    for (int node = 0; node < NODES; node++) {
      for (int point = 0; point < BLOCK; point++) {
        double product = 1;
        for (int other = 0; other < NODES; other++) {
          if (other != node) {
            product *= (point - HALF_BLOCK - PLACES[other]) / (PLACES[node] - PLACES[other]);
          }
        }
        polynomials[node][point] = product;
      }
    }
    return polynomials;
  }

  /** Begins a sum. */
  void clear() {
    Arrays.fill(tails, 0);
  }

  /**
   * Adds a Lorentzian: the points near its centre at once, the others with {@link #addTails}.
   *
   * @param centre its position, grid steps
   * @param width full width at half maximum, grid steps
   * @param area height times steps
   * @param sum of the points, [margin + points] or longer
   * @param margin where the points begin
   */
  void add(double centre, double width, double area, double[] sum, int margin) {
    double half = width / 2;
    double squaredHalf = half * half;
    double numerator = area * half / Math.PI;
    int firstNear = Math.max(0, (int) Math.ceil((centre - NEAR - HALF_BLOCK) / BLOCK));
    int afterNear = Math.min(blocks, (int) ((centre + NEAR - HALF_BLOCK) / BLOCK) + 1);
    addAtNodes(0, firstNear * NODES, centre, squaredHalf, numerator);
    addAtNodes(afterNear * NODES, tails.length, centre, squaredHalf, numerator);
    int end = Math.min(points, afterNear * BLOCK);
    for (int i = firstNear * BLOCK; i < end; i++) {
      double distance = i - centre;
      sum[margin + i] += numerator / (distance * distance + squaredHalf);
    }
  }

  private void addAtNodes(int start, int end, double centre, double squaredHalf, double numerator) {
    for (int i = start; i < end; i++) {
      double distance = position[i] - centre;
      tails[i] += numerator / (distance * distance + squaredHalf);
    }
  }

  /** Adds the tails of all Lorentzians since {@link #clear}. */
  void addTails(double[] sum, int margin) {
    for (int block = 0; block < blocks; block++) {
      int start = margin + block * BLOCK;
      int length = Math.min(BLOCK, points - block * BLOCK);
      for (int node = 0; node < NODES; node++) {
        double value = tails[block * NODES + node];
        double[] polynomial = POLYNOMIALS[node];
        for (int i = 0; i < length; i++) {
          sum[start + i] += value * polynomial[i];
        }
      }
    }
  }
}
