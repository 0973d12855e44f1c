package org.powdermill.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.generation.imperfections.Imperfection;
import org.powdermill.generation.imperfections.Imperfections;
import org.powdermill.generation.imperfections.UniformRange;
import org.powdermill.hdf5.ShardColumns;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.hdf5.stream.EndMarker;

class ShardRunTest {

  private static final int COUNT = 230;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50, 1000})
  void anyNumberOfThreadsAndAnySplitIntoRunsGivesTheSameBits(int shardSize) {
    assertSameBitsForAnySplit(TestRecipe.SETTINGS, shardSize);
  }

  @Test
  void soItIsWithImperfections() {
    assertSameBitsForAnySplit(TestRecipe.SETTINGS.with(Imperfections.PAPER), 7);
  }

  private void assertSameBitsForAnySplit(GenerationSettings settings, int shardSize) {
    float[] wanted = TestRecipe.diffractograms(settings, COUNT);
    ShardRecipe recipe = TestRecipe.of(settings, StoreKind.FLOAT32, shardSize);
    SplittableRandom random = new SplittableRandom(shardSize);
    for (int split = 0; split < 3; split++) {
      Path out = folder.resolve("split-" + split);
      for (int first = 0; first < COUNT; ) {
        int most = (COUNT - first + shardSize - 1) / shardSize;
        int count = Math.min(COUNT - first, shardSize * (1 + random.nextInt(most)));
        int threads = 1 + random.nextInt(4);
        assertThat(TestRecipe.run(recipe, out, first, count).run(threads, () -> false).complete())
            .isTrue();
        first += count;
      }

      assertThat(TestRecipe.read(recipe, out, COUNT)).isEqualTo(wanted);
      assertThat(EndMarker.read(out)).contains(new EndMarker(0, COUNT, shardSize));
    }
  }

  @Test
  void rowsTellTheirNumberAndCrystal() {
    ShardRecipe recipe = TestRecipe.of(StoreKind.FLOAT32, 40);
    TestRecipe.run(recipe, folder, 80, 40).run(1, () -> false);

    try (ShardReader reader =
        ShardReader.open(folder.resolve("shard-00000002.h5"), recipe.identity(), 2)) {
      ShardColumns columns = reader.columns();
      for (int row = 0; row < 40; row++) {
        assertThat(columns.index(row)).isEqualTo(80 + row);
        int group = columns.row(row).spaceGroup();
        assertThat(columns.label(row))
            .isEqualTo(List.copyOf(TestRecipe.STATISTICS.groups().keySet()).indexOf(group));
        assertThat(columns.row(row).volume()).isBetween(1f, 7000f);
        assertThat(columns.row(row).asymmetricUnitAtoms()).isBetween(1, 100);
        assertThat(columns.row(row).crystalliteSizeNm()).isBetween(20f, 100f);
      }
    }
  }

  @Test
  void peaksGiveTheBitsOfFloat32() {
    ShardRecipe recipe = TestRecipe.of(StoreKind.PEAKS, 100);
    TestRecipe.run(recipe, folder, 0, COUNT).run(2, () -> false);

    assertThat(TestRecipe.read(recipe, folder, COUNT)).isEqualTo(TestRecipe.diffractograms(COUNT));
  }

  @Test
  void peaksGiveTheBitsOfFloat32ForAnotherShapeOfAllPeaks() {
    GenerationSettings settings =
        TestRecipe.SETTINGS.with(
            new Imperfections(
                Map.of(
                    Imperfection.MIXING, UniformRange.of(0.3),
                    Imperfection.CAGLIOTI_U, UniformRange.of(0.02),
                    Imperfection.CAGLIOTI_V, UniformRange.of(-0.001),
                    Imperfection.CAGLIOTI_W, UniformRange.of(0.01))));
    ShardRecipe recipe = TestRecipe.of(settings, StoreKind.PEAKS, 100);
    TestRecipe.run(recipe, folder, 0, COUNT).run(2, () -> false);

    assertThat(TestRecipe.read(recipe, folder, COUNT))
        .isEqualTo(TestRecipe.diffractograms(settings, COUNT))
        .isNotEqualTo(TestRecipe.diffractograms(COUNT));
  }

  @ParameterizedTest
  @EnumSource(
      value = Imperfection.class,
      names = {"BACKGROUND_LENGTH", "CAGLIOTI_V"},
      mode = EnumSource.Mode.EXCLUDE)
  void peaksAloneCannotHoldWhatDiffersFromRowToRow(Imperfection imperfection) {
    GenerationSettings settings =
        TestRecipe.SETTINGS.with(new Imperfections(Map.of(imperfection, imperfection.paper())));

    assertThatThrownBy(() -> TestRecipe.of(settings, StoreKind.PEAKS, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("peaks alone do not tell imperfections: want --store float32 or float16");
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void theFilesAreTheSameToTheByteForAnyNumberOfThreads(StoreKind store) throws IOException {
    ShardRecipe recipe = TestRecipe.of(store, 20);
    Path one = folder.resolve("one");
    Path three = folder.resolve("three");
    TestRecipe.run(recipe, one, 0, COUNT).run(1, () -> false);
    TestRecipe.run(recipe, three, 0, COUNT).run(3, () -> false);

    assertSameFiles(one, three);
  }

  @Test
  void whatIsMissingShortOrDamagedIsMadeAgainAndTheRestIsKept() throws IOException {
    ShardRecipe recipe = TestRecipe.of(StoreKind.FLOAT32, 20);
    Path whole = folder.resolve("whole");
    Path broken = folder.resolve("broken");
    TestRecipe.run(recipe, whole, 0, COUNT).run(2, () -> false);
    TestRecipe.run(recipe, broken, 0, COUNT - 5).run(2, () -> false);
    Files.delete(broken.resolve("shard-00000001.h5"));
    truncate(broken.resolve("shard-00000003.h5"));
    flipBit(broken.resolve("shard-00000005.h5"));
    Files.writeString(broken.resolve("shard-00000007.h5"), "no HDF5");
    Files.copy(whole.resolve("shard-00000000.h5"), broken.resolve("shard-00000008.h5.damaged"));

    ShardRun.Result result = TestRecipe.run(recipe, broken, 0, COUNT).run(2, () -> false);

    // The last shard had 5 rows and gets 10.
    assertThat(result).isEqualTo(new ShardRun.Result(5, 7, 3, 90, true));
    assertThat(names(broken))
        .contains(
            "shard-00000003.h5.damaged", "shard-00000005.h5.damaged", "shard-00000007.h5.damaged")
        .doesNotContain("shard-00000001.h5.damaged");
    for (int shard = 0; shard < 12; shard++) {
      String name = recipe.shardName(20L * shard);
      assertThat(Files.mismatch(whole.resolve(name), broken.resolve(name))).isEqualTo(-1);
    }
    assertThat(TestRecipe.run(recipe, broken, 0, COUNT).run(2, () -> false))
        .isEqualTo(new ShardRun.Result(0, 12, 0, 0, true));
  }

  @Test
  void aFolderOfAnotherRunIsRefusedAndStaysAsItIs() {
    ShardRecipe recipe = TestRecipe.of(StoreKind.FLOAT32, 20);
    TestRecipe.run(recipe, folder, 0, 40).run(1, () -> false);
    List<String> before = names(folder);

    for (OtherRecipes.Named other : OtherRecipes.of(recipe)) {
      assertThatThrownBy(() -> TestRecipe.run(other.recipe(), folder, 0, 100).run(1, () -> false))
          .as(other.difference())
          .isInstanceOf(ProductionException.class)
          .hasMessageContaining(other.difference())
          .hasMessageContaining("choose another folder")
          .hasMessageNotContaining("\n");
    }
    assertThat(names(folder)).isEqualTo(before);
  }

  @Test
  void aRunThatWasStoppedLeavesWholeShardsAndGoesOn() throws IOException {
    ShardRecipe recipe = TestRecipe.of(StoreKind.FLOAT32, 20);
    Path whole = folder.resolve("whole");
    Path stopped = folder.resolve("stopped");
    TestRecipe.run(recipe, whole, 0, COUNT).run(2, () -> false);
    SplittableRandom random = new SplittableRandom(3);
    boolean complete = false;
    for (int i = 0; i < 100 && !complete; i++) {
      AtomicInteger rows = new AtomicInteger(50 + random.nextInt(60));
      complete =
          TestRecipe.run(recipe, stopped, 0, COUNT)
              .run(2, () -> rows.decrementAndGet() < 0)
              .complete();
      assertThat(names(stopped)).noneMatch(name -> name.endsWith(".tmp"));
      assertThat(Files.exists(stopped.resolve(EndMarker.FILE))).isEqualTo(complete);
    }

    assertThat(complete).isTrue();
    assertSameFiles(whole, stopped);
  }

  @Test
  void theEndMarkerIsWithdrawnWhileAShardIsMadeAgain() throws IOException {
    ShardRecipe recipe = TestRecipe.of(StoreKind.FLOAT32, 20);
    TestRecipe.run(recipe, folder, 0, COUNT).run(2, () -> false);
    Files.delete(folder.resolve("shard-00000004.h5"));
    AtomicInteger rows = new AtomicInteger(15);
    TestRecipe.run(recipe, folder, 0, COUNT).run(1, () -> rows.decrementAndGet() < 0);
    assertThat(folder.resolve(EndMarker.FILE)).doesNotExist();

    TestRecipe.run(recipe, folder, 0, COUNT).run(1, () -> false);
    assertThat(folder.resolve(EndMarker.FILE)).exists();
  }

  @Test
  void theFailureOfOneThreadStopsAllAndIsTold() {
    ShardRecipe recipe = TestRecipe.of(StoreKind.FLOAT32, 1);
    ShardRun.Listener failing =
        new ShardRun.Listener() {
          private final AtomicInteger shards = new AtomicInteger();

          @Override
          public void made(Path shard, int rows) {
            if (shards.incrementAndGet() == 10) {
              throw new IllegalStateException("the tenth");
            }
          }

          @Override
          public void kept(Path shard, int rows) {}

          @Override
          public void setAside(Path aside, String fault) {}
        };

    assertThatThrownBy(
            () ->
                new ShardRun(recipe, TestRecipe.FINDER, folder, 0, 100_000, failing)
                    .run(3, () -> false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the tenth");
    assertThat(names(folder)).hasSizeBetween(10, 1000).noneMatch(name -> name.endsWith(".tmp"));
  }

  private static void truncate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static void flipBit(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertSameFiles(Path one, Path other) throws IOException {
    assertThat(names(other)).isEqualTo(names(one));
    for (String name : names(one)) {
      assertThat(Files.mismatch(one.resolve(name), other.resolve(name))).as(name).isEqualTo(-1);
    }
  }
}
