package org.powdermill.diffraction;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Species;

/** The tabulated scattering factors of the elements asked for so far, with fixed settings. */
final class ScatteringFactors {

  private final DiffractionSettings settings;
  private final double maxS;
  private final Map<Element, ScatteringFactorTable> tables = new HashMap<>();

  ScatteringFactors(DiffractionSettings settings, double maxS) {
    this.settings = settings;
    this.maxS = maxS;
  }

  /**
   * The scattering of a kind of atom.
   *
   * @throws DiffractionException if an element has no tabulated scattering factor
   */
  KindScattering of(List<Species> species) {
    ScatteringFactorTable[] factors = new ScatteringFactorTable[species.size()];
    double[] occupancies = new double[species.size()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = tables.computeIfAbsent(species.get(i).element(), this::table);
      occupancies[i] = species.get(i).occupancy();
    }
    return new KindScattering(factors, occupancies);
  }

  private ScatteringFactorTable table(Element element) {
    double b = settings.elementB().getOrDefault(element, settings.overallB());
    return new ScatteringFactorTable(element, b, maxS);
  }
}
