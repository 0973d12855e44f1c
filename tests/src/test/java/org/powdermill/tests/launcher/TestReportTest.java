package org.powdermill.tests.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.tests.launcher.ProjectCopy.Result;

/** The summary of {@code powdermill test}, on made-up records. */
class TestReportTest {
  private static final Path SOURCE =
      Path.of(System.getProperty("powdermill.root"), "launcher", "TestReport.java")
          .toAbsolutePath();

  @TempDir Path folder;

  @BeforeEach
  void oneSuite() throws IOException {
    Files.createDirectories(folder.resolve("project/launcher"));
    Files.writeString(
        folder.resolve("project/launcher/suites.tsv"), "# suite\tbudget\tfull\ncore\t9\tyes\n");
    record("core", "passed\torg.powdermill.A\tholds\t5\t", "time\torg.powdermill.A\tA\t1500\t");
  }

  @Test
  void theClosingLineCountsAll() throws IOException {
    record(
        "tests",
        "failed\torg.powdermill.tests.oracles.B\tpeaks\t5\texpected: 1",
        "skipped\torg.powdermill.tests.oracles.B\tcells\t5\tAssumption failed: no h5py");

    Result result = report("no");

    assertThat(result.output().lines())
        .contains(
            "skipped 1: no h5py",
            "    org.powdermill.tests.oracles.B.cells",
            "failed: org.powdermill.tests.oracles.B.peaks: expected: 1")
        .last()
        .isEqualTo("1 passed, 1 failed, 1 skipped");
    assertThat(result.output())
        .containsPattern("core +1 +0 +0 +2 s +9 s\n")
        .containsPattern("tests/oracles +0 +1 +1 ");
    assertThat(result.status()).isEqualTo(1);
  }

  @Test
  void aSkippedTestFailsAFullRunOnly() throws IOException {
    record("core", "skipped\torg.powdermill.A\tholds\t5\tno h5py");

    assertThat(report("no").status()).isZero();
    assertThat(report("yes").status()).isEqualTo(1);
  }

  @Test
  void whatNeedsTheSharedFolderMayBeSkippedWhereThereIsNone() throws IOException {
    record("core", "skipped\torg.powdermill.A\tholds\t5\t../shared is absent");

    assertThat(report("yes").status()).isZero();
    Files.createDirectory(folder.resolve("shared"));
    assertThat(report("yes").status()).isEqualTo(1);
  }

  @Test
  void whatTheMachineDoesNotAllowMayBeSkipped() throws IOException {
    record(
        "core",
        "skipped\torg.powdermill.A\tholds\t5\tcontainers need namespaces, which this machine does not allow");

    assertThat(report("yes").status()).isZero();
  }

  @Test
  void aSuiteThatDidNotRunFailsAFullRun() throws IOException {
    Files.writeString(
        folder.resolve("project/launcher/suites.tsv"), "core\t9\tyes\ntools\t9\tyes\n");

    Result result = report("yes");

    assertThat(result.output()).contains("not passed: no test of tools ran in a full run");
    assertThat(result.status()).isEqualTo(1);
  }

  @Test
  void aFailureOfMavenIsAFailure() {
    assertThat(report("no", "1").status()).isEqualTo(1);
  }

  private Result report(String full) {
    return report(full, "0");
  }

  private Result report(String full, String mavenStatus) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java, SOURCE.toString(), folder.resolve("project").toString(), full, mavenStatus, "3");
    return ProjectCopy.finish(ProjectCopy.start(folder, Map.of(), command));
  }

  private void record(String module, String... lines) throws IOException {
    Path records =
        Files.createDirectories(
            folder.resolve("project").resolve(module).resolve("target/test-report"));
    Files.write(Files.createTempFile(records, "", ".tsv"), List.of(lines));
  }
}
