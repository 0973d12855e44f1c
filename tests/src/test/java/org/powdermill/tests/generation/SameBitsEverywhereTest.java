package org.powdermill.tests.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A second type of processor is not at hand: the JVM is told to do without parts of this one's
 * instructions, and without its compilers.
 */
class SameBitsEverywhereTest {

  private static final int COUNT = 200;
  private static final int IMPERFECT_COUNT = 10;

  private static String expected;

  @BeforeAll
  static void digestInThisJvmsUsualMode() throws IOException, InterruptedException {
    expected = digest("-XX:+UseSerialGC");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xint",
        "-XX:TieredStopAtLevel=1",
        "-XX:-TieredCompilation",
        "-XX:UseAVX=0",
        "-XX:UseAVX=1",
        "-XX:UseAVX=2",
        "-XX:UseAVX=3",
        "-XX:UseSSE=2",
        "-XX:-UseFMA",
        "-XX:-UseSuperWord",
        "-XX:-InlineMathNatives"
      })
  void theBitsAreTheSame(String option) throws IOException, InterruptedException {
    assertThat(digest(option)).isEqualTo(expected);
  }

  private static String digest(String option) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UnlockDiagnosticVMOptions");
    command.add(option);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(DiffractogramDigest.class.getName());
    command.addAll(List.of(String.valueOf(COUNT), String.valueOf(IMPERFECT_COUNT)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as("status with %s: %s", option, output).isZero();
    List<String> lines = output.lines().toList();
    // A JVM may warn on standard output of an option that the processor lacks.
    String digest = lines.get(lines.size() - 1);
    assertThat(digest).matches("[0-9a-f]{64}");
    return digest;
  }
}
