package org.powdermill.symmetry;

import java.util.HashMap;
import java.util.Map;

/**
 * The eleven pairs of space groups that are mirror images of one another; without anomalous
 * scattering their diffractograms are equal.
 *
 * <p>International Tables for Crystallography A (2016), section 1.4.1.2.
 */
public final class EnantiomorphicPair {

  private static final int[][] PAIRS = {
    {76, 78},
    {91, 95},
    {92, 96},
    {144, 145},
    {151, 153},
    {152, 154},
    {169, 170},
    {171, 172},
    {178, 179},
    {180, 181},
    {212, 213}
  };

  private static final Map<Integer, Integer> LESSER = new HashMap<>();

  static {
    for (int[] pair : PAIRS) {
      LESSER.put(pair[1], pair[0]);
    }
  }

  private EnantiomorphicPair() {}

  /** The lesser number of the pair that a space group belongs to, else its own number. */
  public static int lesser(int number) {
    return LESSER.getOrDefault(number, number);
  }
}
