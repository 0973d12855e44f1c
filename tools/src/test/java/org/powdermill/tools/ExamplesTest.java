package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the examples that stand at the end of each command's help, as a shell would. */
class ExamplesTest {

  @TempDir Path folder;

  static Stream<String> examples() {
    return UsageTest.commands()
        .flatMap(command -> Stream.of(command.getCommandSpec().usageMessage().footer()))
        .map(String::strip)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleOfAHelpRuns(String example) throws IOException, InterruptedException {
    Files.createSymbolicLink(
        folder.resolve("docs"), Call.PROJECT.resolve("docs").toAbsolutePath().normalize());
    Files.createDirectory(folder.resolve("build"));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder("bash", "-c", Jvm.FUNCTION + example)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();

    assertThat(ended).as(example).isTrue();
    assertThat(process.exitValue()).as("%s: %s", example, Files.readString(output)).isZero();
  }
}
