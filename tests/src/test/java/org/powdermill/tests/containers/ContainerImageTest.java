package org.powdermill.tests.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image, built by {@code containers/build} from a release and a Debian of this minute, and used
 * by a user whom it does not know, on a root file system that nobody may write to.
 */
class ContainerImageTest {

  private static final String IMAGE = "localhost/powdermill:tested";
  private static final String SOMEBODY = "12345:12345";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Podman podman;

  @TempDir private Path work;

  @BeforeAll
  static void build() throws IOException {
    podman = Podman.in(folder);
    podman
        .call(
            folder,
            Map.of(),
            "mmdebstrap",
            "--variant=minbase",
            "--aptopt=Acquire::Retries \"3\"",
            "--dpkgopt=path-exclude=/usr/share/doc/*",
            "--dpkgopt=path-exclude=/usr/share/locale/*",
            "bookworm",
            "base.tar")
        .ok();
    Call dist =
        podman
            .call(
                folder,
                Map.of("POWDERMILL_JAVA_HOME", System.getProperty("java.home")),
                Call.PROJECT.resolve("powdermill").toString(),
                "dist",
                "--with-java",
                "--out",
                folder.toString())
            .ok();
    podman
        .call(
            folder,
            Map.of(),
            Call.PROJECT.resolve("containers/build").toString(),
            "--builder",
            "podman",
            "--base",
            "base.tar",
            "--release",
            dist.lastLine().replaceFirst("\\.tar\\.gz: .*", ".tar.gz"),
            "--tag",
            IMAGE,
            "--",
            "--network",
            "host")
        .ok();
  }

  @AfterAll
  static void remove() {
    if (podman != null) {
      podman.close();
    }
  }

  @BeforeEach
  void letSomebodyWrite() throws IOException {
    Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @Test
  void labelsSayWhatItIs() throws IOException {
    JsonNode image = JSON.readTree(podman.podman("image", "inspect", IMAGE).ok().output()).get(0);

    JsonNode labels = image.at("/Config/Labels");
    assertThat(labels.path("org.opencontainers.image.title").asText()).isEqualTo("Powdermill");
    assertThat(labels.path("org.opencontainers.image.licenses").asText()).isEqualTo("Apache-2.0");
    assertThat(labels.path("org.opencontainers.image.revision").asText())
        .matches("[0-9a-f]{40}(-changed)?");
    assertThat(powdermill("--version").ok().output())
        .startsWith("powdermill " + labels.path("org.opencontainers.image.version").asText());
    assertThat(image.at("/Config/User").asText()).isEqualTo("65532:65532");
    assertThat(image.at("/Config/Entrypoint/0").asText()).isEqualTo("powdermill");
  }

  @Test
  void aCifBecomesAPicture() throws IOException {
    Files.copy(Call.PROJECT.resolve("docs/examples/rutile.cif"), work.resolve("rutile.cif"));

    powdermill("simulate", "rutile.cif", "--out", "out", "--format", "csv,png,h5").ok();

    assertThat(work.resolve("out/rutile.png")).isNotEmptyFile();
    assertThat(work.resolve("out/rutile.h5")).isNotEmptyFile();
    assertThat(Files.readAllLines(work.resolve("out/rutile.peaks.csv")))
        .hasSizeGreaterThan(10)
        .element(1)
        .asString()
        .startsWith("27.4");
    assertThat(Files.getAttribute(work.resolve("out/rutile.png"), "unix:uid")).isEqualTo(12345);
  }

  /** The shards of two ranks in the container are those of the same numbers made outside of it. */
  @Test
  void twoRanksMakeShardsFromWhichANetworkLearns() throws IOException {
    List<String> options = List.of("--count", "128", "--shard-size", "32", "--seed", "7");

    powdermill(with(List.of("generate", "--stream", "stream", "--ranks", "2"), options)).ok();
    Map<String, String> inside = checksums(work.resolve("stream"));
    Call training =
        powdermill(
            ("train --stream stream --network parkcnn-small --out run --epochs 1"
                    + " --batches-per-epoch 4 --batch-size 16 --validation-size 16 --threads 1"
                    + " --device cpu")
                .split(" "));

    assertThat(JSON.readTree(work.resolve("stream/ranks.json").toFile())).hasSize(2);
    assertThat(training.status()).as(training.error()).isZero();
    assertThat(work.resolve("run/model-last.h5")).isNotEmptyFile();
    Path outside = work.resolve("outside");
    podman
        .call(
            work,
            Map.of("POWDERMILL_JAVA_HOME", System.getProperty("java.home")),
            with(
                List.of(
                    Call.PROJECT.resolve("powdermill").toString(),
                    "generate",
                    "--out",
                    outside.toString()),
                options))
        .ok();
    assertThat(inside).hasSize(4).isEqualTo(checksums(outside));
  }

  /** As job scripts and the workflow call it: what is not in the present folder is bound. */
  @Test
  void theLauncherOfTheContainerSeesWhatItIsTold(@TempDir Path elsewhere) throws IOException {
    Path cif = elsewhere.resolve("rutile.cif");
    Files.copy(Call.PROJECT.resolve("docs/examples/rutile.cif"), cif);
    Map<String, String> variables = new TreeMap<>();
    variables.put("POWDERMILL_IMAGE", IMAGE);
    variables.put("TMPDIR", Files.createDirectory(elsewhere.resolve("temporary")).toString());
    List<String> call =
        List.of(
            Call.PROJECT.resolve("containers/powdermill").toString(),
            "simulate",
            cif.toString(),
            "--out",
            "out",
            "--format",
            "csv");

    Call unbound = podman.call(work, variables, call.toArray(String[]::new));
    variables.put("POWDERMILL_BIND", cif.toString());
    Call bound = podman.call(work, variables, call.toArray(String[]::new));

    assertThat(unbound.status()).as(unbound.error()).isEqualTo(1);
    assertThat(bound.status()).as(bound.error()).isZero();
    assertThat(work.resolve("out/rutile.peaks.csv")).isNotEmptyFile();
  }

  private static Map<String, String> checksums(Path shards) {
    Map<String, String> checksums = new TreeMap<>();
    String lines =
        podman.call(shards, Map.of(), "bash", "-c", "sha256sum shard-*.h5").ok().output();
    lines.lines().forEach(line -> checksums.put(line.substring(66), line.substring(0, 64)));
    return checksums;
  }

  private Call powdermill(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "run --rm --network host --read-only --read-only-tmpfs=false --user".split(" ")));
    command.addAll(List.of(SOMEBODY, "--tmpfs", "/tmp:exec,size=3g", "--volume", work + ":/work"));
    command.add(IMAGE);
    command.addAll(List.of(arguments));
    return podman.podman(command.toArray(String[]::new));
  }

  private static String[] with(List<String> first, List<String> then) {
    return Stream.concat(first.stream(), then.stream()).toArray(String[]::new);
  }
}
