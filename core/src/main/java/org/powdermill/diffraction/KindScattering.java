package org.powdermill.diffraction;

/**
 * The scattering factor of a kind of atom: the sum over its species of occupancy times f(s).
 *
 * @param tables scattering factor of each species
 * @param occupancies occupancy of each species
 */
@SuppressWarnings("ArrayRecordComponent") // read in the innermost loop
record KindScattering(ScatteringFactorTable[] tables, double[] occupancies) {

  /** Electrons, at a square of s in 1/square angstrom. */
  double at(double squaredS) {
    double sum = occupancies[0] * tables[0].at(squaredS);
    for (int i = 1; i < tables.length; i++) {
      sum += occupancies[i] * tables[i].at(squaredS);
    }
    return sum;
  }
}
