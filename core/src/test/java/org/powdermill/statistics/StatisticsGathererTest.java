package org.powdermill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.entries.OccupiedSite;

class StatisticsGathererTest {

  private static final List<CrystalEntry> THREE =
      List.of(
          TestCrystals.cubic("1", 225, "t", "X", 5, "Na:a Cl:b"),
          TestCrystals.cubic("2", 225, "u", "Y", 6, "Ca:a F:c"),
          TestCrystals.cubic("3", 225, "v", "Z", 7, "K:c Na:b Cl:ae"));

  private static CrystalStatistics gather(int minimum, boolean paper, List<CrystalEntry> crystals) {
    return new StatisticsGatherer(new StatisticsSettings("hand", "none", minimum, paper))
        .gather(crystals);
  }

  @Test
  void countsAreThoseOfTheDefinitions() {
    GroupStatistics group = gather(3, false, THREE).groups().get(225);

    assertThat(group.crystals()).isEqualTo(3);
    assertThat(group.classFrequency()).isEqualTo(3);
    assertThat(group.elementCounts()).isEqualTo(Map.of(2, 2.0, 3, 1.0));
    assertThat(group.elements())
        .isEqualTo(Map.of("Na", 2.0, "Cl", 2.0, "Ca", 1.0, "F", 1.0, "K", 1.0));
    assertThat(group.repetitions()).isEqualTo(Map.of(1, 6.0, 2, 1.0));
    assertThat(group.wyckoffPositions()).isEqualTo(Map.of('a', 3.0, 'b', 2.0, 'c', 2.0, 'e', 1.0));
    assertThat(group.repetitionsByElement().get("Cl")).isEqualTo(Map.of(1, 1.0, 2, 1.0));
    assertThat(group.wyckoffPositionsByElement().get("Cl"))
        .isEqualTo(Map.of('a', 1.0, 'b', 1.0, 'e', 1.0));
    assertThat(group.atomicVolumes()).containsExactly(62.5, 108.0, 171.5);
    assertThat(group.densityFactors()).containsExactly(2.0, 2.0, 2.0);
  }

  @Test
  void groupsWithFewCrystalsAreNoClassesButTheirLatticesCount() {
    CrystalEntry lone =
        new CrystalEntry(
            "4",
            "hand",
            8,
            8,
            false,
            false,
            "w",
            "W",
            "1",
            List.of(2.0, 4.0, 8.0, 90.0, 120.0, 90.0),
            64 * Math.sin(Math.PI * 2 / 3),
            10,
            List.of(new OccupiedSite("W", 'a')));

    CrystalStatistics statistics = gather(2, false, List.of(THREE.get(0), THREE.get(1), lone));

    assertThat(statistics.groups()).containsOnlyKeys(225);
    double unit = Math.cbrt(64 * Math.sin(Math.PI * 2 / 3));
    List<Double> lattice = statistics.lattices().get(LatticeType.MONOCLINIC).get(0);
    assertThat(lattice).hasSize(4);
    assertThat(lattice.get(0)).isCloseTo(2 / unit, within(1e-6));
    assertThat(lattice.get(2)).isCloseTo(8 / unit, within(1e-6));
    assertThat(lattice.get(3)).isCloseTo(Math.PI * 2 / 3, within(1e-6));
  }

  @Test
  void classFrequencyIsThatOfTheSourcesLabel() {
    CrystalEntry named =
        new CrystalEntry(
            "5",
            "hand",
            225,
            221,
            false,
            false,
            "t",
            "X",
            "1:1",
            THREE.get(0).cell(),
            125,
            60,
            THREE.get(0).sites());

    GroupStatistics group =
        gather(3, false, List.of(THREE.get(0), THREE.get(1), named)).groups().get(225);

    assertThat(group.crystals()).isEqualTo(3);
    assertThat(group.classFrequency()).isEqualTo(2);
  }

  @Test
  void bandwidthsFollowTheNormalReferenceRule() {
    // Of 1, 2, 3, 4: quartiles 1.75 and 3.25, population sigma sqrt(1.25) = 1.1180, range / 1.34 =
    // 1.1194; 1.06 sigma 4^(-1/6).
    double expected = 1.06 * Math.sqrt(1.25) * Math.pow(4, -1.0 / 6);

    List<Double> bandwidths =
        KernelBandwidths.normalReference(
            List.of(1.0, 2.0, 3.0, 4.0), List.of(10.0, 20.0, 30.0, 40.0));

    assertThat(bandwidths.get(0)).isCloseTo(expected, within(1e-6));
    assertThat(bandwidths.get(1)).isCloseTo(10 * expected, within(1e-5));
    assertThat(gather(3, true, THREE).densityBandwidths()).containsExactly(0.0530715, 104.04307);
  }

  @Test
  void aFewFarValuesDoNotWidenTheBandwidths() {
    List<Double> factors = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      factors.add(0.5 + 0.004 * i);
    }
    double without = KernelBandwidths.normalReference(factors, factors).get(0);
    factors.add(48.0);

    assertThat(KernelBandwidths.normalReference(factors, factors).get(0))
        .isBetween(without, 1.4 * without);
  }

  @Test
  void digestTellsStatisticsApart() {
    assertThat(gather(3, false, THREE).digest())
        .hasSize(64)
        .isEqualTo(gather(3, false, THREE).digest())
        .isNotEqualTo(gather(3, false, List.of(THREE.get(0), THREE.get(1), THREE.get(1))).digest());
  }
}
