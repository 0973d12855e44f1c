package org.powdermill.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamReader;
import org.powdermill.production.IndexRange;
import org.powdermill.production.LocalWorkers;
import org.powdermill.production.ShardMaker;
import org.powdermill.production.ShardRecipe;
import org.powdermill.production.StreamCoordinator;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.symmetry.SymmetryFinder;
import org.powdermill.testset.SyntheticTestSet;

/** Batches of a stream of 103 diffractograms in shards of ten, and of sets. */
class BatchesTest {

  private static final int COUNT = 103;
  private static final CrystalStatistics STATISTICS = StatisticsFile.builtIn().statistics();

  private static final GenerationSettings SETTINGS =
      new GenerationSettings(
          GenerationSettings.GroupDraw.FREQUENCY,
          List.of(2, 14, 62, 225),
          1,
          20,
          100,
          false,
          true,
          false,
          new DiffractionSettings(Wavelength.CU_KA1, new TwoThetaGrid(5, 90, 0.1), 0, Map.of()));

  @TempDir static Path folder;

  @BeforeAll
  static void makeStream() {
    ShardRecipe recipe =
        new ShardRecipe(
            STATISTICS, SETTINGS, 5, StoreKind.FLOAT32, 10, ShardWriter.Options.DEFAULT);
    StreamCoordinator.Options usual =
        StreamCoordinator.Options.of(new IndexRange(0, OptionalLong.of(COUNT), 10));
    StreamCoordinator.Options ahead =
        new StreamCoordinator.Options(
            usual.range(), 1000, usual.peerTimeout(), usual.poll(), usual.timing());
    try (StreamCoordinator coordinator =
            StreamCoordinator.open(stream(), recipe.identity(), ahead, () -> false).orElseThrow();
        LocalWorkers workers =
            new LocalWorkers(
                1,
                () -> new ShardMaker(recipe, SymmetryFinder.load(), coordinator.place()),
                () -> false)) {
      assertThat(coordinator.run(workers, () -> false, () -> {}).ending())
          .isEqualTo(StreamCoordinator.Ending.COMPLETE);
    }
  }

  private static StreamAccess stream() {
    return StreamAccess.of(folder.resolve("stream"));
  }

  private static TrainingPlan plan(DataDescription data, int batch, int window) {
    return TrainingPlan.of(
        new TrainingOptions(
            "parkcnn-small",
            false,
            9,
            1,
            OptionalInt.empty(),
            batch,
            OptionalDouble.empty(),
            500,
            0,
            0,
            0,
            0,
            OptionalInt.of(window)),
        data);
  }

  /** All batches from a position on. */
  private static List<Batch> batches(int batch, int window, Optional<DataPosition> from) {
    List<Batch> all = new ArrayList<>();
    try (BatchSource source =
        new TrainingData.Stream(folder.resolve("stream"), StreamReader.Options.DEFAULT)
            .open(from, () -> false)
            .orElseThrow()) {
      source.begin(plan(source.description(), batch, window), from.orElse(source.beginning()));
      for (Optional<Batch> next = source.next(() -> false);
          next.isPresent();
          next = source.next(() -> false)) {
        all.add(next.get());
      }
    }
    return all;
  }

  private static List<Long> indices(List<Batch> batches) {
    List<Long> all = new ArrayList<>();
    for (Batch batch : batches) {
      for (long index : batch.indices()) {
        all.add(index);
      }
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"7,1", "7,7", "7,20", "10,1000", "103,1", "200,1", "1,50", "16,33"})
  void everyDiffractogramOfAStreamComesOnceAndFromEachPositionTheRestFollows(
      int batch, int window) {
    List<Batch> all = batches(batch, window, Optional.empty());

    List<Long> order = indices(all);
    assertThat(order).hasSize(COUNT).doesNotHaveDuplicates();
    assertThat(order).allMatch(index -> index >= 0 && index < COUNT);
    if (window == 1) {
      assertThat(order).isSorted();
    } else {
      assertThat(order.equals(order.stream().sorted().toList())).isFalse();
    }
    Random random = new Random(batch * 1000L + window);
    for (int tries = 0; tries < 3; tries++) {
      int taken = random.nextInt(all.size());
      assertThat(indices(batches(batch, window, Optional.of(all.get(taken).after()))))
          .isEqualTo(order.subList(Math.min(COUNT, (taken + 1) * batch), COUNT));
    }
  }

