package org.powdermill.diffraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Site;
import org.powdermill.crystal.Species;

/** The fast sum against the formulas of the design, atom by atom. */
class StructureFactorsTest {

  @Property(tries = 60)
  void intensitiesFollowTheFormulas(@ForAll @IntRange(min = 0) int seed) {
    Crystal crystal = RandomCrystal.of(seed);
    double b = seed % 2 == 0 ? 0 : 1.5;
    DiffractionSettings settings =
        new DiffractionSettings(Wavelength.CU_KA1, TwoThetaGrid.DEFAULT, b, Map.of());
    StructureFactors factors = new StructureFactors(1.5406, TwoThetaGrid.DEFAULT);
    ScatteringAtoms atoms = new ScatteringAtoms();
    atoms.fill(crystal, new ScatteringFactors(settings, factors.maxS()));
    ReflectionList reflections = new ReflectionList();
    factors.sum(crystal.lattice(), new ReflectionRow(crystal.symmetryGroup()), atoms, reflections);
    List<Site> all = crystal.sitesInCell();
    int latticePoints = crystal.symmetryGroup().centringTranslations().size();
    double strongest = 0;
    for (int i = 0; i < reflections.count; i++) {
      strongest = Math.max(strongest, reflections.intensity[i]);
    }
    for (int i = 0; i < reflections.count; i++) {
      double expected =
          reflections.multiplicity[i]
              * intensity(all, crystal, reflections, i, b)
              / (latticePoints * latticePoints);
      assertThat(reflections.intensity[i]).isCloseTo(expected, offset(1e-9 * strongest));
    }
  }

  /** |F|^2 (1 + cos^2 2theta) / (sin^2 theta cos theta), term by term. */
  private static double intensity(
      List<Site> sites, Crystal crystal, ReflectionList reflections, int i, double b) {
    double spacing =
        crystal.lattice().interplanarSpacing(reflections.h[i], reflections.k[i], reflections.l[i]);
    double squaredS = 1 / (4 * spacing * spacing);
    double re = 0;
    double im = 0;
    for (Site site : sites) {
      double phase =
          2
              * Math.PI
              * (reflections.h[i] * site.x()
                  + reflections.k[i] * site.y()
                  + reflections.l[i] * site.z());
      for (Species species : site.species()) {
        double f =
            species.occupancy()
                * AtomicScatteringFactor.of(species.element()).at(squaredS)
                * Math.exp(-b * squaredS);
        re += f * Math.cos(phase);
        im += f * Math.sin(phase);
      }
    }
    double theta = Math.asin(1.5406 / (2 * spacing));
    return (re * re + im * im)
        * (1 + Math.pow(Math.cos(2 * theta), 2))
        / (Math.pow(Math.sin(theta), 2) * Math.cos(theta));
  }

  @Example
  void everyElementsTableFollowsItsFormula() {
    for (Wavelength wavelength : List.of(Wavelength.CU_KA1, Wavelength.parse("AgKa1"))) {
      double max = new StructureFactors(wavelength.angstrom(), TwoThetaGrid.DEFAULT).maxS();
      for (int z = 1; z <= 98; z++) {
        assertFollowsFormula(Element.of(z), 0, max, 1e-9);
        assertFollowsFormula(Element.of(z), 80, max, 1e-9);
        assertFollowsFormula(Element.of(z), 999, max, 1e-8);
      }
    }
  }

  private static void assertFollowsFormula(Element element, double b, double max, double error) {
    AtomicScatteringFactor exact = AtomicScatteringFactor.of(element);
    ScatteringFactorTable table = new ScatteringFactorTable(element, b, max);
    for (double s = 0; s < max; s += max / 5000) {
      assertThat(table.at(s))
          .as("%s at s = %s, B = %s", element, s, b)
          .isCloseTo(exact.at(s * s) * StrictMath.exp(-b * s * s), offset(error));
    }
  }

  @Example
  void scatteringFactorsBeginAtTheAtomicNumber() {
    for (int z = 1; z <= 98; z++) {
      assertThat(AtomicScatteringFactor.of(Element.of(z)).at(0)).isEqualTo(z);
    }
  }
}
