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
import org.powdermill.tests.launcher.ProjectCopy.Running;

/** What the launcher does before anything is built. */
class FirstCallTest {
  private static final String ALL_MISSING =
      "powdermill: missing: a JDK 17 to 21, Maven, MPJ Express, JHDF5, spglib; ";

  @TempDir Path folder;
  private ProjectCopy project;

  @BeforeEach
  void copyTheProject() throws IOException {
    project = ProjectCopy.into(folder);
  }

  @Test
  void twoFirstCallsAtOnceBuildOnce() {
    List<String> command = List.of(project.launcher().toString(), "--version");
    Running first = ProjectCopy.start(folder, Map.of(), command);
    Running second = ProjectCopy.start(folder, Map.of(), command);
    Result one = ProjectCopy.finish(first);
    Result other = ProjectCopy.finish(second);

    assertThat(one.status()).as(one.error()).isZero();
    assertThat(other.status()).as(other.error()).isZero();
    assertThat(one.builds() + other.builds()).isEqualTo(1);
  }

  @Test
  void withoutRightsItNamesTheOneCommand() throws IOException {
    Result result =
        project.powdermillWithoutRights(project.emptyMachine("debian", "12"), "--version");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).isEmpty();
    assertThat(result.errorLines())
        .containsExactly(
            ALL_MISSING
                + "run: sudo apt-get install -y openjdk-17-jdk-headless maven libmpj-java libsis-jhdf5-java"
                + " libsymspg1");
  }

  @Test
  void anUntestedReleaseIsNamed() throws IOException {
    Result result =
        project.powdermillWithoutRights(project.emptyMachine("ubuntu", "24.04"), "--version");

    assertThat(result.errorLines())
        .singleElement()
        .asString()
        .endsWith("(package names for ubuntu-24.04 are untested)");
  }

  @Test
  void aReleaseWithoutAPackageLeadsToTheDocumentation() throws IOException {
    Result result =
        project.powdermillWithoutRights(project.emptyMachine("debian", "13"), "--version");

    assertThat(result.errorLines())
        .containsExactly(
            ALL_MISSING
                + "no package of JHDF5 is known for debian-13: see "
                + folder.toRealPath()
                + "/docs/installation.md");
  }

  @Test
  void anUnknownReleaseLeadsToTheDocumentation() throws IOException {
    Result result =
        project.powdermillWithoutRights(project.emptyMachine("fedora", "43"), "--version");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.errorLines())
        .singleElement()
        .asString()
        .contains("known for fedora-43", "docs/installation.md");
  }

  @Test
  void withRightsItSaysWhatItInstalls() throws IOException {
    Path calls = folder.resolve("build/apt-calls");
    project.stub("sudo", "[ \"$1\" != -n ] || shift; exec \"$@\"");
    Path stubs = project.stub("apt-get", "echo \"$@\" >> '" + calls + "'");
    Map<String, String> machine = project.emptyMachine("debian", "12");

    Result result =
        project.powdermill(
            Map.of(
                "PATH",
                stubs + ":" + System.getenv("PATH"),
                "POWDERMILL_SYSROOT",
                machine.get("POWDERMILL_SYSROOT")),
            "setup");

    String packages = "openjdk-17-jdk-headless maven libmpj-java libsis-jhdf5-java libsymspg1";
    assertThat(result.errorLines()).first().isEqualTo("powdermill: installing by apt: " + packages);
    assertThat(Files.readAllLines(calls))
        .singleElement()
        .asString()
        .endsWith("install " + packages);
    assertThat(result.errorLines())
        .last()
        .asString()
        .contains("still missing after the installation");
    assertThat(result.status()).isEqualTo(1);
  }

  @Test
  void inASlurmJobItSaysWhatToRunInsteadOfBuilding() throws IOException {
    Result result = project.powdermill(Map.of("SLURM_JOB_ID", "7"), "--version");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.errorLines())
        .singleElement()
        .asString()
        .contains(
            "inside a SLURM job",
            "run " + folder.toRealPath() + "/powdermill setup on the login node");
    assertThat(folder.resolve("build")).doesNotExist();
  }

  @Test
  void anOverrideThatNamesNothingIsSaid() {
    Result result = project.powdermill(Map.of("POWDERMILL_MPJ_JAR", "/no/mpj.jar"), "setup");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.errorLines())
        .containsExactly(
            "powdermill: POWDERMILL_MPJ_JAR=/no/mpj.jar does not exist or cannot be read");
  }

  @Test
  void mavensFirstErrorBeforeSetUpSaysWhatToDo() {
    Result result =
        ProjectCopy.finish(ProjectCopy.start(folder, Map.of(), List.of("mvn", "-q", "validate")));

    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains("Run ./powdermill setup once");
  }
}