  @Test
  void rowsAreMixedWithinTheirWindowAlone() {
    List<Long> order = indices(batches(7, 20, Optional.empty()));

    for (int place = 0; place < COUNT; place++) {
      assertThat(order.get(place) / 20).isEqualTo(place / 20);
    }
  }

  @Test
  void rowsKeepTheirDiffractogramAndClassInWhateverOrder() {
    List<Batch> plain = batches(COUNT, 1, Optional.empty());
    int points = 851;
    for (Batch batch : batches(10, 40, Optional.empty())) {
      for (int row = 0; row < batch.rows(); row++) {
        int index = (int) batch.indices()[row];
        assertThat(batch.labels()[row]).isEqualTo(plain.get(0).labels()[index]);
        assertThat(
                Arrays.equals(
                    batch.diffractograms(),
                    row * points,
                    (row + 1) * points,
                    plain.get(0).diffractograms(),
                    index * points,
                    (index + 1) * points))
            .isTrue();
      }
    }
  }

  @Test
  void passesOverSetsHoldEachRowOnceAndGoOnFromAnyPosition() {
    Path first = folder.resolve("first.h5");
    Path second = folder.resolve("second.h5");
    new SyntheticTestSet(STATISTICS, SETTINGS).write(20, first, 1, 0, rows -> {});
    new SyntheticTestSet(STATISTICS, SETTINGS).write(15, second, 1, 0, rows -> {});
    List<Batch> all = new ArrayList<>();
    try (SetBatches source = new SetBatches(List.of(first, second))) {
      source.begin(plan(source.description(), 8, 1), source.beginning());
      for (int batch = 0; batch < 14; batch++) { // 112 rows: three passes of 35 and 7 rows more
        all.add(source.next(() -> false).orElseThrow());
      }
    }
    List<Long> order = indices(all);
    Set<List<Long>> passes = new HashSet<>();
    for (int pass = 0; pass < 3; pass++) {
      List<Long> rows = order.subList(pass * 35, (pass + 1) * 35);
      assertThat(new HashSet<>(rows)).hasSize(35);
      passes.add(rows);
    }
    assertThat(passes).hasSize(3);
    try (SetBatches source = new SetBatches(List.of(first, second))) {
      source.begin(plan(source.description(), 8, 1), all.get(6).after());
      assertThat(indices(List.of(source.next(() -> false).orElseThrow())))
          .isEqualTo(order.subList(56, 64));
    }
  }

  @Test
  void setsOfOtherAnglesAreRefused() throws Exception {
    Path first = folder.resolve("fine.h5");
    Path second = folder.resolve("coarse.h5");
    new SyntheticTestSet(STATISTICS, SETTINGS).write(3, first, 1, 0, rows -> {});
    GenerationSettings coarse =
        new GenerationSettings(
            GenerationSettings.GroupDraw.FREQUENCY,
            List.of(),
            1,
            20,
            100,
            false,
            true,
            false,
            new DiffractionSettings(Wavelength.CU_KA1, new TwoThetaGrid(5, 90, 0.5), 0, Map.of()));
    new SyntheticTestSet(STATISTICS, coarse).write(3, second, 1, 0, rows -> {});

    assertThatThrownBy(() -> new SetBatches(List.of(first, second)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("coarse.h5")
        .hasMessageContaining("powdermill testset");
    assertThat(Files.exists(first)).isTrue();
  }
}
