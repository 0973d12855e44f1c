package org.powdermill.trainer.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.testset.BuiltInTestSet;
import org.powdermill.trainer.prediction.NoveltyThreshold.Flagged;

class NoveltyTest {

  @TempDir Path folder;

  @Property(tries = 200)
  void atMostTheWantedShareLiesBelowTheThreshold(
      @ForAll @Size(min = 20, max = 200) List<@DoubleRange(min = 0, max = 1) Double> scores,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double rate) {
    double threshold = NoveltyCalibration.threshold(scores, rate);

    long below = scores.stream().filter(score -> score < threshold).count();
    assertThat(below).isLessThanOrEqualTo((long) Math.floor(rate * scores.size()));
    assertThat(scores).contains(threshold);
  }

  private Path model(long seed) {
    return SmallModel.write(folder.resolve("m.h5"), SmallModel.of("{}"), seed);
  }

  private static NoveltyThreshold threshold(Path model) {
    return new NoveltyThreshold(
        NoveltyThreshold.FORMAT,
        NoveltyThreshold.VERSION,
        NoveltyThreshold.digest(model),
        0.25,
        0.05,
        new Flagged(20, 1),
        new Flagged(0, 0),
        new Flagged(10, 4),
        List.of("a.h5"));
  }

  @Test
  void aThresholdStandsBesideItsModelAndFitsNoOther() throws IOException {
    Path model = model(1);
    assertThat(NoveltyThreshold.read(model)).isEmpty();
    threshold(model).write(model);

    assertThat(folder.resolve("m.novelty.json")).exists();
    assertThat(NoveltyThreshold.read(model)).contains(threshold(model));
    model(2);
    assertThatThrownBy(() -> NoveltyThreshold.read(model))
        .isInstanceOf(PredictionException.class)
        .hasMessageContaining("belongs to another state of the model: remove it, or calibrate");
    Files.writeString(folder.resolve("m.novelty.json"), "{\"format\":\"other\"}");
    assertThatThrownBy(() -> NoveltyThreshold.read(model))
        .hasMessageContaining("m.novelty.json")
        .hasMessageEndingWith("remove it, or calibrate again");
    Files.writeString(folder.resolve("m.novelty.json"), "[");
    assertThatThrownBy(() -> NoveltyThreshold.read(model)).isInstanceOf(PredictionException.class);
  }

  /** 30 of the built-in classes are left out of the model: their rows are held out. */
  @Test
  void calibrationCountsKnownHeldOutAndMixed() {
    Path set = folder.resolve("set.h5");
    BuiltInTestSet.write(set);
    List<Integer> kept;
    int rows;
    int known = 0;
    try (ShardReader reader = ShardReader.open(set)) {
      kept = reader.header().identity().classes().spaceGroups().subList(0, 63);
      rows = reader.rows();
      for (int row = 0; row < rows; row++) {
        known += kept.contains(reader.columns().row(row).spaceGroup()) ? 1 : 0;
      }
    }
    Path model =
        SmallModel.write(
            folder.resolve("m.h5"), SmallModel.of("{}", kept, TwoThetaGrid.DEFAULT), 3);
    try (Predictor predictor = Predictor.load(model, 2)) {
      NoveltyThreshold found =
          new NoveltyCalibration(predictor).calibrate(model, List.of(set), 0.1, done -> {});

      assertThat(found.known().n()).isEqualTo(known / 2);
      assertThat(found.heldOut().n()).isEqualTo(rows - known).isPositive();
      assertThat(found.mixtures().n()).isBetween(known / 4, known / 2);
      assertThat(found.threshold()).isBetween(1.0 / 63, 1.0);
      assertThat(found.known().share()).isLessThan(0.4);
      assertThatThrownBy(
              () ->
                  new NoveltyCalibration(predictor)
                      .calibrate(model, List.of(set), 0.001, done -> {}))
          .hasMessageContaining("want at least 2000 for a rate of 0.001");
    }
  }

  @Test
  void aSetOnOtherAnglesIsRefused() {
    Path set = folder.resolve("set.h5");
    BuiltInTestSet.write(set);
    Path model = model(1);
    try (Predictor predictor = Predictor.load(model, 1)) {
      assertThatThrownBy(
              () ->
                  new NoveltyCalibration(predictor).calibrate(model, List.of(set), 0.1, done -> {}))
          .isInstanceOf(PredictionException.class)
          .hasMessageContaining("set.h5 is on 5.0:90.0:0.01 degrees at 1.5406 angstrom")
          .hasMessageContaining("make it again with --two-theta and --wavelength");
    }
  }
}
