package org.powdermill.tests.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts in {@code containers/} say before they build or run anything. */
class BuildScriptTest {

  private static final Path CONTAINERS = Call.PROJECT.resolve("containers");

  @TempDir private Path folder;

  @Test
  void wrongUsageIsNamed() {
    Call call = build("--bse", "debian");

    assertThat(call.status()).isEqualTo(2);
    assertThat(call.error())
        .isEqualTo("containers/build: there is no option --bse; see containers/build --help\n");
  }

  @Test
  void helpFitsAScreen() {
    Call call = build("--help");

    assertThat(call.status()).isZero();
    assertThat(call.output().lines()).hasSizeLessThanOrEqualTo(40);
  }

  @Test
  void anArchiveThatIsNotWhatItsDigestSaysIsRefused() throws IOException {
    Path archive = archive();
    Files.writeString(folder.resolve("release.tar.gz.sha256"), "0".repeat(64) + "  release.tar.gz");

    Call call = build("--release", archive.toString());

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.error())
        .isEqualTo(
            "containers/build: %s is not what %s.sha256 says: fetch both again\n"
                .formatted(archive, archive));
  }

  @Test
  void theBuilderIsToldDigestVersionAndTimeOfTheArchive() throws IOException {
    Path archive = archive();

    Call call = build("--release", archive.toString(), "--base", "debian@sha256:12");

    assertThat(call.status()).as(call.error()).isZero();
    String digest = sha256(archive);
    assertThat(call.error())
        .contains("--timestamp 1700000000 ", "BASE=debian@sha256:12 ", "SHA256=" + digest)
        .contains("VERSION=9.8.7 ", "REVISION=abc ", "--tag localhost/powdermill:9.8.7 ");
    assertThat(call.lastLine()).isEqualTo("image localhost/powdermill:9.8.7, of archive " + digest);
  }

  /** Whoever adds a package adds it to all three. */
  @Test
  void allImagesInstallTheSamePackages() throws IOException {
    List<String> first = packages("Containerfile");

    assertThat(first).contains("procps", "libfreetype6");
    assertThat(packages("Containerfile.cuda")).isEqualTo(first);
    assertThat(packages("powdermill.def")).isEqualTo(first);
  }

  @Test
  void theLauncherWantsAnImage() {
    Call call = launcher(Map.of(), "--version");

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.error())
        .isEqualTo(
            "containers/powdermill: name the image, a file .sif or one that podman has, in"
                + " POWDERMILL_IMAGE (workflow: --container)\n");
  }

  @Test
  void theLauncherBindsThePresentFolderAndWhatItIsTold() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path image = Files.createFile(folder.resolve("powdermill.sif"));
    stub("apptainer", "echo \"$*\"; echo \"java: ${JAVA_HOME-none}\"");

    Call call =
        launcher(
            Map.of(
                "POWDERMILL_IMAGE", image.toString(),
                "POWDERMILL_BIND", data.toString(),
                "POWDERMILL_CONTAINER_OPTIONS", "--nv",
                "JAVA_HOME", "/on/the/host",
                "TMPDIR", "/tmp"),
            "train",
            "--out",
            "a b");

    assertThat(call.output())
        .as(call.error())
        .isEqualTo(
            "exec --bind %s --bind /tmp --bind %s --nv --pwd %s %s powdermill train --out a b\n"
                    .formatted(folder, data, folder, image)
                + "java: none\n");
  }

  @Test
  void aPlaceThatIsNotThereIsNamed() throws IOException {
    Path image = Files.createFile(folder.resolve("powdermill.sif"));
    stub("apptainer", "exit 0");

    Call call =
        launcher(Map.of("POWDERMILL_IMAGE", image.toString(), "POWDERMILL_BIND", "/no/such/place"));

    assertThat(call.status()).isEqualTo(1);
    assertThat(call.error()).contains("/no/such/place, which is not there");
  }

  private Call build(String... arguments) {
    List<String> command = new ArrayList<>(List.of(CONTAINERS.resolve("build").toString()));
    command.addAll(List.of(arguments));
    return Call.of(folder, pathWithStubs(), command);
  }

  private Call launcher(Map<String, String> variables, String... arguments) {
    List<String> command = new ArrayList<>(List.of(CONTAINERS.resolve("powdermill").toString()));
    command.addAll(List.of(arguments));
    Map<String, String> all = new HashMap<>(pathWithStubs());
    all.putAll(variables);
    return Call.of(folder, all, command);
  }

  private Map<String, String> pathWithStubs() {
    return Map.of("PATH", folder.resolve("programs") + ":" + System.getenv("PATH"));
  }

  /** A program that says what it was called with. */
  private void stub(String name, String script) throws IOException {
    Path program = Files.createDirectories(folder.resolve("programs")).resolve(name);
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** An archive with nothing but what the script reads of it, and a podman that does nothing. */
  private Path archive() throws IOException {
    stub("podman", "echo \"$*\" >&2");
    Path release = Files.createDirectories(folder.resolve("powdermill-9.8.7"));
    Files.writeString(
        release.resolve("release.json"),
        """
        {
          "version" : "9.8.7",
          "commit" : "abc",
          "built" : "2023-11-14T22:13:20Z"
        }
        """);
    Path archive = folder.resolve("release.tar.gz");
    Call.of(folder, Map.of(), List.of("tar", "-czf", archive.toString(), "powdermill-9.8.7")).ok();
    return archive;
  }

  private static String sha256(Path file) {
    return Call.of(file.getParent(), Map.of(), List.of("sha256sum", file.toString()))
        .ok()
        .output()
        .substring(0, 64);
  }

  private static List<String> packages(String file) throws IOException {
    Matcher matcher =
        Pattern.compile("--no-install-recommends \\\\\\s+([a-z0-9 -]+)")
            .matcher(Files.readString(CONTAINERS.resolve(file)));
    assertThat(matcher.find()).as(file).isTrue();
    return List.of(matcher.group(1).strip().split("\\s+"));
  }
}
