package org.powdermill.diffraction;

/** The scattering factor of a kind of atom: the sum over its species of occupancy times f(s). */
public final class KindScattering {

  private final ScatteringFactorTable[] tables;
  private final double[] occupancies;

  KindScattering(ScatteringFactorTable[] tables, double[] occupancies) {
    this.tables = tables;
    this.occupancies = occupancies;
  }

  /** Electrons, at s in 1/angstrom. */
  double at(double s) {
    double sum = occupancies[0] * tables[0].at(s);
    for (int i = 1; i < tables.length; i++) {
      sum += occupancies[i] * tables[i].at(s);
    }
    return sum;
  }
}
