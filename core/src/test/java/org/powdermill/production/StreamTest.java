package org.powdermill.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.hdf5.stream.ProducerState;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamReader;
import org.powdermill.hdf5.stream.StreamShard;

class StreamTest {

  private static final int COUNT = 230;
  private static final int SIZE = 20;
  private static final int LEAD = 3;

  @TempDir Path folder;

  @Test
  void theConsumerGetsEveryDiffractogramOnceAndInOrder() throws Exception {
    ShardRecipe recipe = TestRecipe.of(StoreKind.FLOAT32, SIZE);
    CompletableFuture<StreamCoordinator.Result> producer =
        CompletableFuture.supplyAsync(() -> produce(recipe));
    int points = TestRecipe.COARSE.grid().points();
    float[] all = new float[COUNT * points];
    try (StreamReader reader =
        StreamReader.open(StreamAccess.of(folder), StreamReader.Options.DEFAULT, 0, () -> false)
            .orElseThrow()) {
      long index = 0;
      while (true) {
        var next = reader.next(() -> false);
        if (next.isEmpty()) {
          break;
        }
        try (StreamShard shard = next.get()) {
          for (int row = shard.firstRow(); row < shard.rows(); row++) {
            assertThat(shard.index(row)).isEqualTo(index);
            System.arraycopy(
                shard.diffractograms(), row * points, all, (int) index * points, points);
            index++;
          }
        }
        reader.durable(index);
      }
      assertThat(reader.isEnded()).isTrue();
    }
    assertThat(producer.get(1, TimeUnit.MINUTES).ending())
        .isEqualTo(StreamCoordinator.Ending.COMPLETE);
    assertThat(Arrays.equals(all, TestRecipe.diffractograms(COUNT))).isTrue();
  }

  @Test
  void shardsThatItMadeBeforeTheConsumerCameAreNotCountedAgain() throws Exception {
    ShardRecipe recipe = TestRecipe.of(StoreKind.FLOAT32, SIZE);
    CompletableFuture<StreamCoordinator.Result> producer =
        CompletableFuture.supplyAsync(() -> produce(recipe));
    StreamAccess access = StreamAccess.of(folder);
    while (!Files.exists(access.folder().shard(LEAD - 1)) && !producer.isDone()) {
      Thread.sleep(10);
    }
    try (StreamReader reader =
        StreamReader.open(access, StreamReader.Options.DEFAULT, 0, () -> false).orElseThrow()) {
      for (var next = reader.next(() -> false); next.isPresent(); next = reader.next(() -> false)) {
        next.get().close();
      }
    }

    ProducerState state = producer.get(1, TimeUnit.MINUTES).state();

    assertThat(state.shardsMade()).isEqualTo((COUNT + SIZE - 1) / SIZE);
    assertThat(state.shardsKept()).isZero();
    assertThat(state.diffractogramsMade()).isEqualTo(COUNT);
    assertThat(state.diffractogramsPerSecond()).isPositive();
  }

  private StreamCoordinator.Result produce(ShardRecipe recipe) {
    IndexRange range = new IndexRange(0, OptionalLong.of(COUNT), SIZE);
    StreamCoordinator.Options defaults = StreamCoordinator.Options.of(range);
    try (StreamCoordinator coordinator =
            StreamCoordinator.open(
                    StreamAccess.of(folder),
                    recipe.identity(),
                    new StreamCoordinator.Options(
                        range, LEAD, defaults.peerTimeout(), defaults.poll(), defaults.timing()),
                    () -> false)
                .orElseThrow();
        LocalWorkers workers =
            new LocalWorkers(
                2,
                () -> new ShardMaker(recipe, TestRecipe.FINDER, coordinator.place()),
                () -> false)) {
      return coordinator.run(workers, () -> false, () -> {});
    }
  }
}
