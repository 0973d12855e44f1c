package org.powdermill.tests.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The system's Python, for which Debian packages its libraries. */
public final class Python {

  private static final Path PROGRAM = Path.of("/usr/bin/python3");

  private Python() {}

  /** Skips the test where the module is missing. */
  public static void requireModule(String module) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PROGRAM), "no " + PROGRAM);
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-c", "import " + module)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assumeTrue(process.waitFor() == 0, "Python has no " + module + ": install python3-" + module);
  }

  /** Runs a script and gives back what it prints. */
  public static String run(String script, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-c", script));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("status of Python").isZero();
    return output;
  }
}
