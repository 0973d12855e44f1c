package org.powdermill.tests.workflows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The linter of a newer Nextflow, which nothing but this test uses. */
class LintTest {

  private static final Path PROJECT = WorkflowCall.PROJECT;

  @TempDir private Path folder;

  @Test
  void nextflowFindsNothingToSay() throws IOException, InterruptedException {
    Path libraries = PROJECT.resolve("tests/target/nextflow-lint");
    Path pinned = PROJECT.resolve("tests/src/test/nextflow/lint.pom.xml");
    call(
        List.of(
            "mvn",
            "-q",
            "-B",
            "-f",
            pinned.toString(),
            "dependency:copy-dependencies",
            "-DincludeScope=runtime",
            "-DoutputDirectory=" + libraries));

    String said =
        call(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                libraries + "/*",
                "nextflow.cli.Launcher",
                "lint",
                PROJECT.resolve("workflows").toString()));

    assertThat(said).containsPattern("\\d+ files had no errors").doesNotContain("discouraged");
    assertThat(said).doesNotContainIgnoringCase("warning");
  }

  private String call(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("NXF_OFFLINE", "true");
    builder.environment().put("NXF_DISABLE_CHECK_LATEST", "true");
    builder.environment().put("NXF_HOME", folder.resolve("home").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    String said = Files.readString(output, UTF_8);
    assertThat(ended).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
