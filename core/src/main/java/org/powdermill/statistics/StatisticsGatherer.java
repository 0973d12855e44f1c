package org.powdermill.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.powdermill.statistics.entries.CrystalEntry;

/**
 * Gathers the statistics of crystals (DESIGN 3, "Statistics").
 *
 * <p>Samples are rounded to {@link #DIGITS} significant digits, so that the file is small and that
 * what is written is what is drawn from.
 */
public final class StatisticsGatherer {

  /** Significant digits of the samples. */
  public static final int DIGITS = 7;

  /** Bandwidths of the paper: of the density factor, and of the atomic volume, cubic angstrom. */
  public static final List<Double> PAPER_BANDWIDTHS = List.of(0.0530715, 104.04307);

  private final StatisticsSettings settings;

  /** With these settings. */
  public StatisticsGatherer(StatisticsSettings settings) {
    this.settings = settings;
  }

  /** Gathers; the crystals are the statistics side without those that the limits leave out. */
  public CrystalStatistics gather(Collection<CrystalEntry> crystals) {
    Map<Integer, GroupCounts> counts = new TreeMap<>();
    Map<Integer, Integer> labels = new HashMap<>();
    Map<LatticeType, List<List<Double>>> lattices = new EnumMap<>(LatticeType.class);
    List<Double> densityFactors = new ArrayList<>();
    List<Double> atomicVolumes = new ArrayList<>();
    for (CrystalEntry crystal : crystals) {
      counts.computeIfAbsent(crystal.spaceGroup(), key -> new GroupCounts()).add(crystal);
      labels.merge(crystal.sourceLabel(), 1, Integer::sum);
      densityFactors.add(crystal.densityFactor());
      atomicVolumes.add(crystal.atomicVolume());
      LatticeType type = LatticeType.ofSpaceGroup(crystal.spaceGroup());
      if (type.parameters() > 0) {
        lattices
            .computeIfAbsent(type, key -> new ArrayList<>())
            .add(normalisedLattice(crystal, type));
      }
    }
    SortedMap<Integer, GroupStatistics> groups = new TreeMap<>();
    counts.forEach(
        (number, count) -> {
          if (count.crystals() >= settings.minimumCrystals()) {
            groups.put(
                number, count.statistics(number, labels.getOrDefault(number, count.crystals())));
          }
        });
    List<Double> bandwidths =
        settings.paperBandwidths()
            ? PAPER_BANDWIDTHS
            : KernelBandwidths.normalReference(densityFactors, atomicVolumes);
    CrystalStatistics undigested =
        new CrystalStatistics(
            settings.source(),
            settings.licence(),
            settings.minimumCrystals(),
            bandwidths,
            groups,
            lattices,
            "");
    return StatisticsFile.digested(undigested);
  }

  /** Lengths divided by the cube root of the volume, angles in radians, in the type's order. */
  private static List<Double> normalisedLattice(CrystalEntry crystal, LatticeType type) {
    double unit = StrictMath.cbrt(crystal.volume());
    double a = crystal.cell().get(0) / unit;
    double b = crystal.cell().get(1) / unit;
    double c = crystal.cell().get(2) / unit;
    double alpha = StrictMath.toRadians(crystal.cell().get(3));
    double beta = StrictMath.toRadians(crystal.cell().get(4));
    double gamma = StrictMath.toRadians(crystal.cell().get(5));
    double[] parameters =
        switch (type) {
          case TRICLINIC -> new double[] {a, b, c, alpha, beta, gamma};
          case MONOCLINIC -> new double[] {a, b, c, beta};
          case ORTHORHOMBIC -> new double[] {a, b, c};
          case TETRAGONAL, HEXAGONAL -> new double[] {a, c};
          case CUBIC -> new double[0];
        };
    return Arrays.stream(parameters).mapToObj(StatisticsGatherer::rounded).toList();
  }

  /** The value with {@link #DIGITS} significant digits. */
  static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue();
  }
}
