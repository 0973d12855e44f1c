package org.powdermill.diffraction;

/**
 * exp(2 pi i n x) for every atom and every index n from -max to max, by recurrence: the angle
 * addition theorem carries each index to the next.
 *
 * <p>Layout [n + max][atom]. Grows when needed, never shrinks.
 */
final class PhaseTable {

  double[] real = new double[0];
  double[] imaginary = new double[0];
  private int max;
  private int atoms;

  /**
   * Fills the table.
   *
   * @param coordinate fractional coordinate of each atom along one axis, [atoms]
   * @param atomCount number of atoms
   * @param maxIndex largest index
   */
  void fill(double[] coordinate, int atomCount, int maxIndex) {
    max = maxIndex;
    atoms = atomCount;
    int size = (2 * max + 1) * atoms;
    if (real.length < size) {
      real = new double[size + size / 2];
      imaginary = new double[size + size / 2];
    }
    for (int atom = 0; atom < atoms; atom++) {
      double cosine = ElementaryFunctions.cosineOfTurns(coordinate[atom]);
      double sine = ElementaryFunctions.sineOfTurns(coordinate[atom]);
      double re = 1;
      double im = 0;
      for (int n = 0; n <= max; n++) {
        int plus = (max + n) * atoms + atom;
        int minus = (max - n) * atoms + atom;
        real[plus] = re;
        imaginary[plus] = im;
        real[minus] = re;
        imaginary[minus] = -im;
        double next = re * cosine - im * sine;
        im = re * sine + im * cosine;
        re = next;
      }
    }
  }

  /** Where the atoms of an index begin. */
  int offset(int index) {
    return (index + max) * atoms;
  }
}
