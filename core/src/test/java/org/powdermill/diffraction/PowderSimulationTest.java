package org.powdermill.diffraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Site;
import org.powdermill.crystal.Species;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryGroup;

/** Known diffractograms, and the laws that hold for any crystal. */
class PowderSimulationTest {

  private static final PeakShape SHAPE = PeakShape.gaussian(50);

  private static final Crystal CESIUM_CHLORIDE =
      new Crystal(
          "CsCl",
          new Lattice(4.209, 4.209, 4.209, 90, 90, 90),
          SpaceGroup.of(221).symmetryGroup(),
          List.of(
              Site.of(Element.ofSymbol("Cs").orElseThrow(), 0, 0, 0),
              Site.of(Element.ofSymbol("Cl").orElseThrow(), 0.5, 0.5, 0.5)));

  private final PowderSimulation simulation =
      new PowderSimulation(DiffractionSettings.DEFAULT, SHAPE);

  @Example
  void cesiumChlorideHasThePeaksOfPymatgensOwnTest() {
    DiffractionSettings settings =
        new DiffractionSettings(
            new Wavelength("CuKa of pymatgen", 1.54184), TwoThetaGrid.DEFAULT, 0, Map.of());
    List<Peak> peaks = new PowderSimulation(settings, SHAPE).simulate(CESIUM_CHLORIDE).peaks();
    assertThat(peaks.get(0).twoTheta()).isCloseTo(21.1077383296, offset(1e-9));
    assertThat(peaks.get(0).intensity()).isCloseTo(0.364831840037, offset(1e-9));
    assertThat(peaks.get(1).twoTheta()).isCloseTo(30.0246959211, offset(1e-9));
    assertThat(peaks.get(1).intensity()).isEqualTo(1);
    assertThat(peaks.get(1).multiplicity()).isEqualTo(12);
    assertThat(List.of(peaks.get(1).h(), peaks.get(1).k(), peaks.get(1).l()))
        .isEqualTo(List.of(1, 1, 0));
  }

  @Example
  void familiesAreCalledByTheirUsualIndices() {
    FamilyIndices corundum = new FamilyIndices(SpaceGroup.of(167).symmetryGroup());
    assertThat(corundum.usual(2, -1, 3)).containsExactly(1, 1, 3);
    assertThat(corundum.usual(1, 0, -2)).containsExactly(0, 1, 2);
    assertThat(new FamilyIndices(SpaceGroup.of(221).symmetryGroup()).usual(-1, 0, 2))
        .containsExactly(2, 1, 0);
    assertThat(new FamilyIndices(SpaceGroup.of(14).symmetryGroup()).usual(-1, 2, 1))
        .containsExactly(1, 2, -1);
  }

  @Property(tries = 150)
  void symmetryChangesNothingButTheCost(@ForAll @IntRange(min = 0) int seed) {
    Crystal crystal = RandomCrystal.of(seed);
    assertSamePattern(crystal, RandomCrystal.withoutSymmetry(crystal));
  }

  @Property(tries = 100)
  void theOriginDoesNotMatter(@ForAll @IntRange(min = 0) int seed) {
    Crystal crystal = RandomCrystal.of(seed);
    Random random = new Random(seed);
    int[] shift = {random.nextInt(24), random.nextInt(24), random.nextInt(24)};
    List<Site> moved =
        crystal.asymmetricUnit().stream()
            .map(
                site ->
                    site.at(
                        new double[] {
                          site.x() + shift[0] / 24.0,
                          site.y() + shift[1] / 24.0,
                          site.z() + shift[2] / 24.0
                        }))
            .toList();
    assertSamePattern(
        crystal,
        new Crystal(
            "moved", crystal.lattice(), crystal.symmetryGroup().withOriginShift(shift), moved));
  }

  @Property(tries = 60)
  void anyEquivalentCellGivesTheSame(@ForAll @IntRange(min = 0) int seed) {
    Crystal crystal = RandomCrystal.withoutSymmetry(RandomCrystal.of(seed));
    Random random = new Random(seed);
    // a' = a + m b, b' = b + n c, c' = c: the coordinates go x' = x, y' = y - m x, z' = z - n y'.
    int m = random.nextInt(3) - 1;
    int n = random.nextInt(3) - 1;
    double[][] basis = crystal.lattice().basis();
    double[][] other = new double[3][3];
    for (int i = 0; i < 3; i++) {
      other[0][i] = basis[0][i] + m * basis[1][i];
      other[1][i] = basis[1][i] + n * basis[2][i];
      other[2][i] = basis[2][i];
    }
    List<Site> sites =
        crystal.asymmetricUnit().stream()
            .map(
                site -> {
                  double y = site.y() - m * site.x();
                  return site.at(new double[] {site.x(), y, site.z() - n * y});
                })
            .toList();
    assertSamePattern(
        crystal, new Crystal("other cell", Lattice.ofBasis(other), crystal.symmetryGroup(), sites));
  }

