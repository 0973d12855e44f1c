package org.powdermill.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Site;
import org.powdermill.generation.CrystalResampler.Part;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryFinder;
import org.powdermill.symmetry.WyckoffPosition;

class CrystalResamplerTest {

  private static final CrystalStatistics STATISTICS = HandmadeStatistics.ofAllGroups();
  private static final SymmetryFinder FINDER = SymmetryFinder.load();

  private static final SpaceGroup RUTILE_GROUP = SpaceGroup.of(136);
  private static final List<WyckoffPosition> RUTILE_POSITIONS =
      List.of(RUTILE_GROUP.wyckoffPosition('a'), RUTILE_GROUP.wyckoffPosition('f'));
  private static final List<Element> RUTILE_ELEMENTS = List.of(element("Si"), element("O"));
  private static final Crystal RUTILE =
      new Crystal(
          "rutile",
          new Lattice(4.594, 4.594, 2.959, 90, 90, 90),
          RUTILE_GROUP.symmetryGroup(),
          List.of(Site.of(element("Si"), 0, 0, 0), Site.of(element("O"), 0.305, 0.305, 0)));

  private static Element element(String symbol) {
    return Element.ofSymbol(symbol).orElseThrow();
  }

  private static SyntheticCrystal rutile(Part part, long seed, long number) {
    return new CrystalResampler(STATISTICS, seed, FINDER)
        .resample(RUTILE, RUTILE_GROUP, RUTILE_ELEMENTS, RUTILE_POSITIONS, part, number)
        .crystal();
  }

  @Test
  void rebuiltIsTheSameCrystal() {
    SyntheticCrystal rebuilt = rutile(Part.REBUILT, 1, 2);

    assertThat(rebuilt.lattice()).isEqualTo(RUTILE.lattice());
    assertThat(rebuilt.densityFactor() * rebuilt.atomicVolume())
        .isCloseTo(RUTILE.lattice().volume(), within(1e-9));
    for (int i = 0; i < 2; i++) {
      assertThat(rebuilt.toCrystal().asymmetricUnit().get(i).coordinates())
          .containsExactly(RUTILE.asymmetricUnit().get(i).coordinates(), within(1e-12));
    }
  }

  @Property(tries = 100)
  void eachPartDrawsItsOwnAlone(
      @ForAll long seed, @ForAll @LongRange(min = 0, max = 1L << 48) long number) {
    SyntheticCrystal coordinates = rutile(Part.COORDINATES, seed, number);
    SyntheticCrystal lattice = rutile(Part.LATTICE, seed, number);
    SyntheticCrystal both = rutile(Part.BOTH, seed, number);

    assertThat(coordinates.lattice()).isEqualTo(RUTILE.lattice());
    assertThat(coordinates.sites().stream().map(OccupiedPosition::position))
        .containsExactlyElementsOf(RUTILE_POSITIONS);
    assertThat(coordinates.sites().get(1).x()).isNotEqualTo(0.305);
    assertThat(lattice.sites().get(1).x()).isEqualTo(0.305);
    assertThat(lattice.lattice().volume()).isNotEqualTo(RUTILE.lattice().volume());
    assertThat(lattice.lattice().volume())
        .isCloseTo(lattice.densityFactor() * lattice.atomicVolume(), within(1e-6));
    assertThat(lattice.lattice().a()).isEqualTo(lattice.lattice().b());
    assertThat(both.sites()).isEqualTo(coordinates.sites());
    assertThat(both.lattice()).isEqualTo(lattice.lattice());
  }

  @Test
  void drawsDependOnSeedAndNumberAndNotOnWhatWasDrawnBefore() {
    CrystalResampler used = new CrystalResampler(STATISTICS, 7, FINDER);
    for (long number = 0; number < 5; number++) {
      used.resample(
          RUTILE, RUTILE_GROUP, RUTILE_ELEMENTS, RUTILE_POSITIONS, Part.BOTH, 1000 + number);
    }
    SyntheticCrystal again =
        used.resample(RUTILE, RUTILE_GROUP, RUTILE_ELEMENTS, RUTILE_POSITIONS, Part.BOTH, 3)
            .crystal();

    assertThat(again).isEqualTo(rutile(Part.BOTH, 7, 3));
    assertThat(again.sites()).isNotEqualTo(rutile(Part.BOTH, 7, 4).sites());
    assertThat(again.lattice()).isNotEqualTo(rutile(Part.BOTH, 8, 3).lattice());
  }

  /** A mixed rock salt whose sites have the same main element is a primitive cubic lattice. */
  @Test
  void aCrystalThatBecomesMoreSymmetricWouldFailTheCheck() {
    SpaceGroup group = SpaceGroup.of(225);
    Crystal salt =
        new Crystal(
            "mixed",
            new Lattice(5, 5, 5, 90, 90, 90),
            group.symmetryGroup(),
            List.of(Site.of(element("Fe"), 0, 0, 0), Site.of(element("O"), 0.5, 0.5, 0.5)));
    List<WyckoffPosition> positions =
        List.of(group.wyckoffPosition('a'), group.wyckoffPosition('b'));
    CrystalResampler resampler = new CrystalResampler(STATISTICS, 1, FINDER);

    assertThat(passes(resampler, salt, group, positions, "Fe", "O")).isTrue();
    assertThat(passes(resampler, salt, group, positions, "Fe", "Fe")).isFalse();
  }

  private static boolean passes(
      CrystalResampler resampler,
      Crystal crystal,
      SpaceGroup group,
      List<WyckoffPosition> positions,
      String one,
      String other) {
    return resampler
        .resample(crystal, group, List.of(element(one), element(other)), positions, Part.REBUILT, 0)
        .passesSymmetryCheck();
  }

  @Test
  void aGroupWithoutStatisticsGivesNoLattice() {
    CrystalStatistics without =
        new CrystalStatistics(
            "",
            "",
            50,
            STATISTICS.densityBandwidths(),
            new TreeMap<>(STATISTICS.groups().headMap(100)),
            STATISTICS.lattices(),
            STATISTICS.digest());
    CrystalResampler resampler = new CrystalResampler(without, 1, FINDER);

    assertThatThrownBy(
            () ->
                resampler.resample(
                    RUTILE, RUTILE_GROUP, RUTILE_ELEMENTS, RUTILE_POSITIONS, Part.LATTICE, 0))
        .isInstanceOf(GenerationException.class)
        .hasMessage("space group 136 is no class of the statistics: no volume to draw");
  }
}
