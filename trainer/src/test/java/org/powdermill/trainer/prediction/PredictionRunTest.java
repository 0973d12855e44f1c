package org.powdermill.trainer.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.pattern.Padding;

class PredictionRunTest {

  private static final int FILES = 75;

  @TempDir Path folder;

  private static final class Recorder implements PredictionRun.Listener {
    final List<String> events = new ArrayList<>();
    final List<Double> first = new ArrayList<>();

    @Override
    public void predicted(Intake.Accepted pattern, Prediction prediction) {
      events.add(Path.of(pattern.source()).getFileName().toString());
      first.add(prediction.largestProbability());
    }

    @Override
    public void refused(Intake.Refused refusal) {
      events.add("refused " + Path.of(refusal.source()).getFileName());
    }
  }

  private Path pattern(String name, double centre) throws IOException {
    StringBuilder text = new StringBuilder();
    for (double angle = 10; angle < 40.05; angle += 0.1) {
      text.append(
          String.format(
              Locale.ROOT, "%.2f %.5f%n", angle, Math.exp(-Math.pow(angle - centre, 2) / 0.05)));
    }
    return Files.writeString(folder.resolve(name), text);
  }

  /** More files than a batch and than the queue between reading and computing. */
  @Test
  void resultsComeInTheOrderOfTheFilesAsIfEachWereAlone() throws IOException {
    Path model = SmallModel.write(folder.resolve("m.h5"), SmallModel.of("{}"), 5);
    List<Path> files = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      boolean isBad = i % 7 == 3;
      String name = "p%03d.xy".formatted(i);
      files.add(
          isBad
              ? Files.writeString(folder.resolve(name), "nothing\n")
              : pattern(name, 12 + 0.3 * i));
      expected.add((isBad ? "refused " : "") + name);
    }
    try (Predictor predictor = Predictor.load(model, 1)) {
      Recorder all = run(predictor, files);
      Recorder alone = run(predictor, files.subList(50, 51));

      assertThat(all.events).isEqualTo(expected);
      int row = (int) expected.subList(0, 50).stream().filter(e -> !e.contains("refused")).count();
      assertThat(all.first.get(row)).isCloseTo(alone.first.get(0), within(1e-6));
      assertThat(all.first.stream().distinct().count()).isGreaterThan(10);
    }
  }

  private static Recorder run(Predictor predictor, List<Path> files) {
    Recorder recorder = new Recorder();
    new PredictionRun(predictor, ClassPrior.ofTraining(predictor.model()), recorder)
        .run(files, new PatternIntake(SmallModel.GRID, 1.5406, IntakeSettings.DEFAULT));
    return recorder;
  }

  @Test
  void aWavelengthBySayingSoConvertsAndAShortRangeIsWarnedAbout() throws IOException {
    Path file = pattern("a.xy", 20);
    Intake.Accepted asIs = (Intake.Accepted) intake(file, Optional.empty(), Optional.empty());
    Intake.Accepted converted =
        (Intake.Accepted) intake(file, Optional.of(new Wavelength("", 0.7703)), Optional.empty());
    Intake.Accepted padded =
        (Intake.Accepted)
            intake(file, Optional.of(new Wavelength("", 0.7703)), Optional.of(Padding.EDGE));

    assertThat(asIs.wavelengthSource()).isEqualTo(Intake.WavelengthSource.MODEL);
    assertThat(asIs.diffractogram()[100]).isEqualTo(1);
    assertThat(asIs.warnings()).isEmpty();
    assertThat(converted.wavelengthSource()).isEqualTo(Intake.WavelengthSource.OPTION);
    // Half the wavelength: 10 degrees become 20.08, 20 become 40.6, off the grid.
    assertThat(converted.covered().min()).isCloseTo(20.08, within(0.01));
    assertThat(converted.warnings())
        .singleElement()
        .asString()
        .startsWith("covers 2theta = 20.08 to 40.00 of 10.00 to 40.00 degrees; the rest, 34 %");
    assertThat(padded.warnings()).isEmpty();
  }

  private static Intake intake(Path file, Optional<Wavelength> wavelength, Optional<Padding> pad) {
    IntakeSettings settings = new IntakeSettings(wavelength, Optional.empty(), 50, pad, false);
    return new PatternIntake(SmallModel.GRID, 1.5406, settings).take(file).get(0);
  }
}
