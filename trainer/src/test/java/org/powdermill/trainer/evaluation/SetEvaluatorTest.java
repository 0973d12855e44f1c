package org.powdermill.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.PredictionRows;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardProfile;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.ShardRow;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.Initializer;
import org.powdermill.trainer.network.Layer;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.Preprocessing;
import org.powdermill.trainer.network.SavedModel;
import org.powdermill.trainer.network.SmallNetworks;

class SetEvaluatorTest {

  private static final TwoThetaGrid GRID = new TwoThetaGrid(5, 8, 0.01);
  private static final SpaceGroupClasses CLASSES =
      new SpaceGroupClasses(List.of(2, 14, 62, 166, 225));
  private static final int[] GROUPS = {14, 1, 225, 62, 14, 2, 166};

  @TempDir Path folder;

  private Path set;

  @BeforeEach
  void writeSet() {
    set = folder.resolve("set.h5");
    ShardIdentity identity =
        new ShardIdentity(
            0,
            "none",
            1.5406,
            GRID,
            ShardProfile.GAUSSIAN,
            "{}",
            // Labels of the set are of other classes than those of the model.
            new SpaceGroupClasses(List.of(1, 14)),
            GROUPS.length,
            StoreKind.FLOAT32);
    Random random = new Random(2);
    ShardWriter.write(
        set,
        identity,
        0,
        GROUPS.length,
        ShardWriter.Options.DEFAULT,
        writer -> {
          for (int group : GROUPS) {
            float[] points = new float[GRID.points()];
            for (int i = 0; i < points.length; i++) {
              points[i] = random.nextFloat();
            }
            points[7] = 1;
            writer.append(new ShardRow(group, 50, 500, 1.2f, 5), points);
          }
        });
  }

  private Path model() {
    Network network = SmallNetworks.residual();
    Path file = folder.resolve("model.h5");
    try (Engine engine = SmallNetworks.engine(network, 3)) {
      new SavedModel(network, CLASSES, GRID, 1.5406, "none", "{}").write(file, engine, false);
    }
    return file;
  }

  private Optional<PredictionRows> predict(Path model, int blockRows, BooleanSupplier stop) {
    try (SetEvaluator evaluator = new SetEvaluator(model, 1, blockRows);
        ShardReader reader = ShardReader.open(set)) {
      return evaluator.predict(reader, NearestNeighbour.none(), stop, rows -> {});
    }
  }

  @Test
  void blocksOfAnySizeGiveTheSame() {
    Path model = model();
    PredictionRows whole = predict(model, 100, () -> false).orElseThrow();

    for (int blockRows : new int[] {1, 3, 7}) {
      PredictionRows rows = predict(model, blockRows, () -> false).orElseThrow();
      for (int row = 0; row < GROUPS.length; row++) {
        assertThat(rows.predicted(row, 0)).isEqualTo(whole.predicted(row, 0));
        assertThat(rows.probability(row, 4)).isCloseTo(whole.probability(row, 4), within(1e-5f));
      }
    }
  }

  @Test
  void fiveClassesAreAllRankedAndLabelsAreTheModels() {
    PredictionRows rows = predict(model(), 3, () -> false).orElseThrow();

    for (int row = 0; row < GROUPS.length; row++) {
      float sum = 0;
      for (int rank = 0; rank < 5; rank++) {
        sum += rows.probability(row, rank);
        assertThat(CLASSES.spaceGroups()).contains(rows.predicted(row, rank));
        assertThat(rows.probability(row, rank + 1))
            .isLessThanOrEqualTo(rows.probability(row, rank));
      }
      assertThat(sum).isCloseTo(1, within(1e-5f));
      assertThat(rows.predicted(row, 5)).isZero();
      assertThat(rows.label(row)).isEqualTo(CLASSES.label(GROUPS[row]));
      assertThat(Float.isNaN(rows.loss(row))).isEqualTo(GROUPS[row] == 1);
    }
  }

  @Test
  void whoIsStoppedGivesNothing() {
    assertThat(predict(model(), 1, () -> true)).isEmpty();
  }

  @Test
  void aModelThatHasGoneAstrayIsRefused() {
    Path model = folder.resolve("astray.h5");
    Network network =
        new Network(
            "linear",
            GRID.points(),
            CLASSES.spaceGroups().size(),
            Preprocessing.NONE,
            List.of(
                new Layer.Flatten("flatten", Network.INPUT),
                new Layer.Dense("classes", "flatten", 5, Initializer.GLOROT_UNIFORM)));
    try (Engine engine = SmallNetworks.engine(network, 3)) {
      float[] weights = engine.parameter("classes.weight");
      Arrays.fill(weights, Float.MAX_VALUE); // their sums are infinite, differences no numbers
      engine.setParameter("classes.weight", weights);
      new SavedModel(network, CLASSES, GRID, 1.5406, "none", "{}").write(model, engine, false);
    }

    assertThatThrownBy(() -> predict(model, 3, () -> false))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("gone astray");
  }
}
