package org.powdermill.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.powdermill.statistics.LatticeType;
import org.powdermill.statistics.entries.OccupiedSite;
import org.powdermill.symmetry.Lattice;

/**
 * A property with a number for each crystal, or some.
 *
 * @param name in files
 * @param label for people, with the unit
 * @param latticeType only crystals of this type have it; empty if all have
 * @param counts whether the numbers are counts
 * @param target the Kolmogorov-Smirnov distance to the statistics side should be below; empty if
 *     the method cannot be expected to reproduce it
 * @param values of a crystal
 */
public record SampledProperty(
    String name,
    String label,
    Optional<LatticeType> latticeType,
    boolean counts,
    OptionalDouble target,
    Function<ComparedCrystal, DoubleStream> values) {

  private static final OptionalDouble TARGET = OptionalDouble.of(0.05);
  private static final OptionalDouble NO_TARGET = OptionalDouble.empty();

  /** All of them. */
  public static List<SampledProperty> all() {
    List<SampledProperty> all = new ArrayList<>();
    all.add(of("density_factor", "density factor", false, TARGET, ComparedCrystal::densityFactor));
    all.add(
        of("volume", "cell volume (Å³)", false, NO_TARGET, crystal -> crystal.lattice().volume()));
    all.add(
        of(
            "asymmetric_unit_atoms",
            "atoms in the asymmetric unit",
            true,
            NO_TARGET,
            crystal -> crystal.sites().size()));
    all.add(of("elements", "number of elements", true, TARGET, ComparedCrystal::elements));
    all.add(
        new SampledProperty(
            "sites_of_element",
            "sites of an element",
            Optional.empty(),
            true,
            NO_TARGET,
            SampledProperty::sitesOfElements));
    for (LatticeType type : LatticeType.values()) {
      ratios(type).forEach((name, ratio) -> all.add(ofLattice(type, name, ratio)));
    }
    return all;
  }

  private static SampledProperty of(
      String name,
      String label,
      boolean counts,
      OptionalDouble target,
      ToDoubleFunction<ComparedCrystal> value) {
    return new SampledProperty(
        name,
        label,
        Optional.empty(),
        counts,
        target,
        crystal -> DoubleStream.of(value.applyAsDouble(crystal)));
  }

  private static SampledProperty ofLattice(
      LatticeType type, String name, ToDoubleFunction<Lattice> ratio) {
    return new SampledProperty(
        name,
        name.contains("/") ? name : name + " (degrees)",
        Optional.of(type),
        false,
        TARGET,
        crystal -> DoubleStream.of(ratio.applyAsDouble(crystal.lattice())));
  }

  /** The ratios and angles that a lattice type leaves free, whatever the volume. */
  private static Map<String, ToDoubleFunction<Lattice>> ratios(LatticeType type) {
    Map<String, ToDoubleFunction<Lattice>> ratios = new LinkedHashMap<>();
    ToDoubleFunction<Lattice> bToA = lattice -> lattice.b() / lattice.a();
    ToDoubleFunction<Lattice> cToA = lattice -> lattice.c() / lattice.a();
    switch (type) {
      case CUBIC -> {}
      case TETRAGONAL, HEXAGONAL -> ratios.put("c/a", cToA);
      case ORTHORHOMBIC -> {
        ratios.put("b/a", bToA);
        ratios.put("c/a", cToA);
      }
      case MONOCLINIC -> {
        ratios.put("b/a", bToA);
        ratios.put("c/a", cToA);
        ratios.put("beta", Lattice::beta);
      }
      case TRICLINIC -> {
        ratios.put("b/a", bToA);
        ratios.put("c/a", cToA);
        ratios.put("alpha", Lattice::alpha);
        ratios.put("beta", Lattice::beta);
        ratios.put("gamma", Lattice::gamma);
      }
    }
    return ratios;
  }

  private static DoubleStream sitesOfElements(ComparedCrystal crystal) {
    return crystal.sites().stream()
        .collect(Collectors.groupingBy(OccupiedSite::element, Collectors.counting()))
        .values()
        .stream()
        .mapToDouble(Long::doubleValue);
  }

  /** The numbers of the crystals that have the property. */
  double[] sample(Collection<ComparedCrystal> crystals) {
    return crystals.stream()
        .filter(crystal -> latticeType.isEmpty() || latticeType.get() == crystal.latticeType())
        .flatMapToDouble(values)
        .toArray();
  }

  /** Whether each side has enough crystals with it: two. */
  boolean isKnownOf(CrystalSides sides) {
    Triple<Integer> n = sides.map(crystals -> sample(crystals).length);
    return Math.min(n.synthetic(), Math.min(n.statistics(), n.heldOut())) >= 2;
  }
}
