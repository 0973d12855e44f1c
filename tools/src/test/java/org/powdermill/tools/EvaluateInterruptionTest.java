package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardProfile;
import org.powdermill.hdf5.ShardRow;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.StoreKind;

class EvaluateInterruptionTest {

  private static final int ROWS = 20_000;

  @TempDir Path folder;

  @Test
  void anInterruptedEvaluationEndsWithStatus75AndLeavesNothing()
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path output = folder.resolve("output.txt");
    // A shell that starts the tests in the background lets them ignore SIGINT.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(
        Jvm.command(
            "evaluate",
            "--model",
            Call.PROJECT.resolve("docs/examples/small.h5").toString(),
            "--testset",
            largeSet().toString(),
            "--out",
            out.toString(),
            "--device",
            "cpu",
            "--batch-size",
            "1"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      awaitBeginning(process, output);
      new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();

      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(75);
      assertThat(Files.readString(output)).contains("interrupted; nothing is written");
      try (Stream<Path> files = Files.list(out)) {
        assertThat(files).isEmpty();
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static void awaitBeginning(Process process, Path output)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!Files.readString(output).contains("large: %d diffractograms".formatted(ROWS))) {
      assertThat(process.isAlive() && System.nanoTime() < deadline)
          .as(Files.readString(output))
          .isTrue();
      Thread.sleep(20);
    }
  }

  /** Packed, so that it takes long to evaluate and little to write. */
  private Path largeSet() {
    Path file = folder.resolve("large.h5");
    ShardIdentity identity =
        new ShardIdentity(
            0,
            "none",
            1.5406,
            TwoThetaGrid.DEFAULT,
            ShardProfile.GAUSSIAN,
            "{}",
            new SpaceGroupClasses(List.of(14)),
            ROWS,
            StoreKind.PEAKS);
    ShardWriter.write(
        file,
        identity,
        0,
        ROWS,
        ShardWriter.Options.DEFAULT,
        writer -> {
          for (int row = 0; row < ROWS; row++) {
            writer.append(
                new ShardRow(14, 50, 500, 1.2f, 5, Optional.empty()),
                new double[] {20 + row % 50},
                new double[] {1},
                1);
          }
        });
    return file;
  }
}
