package org.powdermill.symmetry;

/**
 * Points of some kinds in a cell, with no symmetry said: what a symmetry search is given.
 *
 * @param lattice the cell
 * @param positions fractional coordinates, [n][3]
 * @param kinds what stands on each point; equal numbers stand for equal content, [n]
 */
@SuppressWarnings("ArrayRecordComponent")
public record AtomicArrangement(Lattice lattice, double[][] positions, int[] kinds) {

  /** Checks the lengths. */
  public AtomicArrangement {
    if (positions.length != kinds.length || positions.length == 0) {
      throw new IllegalArgumentException(
          "%d positions and %d kinds".formatted(positions.length, kinds.length));
    }
  }
}
