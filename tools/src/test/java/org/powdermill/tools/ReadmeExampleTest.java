package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.cif.CifReader;
import org.powdermill.cif.CifResult;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.PowderSimulation;
import org.powdermill.tools.picture.DiffractogramPicture;
import org.powdermill.tools.picture.TypesetText;

/** The README's first Java example, from a CIF to a picture, compiled and run. */
class ReadmeExampleTest {

  @Test
  void fromACifToAPicture(@TempDir Path folder) {
    Path cif = Call.RUTILE;
    Path png = folder.resolve("rutile.png");

    // README begin
    var rutile = (CifResult.Accepted) new CifReader().read(cif).get(0);
    var simulation = new PowderSimulation(DiffractionSettings.DEFAULT, PeakShape.gaussian(50));
    var result = simulation.simulate(rutile.crystal());
    result.peaks().stream()
        .filter(peak -> peak.intensity() > 0.1)
        .forEach(peak -> System.out.printf("%7.3f  %5.3f%n", peak.twoTheta(), peak.intensity()));
    var title = TypesetText.formula("TiO2").then(", ").then(TypesetText.spaceGroup("P 42/m n m"));
    new DiffractogramPicture(title, TypesetText.plain("Cu K\u03B11, 50 nm"), result).writePng(png);
    // README end

    assertThat(png).isNotEmptyFile();
  }
}
