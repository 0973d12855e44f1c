package org.powdermill.tests.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.pattern.MeasuredPattern;
import org.powdermill.pattern.PatternFile;
import org.powdermill.tests.SharedFolder;
import org.powdermill.trainer.prediction.Intake;
import org.powdermill.trainer.prediction.IntakeSettings;
import org.powdermill.trainer.prediction.PatternIntake;

/** The shared files of instruments and of papers. */
class InstrumentFilesTest {

  private static PatternIntake intake() {
    return new PatternIntake(TwoThetaGrid.DEFAULT, 1.5406, IntakeSettings.DEFAULT);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void everySharedFormatBecomesADiffractogram() throws IOException {
    Path folder = SharedFolder.require("measured/formats");
    PatternIntake intake = intake();

    assertThat(files(folder)).hasSizeGreaterThanOrEqualTo(21);
    for (Path file : files(folder)) {
      List<Intake> taken = intake.take(file);
      assertThat(taken).as(file.toString()).singleElement().isInstanceOf(Intake.Accepted.class);
      float[] diffractogram = ((Intake.Accepted) taken.get(0)).diffractogram();
      assertThat(diffractogram).hasSize(8501);
      float largest = 0;
      for (float value : diffractogram) {
        assertThat(value).isBetween(0f, 1f);
        largest = Math.max(largest, value);
      }
      assertThat(largest).as(file.toString()).isEqualTo(1);
    }
  }

  /** First and last point as an editor shows them, number of points as the files say or wc does. */
  @ParameterizedTest
  @CsvSource({
    "CeO2.xy, columns, 2678, 10.0, 50.155, 0, 0, 0",
    "Mn2O3.xy, columns, 9001, 10.0, 100.0, 2157, 2221, 0",
    "perovskite_films/pm-3m.xy, columns, 1412, 10, 80.014, 56, 2, 0",
    "PBSO4.XRA, gsas, 6001, 10, 160, 179, 368, 0",
    "FAP.XRA, gsas, 5753, 15, 130.04, 609, -1, 0",
    "sucrose_11bm.fxye, gsas, 5978, 0.5, 6.47620679, 505.41741, 506.403464, 0.413259",
    "Bi2O3-2MoO3_400C_60min.xrdml, xrdml, -1, 9.90343322, 100.09488522, -1, -1, 1.540598",
  })
  void anInstrumentsFileGivesItsPoints(
      String name,
      String format,
      int points,
      double first,
      double last,
      double firstIntensity,
      double lastIntensity,
      double wavelength) {
    PatternFile file = PatternFile.read(SharedFolder.require("measured/formats/" + name));
    MeasuredPattern pattern = (MeasuredPattern) file.content();
    double[] angles = pattern.twoTheta();

    assertThat(file.format().name()).isEqualToIgnoringCase(format);
    assertThat(angles[0]).isCloseTo(first, within(1e-9));
    assertThat(angles[angles.length - 1]).isCloseTo(last, within(1e-8));
    assertThat(pattern.wavelength().orElse(0)).isEqualTo(wavelength);
    if (points >= 0) {
      assertThat(angles).hasSize(points);
    }
    if (firstIntensity >= 0) {
      assertThat(pattern.intensity()[0]).isEqualTo(firstIntensity);
    }
    if (lastIntensity >= 0) {
      assertThat(pattern.intensity()[angles.length - 1]).isEqualTo(lastIntensity);
    }
  }

  /** The 211 of fluorapatite, the 222 of bixbyite. */
  @ParameterizedTest
  @CsvSource({"FAP.XRA, 31.9, 0.15", "Mn2O3.xy, 33.0, 0.15"})
  void theStrongestLineStandsWhereItBelongs(String name, double twoTheta, double tolerance) {
    Intake.Accepted taken =
        (Intake.Accepted) intake().take(SharedFolder.require("measured/formats/" + name)).get(0);
    float[] diffractogram = taken.diffractogram();
    int top = 0;
    for (int i = 0; i < diffractogram.length; i++) {
      top = diffractogram[i] > diffractogram[top] ? i : top;
    }

    assertThat(TwoThetaGrid.DEFAULT.twoTheta(top)).isCloseTo(twoTheta, within(tolerance));
  }

  /** Structures of the IUCr's papers: simulated, whatever measured profile stands beside them. */
  @Test
  void cifsOfPapersAreSimulatedOrRefusedWithAReason() throws IOException {
    PatternIntake intake = intake();
    List<Intake> taken =
        files(SharedFolder.require("measured/iucr")).stream()
            .flatMap(file -> intake.take(file).stream())
            .toList();

    assertThat(taken.stream().filter(Intake.Accepted.class::isInstance).count())
        .isGreaterThanOrEqualTo(6);
    for (Intake each : taken) {
      if (each instanceof Intake.Refused refused) {
        assertThat(refused.reason()).contains(".cif").hasSizeGreaterThan(40).doesNotContain("\n");
      }
    }
  }

  @Test
  void aCrystalOfTheOraclesIsItsSimulation() throws IOException {
    Path folder = SharedFolder.require("oracles/diffraction");
    Path cif =
        files(folder).stream().filter(f -> f.toString().endsWith(".cif")).findFirst().orElseThrow();
    Intake.Accepted taken = (Intake.Accepted) intake().take(cif).get(0);

    assertThat(taken.format()).isEqualTo("cif");
    float[] sorted = taken.diffractogram().clone();
    Arrays.sort(sorted);
    assertThat(sorted[sorted.length - 1]).isEqualTo(1);
    assertThat(taken.covered().share(TwoThetaGrid.DEFAULT)).isEqualTo(1);
  }
}
