package org.powdermill.tests.oracles;

import java.util.List;
import org.powdermill.crystal.Crystal;

/** The crystals of {@code oracles/diffraction}, for benchmarks. */
public final class OracleCrystals {

  private OracleCrystals() {}

  /** All of them, special positions snapped. */
  public static List<Crystal> all() {
    return OracleCrystal.all().stream().map(OracleCrystal::crystal).toList();
  }
}
