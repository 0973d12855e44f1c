package org.powdermill.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.tests.SharedFolder;

/**
 * Whatever bytes a file holds, it is taken, or refused in one line that names it: no crash, no
 * hang, no memory without bounds, nothing written elsewhere. An input that does harm is kept below
 * build/fuzz with a line that reads it again: {@code -Dfuzz.again=FILE -Dfuzz.format=NAME}; {@code
 * -Dfuzz.seed=N} takes other inputs.
 */
class ForeignBytesTest {

  private static final long SEED = Long.getLong("fuzz.seed", 20261123);

  /** Deadlines, not expectations. */
  private static final long MINUTES = 15;

  private static final long SOAK_MINUTES = 24 * 60;
  private static final int ALL = 1000;

  @TempDir Path folder;

  private final Path root = Path.of(System.getProperty("powdermill.root"));
  private final Path kept = root.resolve("build/fuzz");

  @Test
  void aHundredThousandInputsDoNoHarm() throws Exception {
    assertThat(Arrays.stream(Catalogue.Group.values()).mapToInt(Catalogue.Group::count).sum())
        .isGreaterThanOrEqualTo(100_000);
    run(SharedFolder.require("structures").getParent(), ALL, MINUTES);
  }

  /** What can be tried without the shared files: good ones of the repository alone. */
  @Test
  void inputsMadeOfTheExamplesDoNoHarm() throws Exception {
    run(folder.resolve("no-shared-files"), ALL / 100, MINUTES);
  }

  @Test
  @Tag("soak")
  void tenMillionInputsDoNoHarm() throws Exception {
    run(SharedFolder.require("structures").getParent(), 100 * ALL, SOAK_MINUTES);
  }

  @Test
  void aKeptInputIsReadAgain() throws Exception {
    String again = System.getProperty("fuzz.again", root.resolve("docs/examples/rutile.cif") + "");
    String format = System.getProperty("fuzz.format", "cif");
    String told =
        new FuzzProcess(root, folder, kept)
            .run(folder, SEED, MINUTES, List.of(format, "again", root.resolve(again) + ""));
    System.out.println(told);
    assertThat(told).isNotBlank();
  }

  /** All groups, two at a time. */
  private void run(Path shared, int thousandths, long minutes)
      throws InterruptedException, ExecutionException, IOException {
    Assumptions.assumeTrue(
        System.getProperty("fuzz.again") == null, "one kept input alone is read: fuzz.again");
    ExecutorService two = Executors.newFixedThreadPool(2);
    List<Future<String>> runs = new ArrayList<>();
    try {
      for (Catalogue.Group group : Catalogue.Group.values()) {
        Path work = Files.createDirectories(folder.resolve("a/b/c").resolve(group.name()));
        List<String> words = List.of(group.name(), "0", Integer.toString(thousandths));
        runs.add(
            two.submit(() -> new FuzzProcess(root, work, kept).run(shared, SEED, minutes, words)));
      }
      for (Future<String> run : runs) {
        System.out.print(run.get());
      }
    } finally {
      two.shutdownNow();
    }
    assertNothingClimbed();
  }

  /** Names in archives lead up and away; only the folders of work may hold anything. */
  private void assertNothingClimbed() throws IOException {
    for (String place : List.of("", "a", "a/b")) {
      try (Stream<Path> files = Files.list(folder.resolve(place))) {
        assertThat(files).hasSize(1);
      }
    }
    assertThat(Path.of("/tmp/climbed.cif")).doesNotExist();
  }
}
