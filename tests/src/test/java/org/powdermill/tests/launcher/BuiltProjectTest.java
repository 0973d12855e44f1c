package org.powdermill.tests.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.tests.launcher.ProjectCopy.Result;

/** What the launcher does once it has built. */
class BuiltProjectTest {
  @TempDir static Path folder;
  private static ProjectCopy project;

  @BeforeAll
  static void build() throws IOException {
    project = ProjectCopy.into(folder);
    Result result = project.powdermill("setup");
    assertThat(result.status()).as(result.error()).isZero();
  }

  @Test
  void itWorksFromAnotherFolderAndThroughASymlink(@TempDir Path elsewhere) throws IOException {
    Path link = Files.createSymbolicLink(elsewhere.resolve("pm"), project.launcher());

    Result result =
        ProjectCopy.finish(
            ProjectCopy.start(elsewhere, Map.of(), List.of(link.toString(), "--version")));

    assertThat(result.status()).as(result.error()).isZero();
    assertThat(result.output()).containsIgnoringCase("powdermill");
    assertThat(result.error()).isEmpty();
  }

  @Test
  void itPassesTheExitStatusThrough() {
    assertThat(project.powdermill("no-such-command").status()).isEqualTo(2);
  }

  @Test
  void itRunsInsideASlurmJob() {
    Result result = project.powdermill(Map.of("SLURM_JOB_ID", "7"), "--version");

    assertThat(result.status()).as(result.error()).isZero();
  }

  @Test
  void itRunsForAUserWhoMayNotWrite() throws IOException {
    Result result = project.powdermillWithoutRights(Map.of(), "--version");

    assertThat(result.status()).as(result.error()).isZero();
    assertThat(result.error()).isEmpty();
  }

  @Test
  void completionIsAScriptThatBashReads() throws IOException {
    Result completion = project.powdermill("completion", "bash");
    Path script = Files.writeString(folder.resolve("build/completion.bash"), completion.output());

    Result read =
        ProjectCopy.finish(
            ProjectCopy.start(
                folder,
                Map.of(),
                List.of("bash", "-c", "source " + script + " && complete -p powdermill")));

    assertThat(completion.status()).as(completion.error()).isZero();
    assertThat(read.output()).endsWith(" powdermill\n");
  }

  @Test
  void manPagesAreMadeOfTheCommands() {
    Result result = project.powdermill("man"); // shows nothing where the program man is absent

    assertThat(folder.resolve("build/man/man1/powdermill.1"))
        .as(result.error())
        .content()
        .contains("SYNOPSIS");
  }

  @Test
  void itBuildsAgainOnlyWhenASourceChanged() throws IOException {
    Path source = folder.resolve("trainer/src/main/java/org/powdermill/trainer/Added.java");
    Path unrelated = folder.resolve("tests/src/main/java/org/powdermill/tests/Unrelated.java");

    assertThat(project.powdermill("--version").builds()).as("nothing changed").isZero();

    Files.writeString(
        source, "package org.powdermill.trainer;\n\n/** Added. */\nfinal class Added {}\n");
    assertThat(project.powdermill("--version").builds()).as("a file came").isEqualTo(1);

    Files.writeString(source, "// changed\n", StandardOpenOption.APPEND);
    assertThat(project.powdermill("--version").builds()).as("a file changed").isEqualTo(1);

    Files.delete(source);
    assertThat(project.powdermill("--version").builds()).as("a file went").isEqualTo(1);

    Files.createDirectories(unrelated.getParent());
    Files.writeString(unrelated, "package org.powdermill.tests;\n");
    assertThat(project.powdermill("--version").builds()).as("a test changed").isZero();
  }

  @Test
  void aBrokenSourceIsNamedAndTheOldBuildStays() throws IOException {
    Path source = folder.resolve("trainer/src/main/java/org/powdermill/trainer/Broken.java");
    Files.writeString(
        source, "package org.powdermill.trainer;\n\nfinal class Broken { int x = \"no\"; }\n");

    Result broken = project.powdermill("--version");
    Files.delete(source);
    Result repaired = project.powdermill("--version");

    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.error()).contains("Broken.java:[3,", "the build failed; see ");
    assertThat(repaired.status()).as(repaired.error()).isZero();
    assertThat(repaired.builds()).as("the old build still fits").isZero();
  }

  @Test
  void networksNeedNoEngine() throws IOException {
    Result result = project.powdermill("networks", "--json");

    assertThat(result.status()).as(result.error()).isZero();
    assertThat(result.output()).contains("\"resnet-10\":9395025");
  }

  @Test
  void nativeLibrariesAreUnpackedOnTheNodeForTheJob(@TempDir Path node) throws IOException {
    Result result = trainOnce(node, Map.of("SLURM_JOB_ID", "7"));

    assertThat(result.status()).as(result.error()).isZero();
    assertThat(result.output()).contains("\"milliseconds_per_step\":", "\"threads\":1");
    try (Stream<Path> places = Files.list(node)) {
      Path place =
          places
              .filter(path -> path.getFileName().toString().matches("powdermill-native-\\d+-7"))
              .findFirst()
              .orElseThrow();
      assertThat(Files.getPosixFilePermissions(place))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      assertThat(place).isNotEmptyDirectory();
    }
  }

  /** In a folder that all users may write into, another could have put a library there. */
  @Test
  void aPlaceForNativeLibrariesThatIsALinkIsNotTrusted(@TempDir Path node) throws IOException {
    Path elsewhere = Files.createDirectory(node.resolve("elsewhere"));
    Object user = Files.getAttribute(node, "unix:uid");
    Path link = Files.createSymbolicLink(node.resolve("powdermill-native-" + user), elsewhere);

    Result result = trainOnce(node, Map.of());

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.error())
        .isEqualTo(
            "powdermill: %s is not a folder of yours to write into: name another place in TMPDIR\n"
                .formatted(link));
  }

  private static Result trainOnce(Path node, Map<String, String> environment) throws IOException {
    Map<String, String> all = new TreeMap<>(environment);
    all.put("TMPDIR", node.toString());
    List<String> words =
        List.of("--network parkcnn-small --batch 1 --threads 1 --seconds 0.1 --alone".split(" "));
    List<String> call = new ArrayList<>(List.of("benchmark", "train", "--json"));
    call.addAll(words);
    call.addAll(List.of("--device", "cpu"));
    return project.powdermill(all, call.toArray(String[]::new));
  }

  @Test
  void noLibraryStandsInTwoClassPaths() throws IOException {
    Map<String, List<String>> places = new TreeMap<>();
    for (String name : List.of("base", "mpi", "dl4j")) {
      try (Stream<Path> jars = Files.list(folder.resolve("build/lib").resolve(name))) {
        jars.map(jar -> jar.getFileName().toString().replaceFirst("-[0-9].*", ""))
            .distinct()
            .forEach(
                library -> places.computeIfAbsent(library, key -> new ArrayList<>()).add(name));
      }
    }

    assertThat(places)
        .as("pin one version in the parent's dependencyManagement")
        .allSatisfy((k, v) -> assertThat(v).hasSize(1));
    assertThat(places)
        .containsEntry("powdermill-core", List.of("base"))
        .containsEntry("powdermill-tools", List.of("base"))
        .containsEntry("sis-jhdf5", List.of("base"))
        .containsEntry("mpj", List.of("mpi"))
        .containsEntry("reload4j", List.of("mpi"))
        .containsEntry("powdermill-trainer", List.of("base"))
        .containsEntry("deeplearning4j-nn", List.of("dl4j"))
        .containsEntry("nd4j-native", List.of("dl4j"));
  }
}
