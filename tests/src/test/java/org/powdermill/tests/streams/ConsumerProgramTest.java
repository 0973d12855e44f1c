package org.powdermill.tests.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamOwner;
import org.powdermill.production.IndexRange;
import org.powdermill.production.LocalWorkers;
import org.powdermill.production.ShardMaker;
import org.powdermill.production.ShardRecipe;
import org.powdermill.production.StreamCoordinator;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.symmetry.SymmetryFinder;

/** The consumer that other tests rely on. */
class ConsumerProgramTest {

  private static final int COUNT = 410;
  private static final int SHARD_SIZE = 20;

  @TempDir private Path folder;

  @Test
  void killedAndStartedAgainItHasReadEveryDiffractogramOnceAndInOrder() throws Exception {
    CompletableFuture<StreamCoordinator.Result> producer =
        CompletableFuture.supplyAsync(this::produce);
    Path lines = folder.resolve("lines");
    try (ConsumerProcess killed = ConsumerProcess.start(stream(), lines, "pause=300")) {
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (killed.read() < COUNT / 3 && System.nanoTime() < end) {
        Thread.sleep(20);
      }
      killed.kill();
      assertThat(killed.read()).as(killed.toString()).isBetween(COUNT / 3, COUNT - 1);
    }

    try (ConsumerProcess next = ConsumerProcess.start(stream(), lines, "consume=true")) {
      assertThat(next.await()).as(next.toString()).isZero();
      assertThat(next.lines()).isEqualTo(RowChecksum.undisturbed(3, COUNT));
    }
    assertThat(producer.get(1, TimeUnit.MINUTES).ending())
        .isEqualTo(StreamCoordinator.Ending.COMPLETE);
  }

  private Path stream() {
    return folder.resolve("stream");
  }

  private StreamCoordinator.Result produce() {
    ShardRecipe recipe =
        new ShardRecipe(
            StatisticsFile.builtIn().statistics(),
            GenerationSettings.DEFAULT,
            3,
            StoreKind.FLOAT32,
            SHARD_SIZE,
            ShardWriter.Options.DEFAULT);
    SymmetryFinder finder = SymmetryFinder.load();
    StreamCoordinator.Options options =
        new StreamCoordinator.Options(
            new IndexRange(0, OptionalLong.of(COUNT), SHARD_SIZE),
            3,
            Duration.ofMinutes(10),
            Duration.ofMillis(250),
            StreamOwner.Timing.DEFAULT);
    try (StreamCoordinator coordinator =
            StreamCoordinator.open(
                    StreamAccess.of(stream()), recipe.identity(), options, () -> false)
                .orElseThrow();
        LocalWorkers workers =
            new LocalWorkers(
                1, () -> new ShardMaker(recipe, finder, coordinator.place()), () -> false)) {
      return coordinator.run(workers, () -> false, () -> {});
    }
  }
}