  @Property(tries = 60)
  void theOrderOfAtomsDoesNotMatter(@ForAll @IntRange(min = 0) int seed) {
    Crystal crystal = RandomCrystal.withoutSymmetry(RandomCrystal.of(seed));
    List<Site> shuffled = new ArrayList<>(crystal.asymmetricUnit());
    Collections.shuffle(shuffled, new Random(seed));
    assertSamePattern(
        crystal, new Crystal("shuffled", crystal.lattice(), crystal.symmetryGroup(), shuffled));
  }

  @Property(tries = 60)
  void scalingAllOccupanciesLeavesThePattern(@ForAll @IntRange(min = 0) int seed) {
    Crystal crystal = RandomCrystal.of(seed);
    List<Site> halved =
        crystal.asymmetricUnit().stream()
            .map(
                site ->
                    new Site(
                        site.label(),
                        site.species().stream()
                            .map(s -> new Species(s.element(), s.occupancy() / 2))
                            .toList(),
                        site.x(),
                        site.y(),
                        site.z()))
            .toList();
    assertSamePattern(
        crystal, new Crystal("halved", crystal.lattice(), crystal.symmetryGroup(), halved));
  }

  @Property(tries = 40)
  void aSupercellGivesTheSame(@ForAll @IntRange(min = 0) int seed) {
    Crystal crystal = RandomCrystal.withoutSymmetry(RandomCrystal.of(seed));
    Lattice cell = crystal.lattice();
    List<Site> twice = new ArrayList<>();
    for (Site site : crystal.asymmetricUnit()) {
      twice.add(site.at(new double[] {site.x(), site.y(), site.z() / 2}));
      twice.add(site.at(new double[] {site.x(), site.y(), (site.z() + 1) / 2}));
    }
    Lattice doubled =
        new Lattice(cell.a(), cell.b(), 2 * cell.c(), cell.alpha(), cell.beta(), cell.gamma());
    assertSamePattern(crystal, new Crystal("supercell", doubled, crystal.symmetryGroup(), twice));
  }

  private void assertSamePattern(Crystal one, Crystal other) {
    PowderSimulation.Result expected = simulation.simulate(one);
    PowderSimulation.Result found = simulation.simulate(other);
    float[] first = expected.diffractogram().intensity();
    float[] second = found.diffractogram().intensity();
    double largest = 0;
    for (int i = 0; i < first.length; i++) {
      largest = Math.max(largest, Math.abs(first[i] - second[i]));
    }
    // Peaks on either side of the cut of 1e-5 come and go with the last bit.
    assertThat(largest).as("%s, largest difference of the diffractograms", one).isLessThan(2e-5);
    assertThat(strong(found.peaks()))
        .as("%s, peaks above 2e-5", one)
        .hasSameSizeAs(strong(expected.peaks()));
  }

  private static List<Peak> strong(List<Peak> peaks) {
    return peaks.stream().filter(peak -> peak.intensity() > 2e-5).toList();
  }

  @Example
  void theSameSimulationGivesTheSameBitsAgain() {
    Crystal crystal = RandomCrystal.of(7);
    float[] first = simulation.simulate(crystal).diffractogram().intensity();
    simulation.simulate(CESIUM_CHLORIDE);
    float[] second = simulation.simulate(crystal).diffractogram().intensity();
    float[] alone =
        new PowderSimulation(DiffractionSettings.DEFAULT, SHAPE)
            .simulate(crystal)
            .diffractogram()
            .intensity();
    assertThat(second).isEqualTo(first);
    assertThat(alone).isEqualTo(first);
  }

  @Example
  void anElementWithoutScatteringFactorIsNamed() {
    Crystal crystal =
        new Crystal(
            "einsteinium",
            new Lattice(5, 5, 5, 90, 90, 90),
            SymmetryGroup.generatedBy(List.of()),
            List.of(Site.of(Element.ofSymbol("Es").orElseThrow(), 0, 0, 0)));
    assertThatThrownBy(() -> simulation.simulate(crystal))
        .isInstanceOf(DiffractionException.class)
        .hasMessageContaining("Es");
  }

  @Example
  void aRangeWithoutReflectionsIsAnError() {
    DiffractionSettings settings =
        new DiffractionSettings(Wavelength.CU_KA1, new TwoThetaGrid(5, 10, 0.01), 0, Map.of());
    assertThatThrownBy(() -> new PowderSimulation(settings, SHAPE).simulate(CESIUM_CHLORIDE))
        .isInstanceOf(DiffractionException.class)
        .hasMessageContaining("CsCl: no reflection lies between");
  }
}
