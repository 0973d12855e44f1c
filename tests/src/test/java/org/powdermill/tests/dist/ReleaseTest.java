package org.powdermill.tests.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.tests.dist.Program.Result;

/** A release in a folder with a blank in its name, used by somebody who may not write into it. */
class ReleaseTest {
  @TempDir static Path place;
  private static Release release;
  private static Stranger stranger;
  private static List<String> unpacked;

  @BeforeAll
  static void packAndUnpack() throws IOException {
    stranger = new Stranger(place);
    release = Release.packed(place);
    unpacked = release.files();
    assertThat(Program.run("chmod", "-R", "a-w", release.folder().toString()).status()).isZero();
  }

  /** Whatever the tests did: what lies there is what was packed. */
  @AfterAll
  static void nothingChanged() throws IOException {
    stranger.leave();
    if (unpacked == null) {
      return; // nothing was packed, which is an error already
    }
    Result sums = check(release.folder(), "SHA256SUMS");
    assertThat(release.files()).isEqualTo(unpacked);
    assertThat(Program.run("chmod", "-R", "u+w", release.folder().toString()).status()).isZero();
    assertThat(sums.status()).as(sums.output()).isZero();
  }

  @Test
  void theTarballHasItsDigestBesideIt() {
    Result sum = check(release.tarball().getParent(), release.tarball().getFileName() + ".sha256");

    assertThat(sum.status()).as(sum.error()).isZero();
  }

  private static Result check(Path folder, String sums) {
    return Program.start(folder, null, List.of("sha256sum", "--quiet", "-c", sums)).finish();
  }

  /** Names in order, the commit's time, no owner: what the same commit gives again. */
  @Test
  void theTarballTellsNothingOfWhereItWasPacked() {
    Result list =
        Program.run(
            "env",
            "TZ=UTC",
            "tar",
            "--full-time",
            "--numeric-owner",
            "-tvf",
            release.tarball().toString());
    List<String[]> lines = list.output().lines().map(line -> line.split(" +", 6)).toList();
    List<String> names = lines.stream().map(line -> line[5].replaceFirst("/$", "")).toList();
    String time = Program.run("date", "-u", "-d", "@" + release.epoch(), "+%F %T").output().strip();

    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line[0]).matches("drwxr-xr-x|-rw-r--r--|-rwxr-xr-x");
              assertThat(line[1]).isEqualTo("0/0");
              assertThat(line[3] + " " + line[4]).isEqualTo(time);
            });
    assertThat(names)
        .doesNotHaveDuplicates()
        .contains(release.folder().getFileName() + "/powdermill");
  }

  @Test
  void itSaysItsVersionAndWhatTheMachineHas() {
    Result version = stranger.run(release.launcher(), "--version");
    Result doctor = stranger.run(release.launcher(), "doctor");
    Result setup = stranger.run(release.launcher(), "setup");

    assertThat(version.status()).as(version.error()).isZero();
    assertThat(version.output()).startsWith("powdermill ").containsPattern("\\([0-9a-f]{12}\\)");
    assertThat(doctor.output())
        .contains("ok       JHDF5", "ok       spglib")
        .doesNotContain("Maven", "build folder");
    assertThat(setup.status()).as(setup.error()).isZero();
    assertThat(setup.output()).startsWith("ready: release ").contains("glibc");
  }

  @Test
  void whatOnlyTheRepositoryCanIsRefusedInOneLine() {
    for (String command : List.of("test", "dist")) {
      Result result = stranger.run(release.launcher(), command);

      assertThat(result.status()).isEqualTo(2);
      assertThat(result.error().lines())
          .containsExactly(
              "powdermill: %s wants the repository; this is a release, in %s"
                  .formatted(command, release.folder()));
    }
  }

  @Test
  void ranksGenerateANetworkLearnsAndPredicts() {
    Result generated =
        stranger.run(
            release.launcher(),
            "generate",
            "--ranks",
            "2",
            "--count",
            "8",
            "--shard-size",
            "4",
            "--out",
            "set");
    assertThat(generated.status()).as(generated.error()).isZero();

    Result trained =
        stranger.run(
            release.launcher(),
            ("train --data set/shard-00000000.h5 --network parkcnn-small --epochs 1 --batch-size 4 --validation-size 4"
                    + " --threads 1 --device cpu --out run")
                .split(" "));
    assertThat(trained.status()).as(trained.error()).isZero();

    Result predicted =
        stranger.run(
            release.launcher(),
            "predict",
            "--model",
            "run/model-last.h5",
            release.folder().resolve("docs/examples/rutile.cif").toString());
    assertThat(predicted.status()).as(predicted.error()).isZero();
    assertThat(predicted.output()).contains("probability");
  }

  @Test
  void eightCallsAtOnceDoNotDisturbEachOther() {
    List<Program> calls = new ArrayList<>();
    for (int call = 0; call < 8; call++) {
      calls.add(stranger.start(Map.of(), release.launcher(), simulation("simulated-" + call)));
    }
    for (int call = 0; call < 8; call++) {
      Result result = calls.get(call).finish();
      assertThat(result.status()).as(result.error()).isZero();
      assertThat(stranger.folder().resolve("simulated-" + call + "/rutile.peaks.csv"))
          .isNotEmptyFile();
    }
  }

  private static String[] simulation(String out) {
    return new String[] {
      "simulate",
      release.folder().resolve("docs/examples/rutile.cif").toString(),
      "--format",
      "csv,h5",
      "--out",
      out
    };
  }

  /** Nextflow reads the workflow, and the workflow asks the launcher beside it. */
  @Test
  void nextflowRunsTheWorkflow() {
    Result result =
        stranger.run(
            release.launcher(),
            "workflow",
            "run",
            "-profile",
            "test",
            "--network",
            "no-such-network");

    assertThat(result.status()).isNotZero();
    assertThat(result.output() + result.error())
        .contains("N E X T F L O W", "--network no-such-network: want one of");
  }

  @Test
  void itHasManPagesAndCompletion() {
    Path share = release.folder().resolve("share");
    Result completion =
        Program.run(
            "bash",
            "-c",
            "source '"
                + share.resolve("bash-completion/completions/powdermill")
                + "' && complete -p powdermill");

    assertThat(share.resolve("man/man1/powdermill.1")).content().contains("SYNOPSIS");
    assertThat(share.resolve("man/man1/powdermill-generate.1")).exists();
    assertThat(completion.output()).endsWith(" powdermill\n");
  }

  @Test
  void everyLibraryIsInTheBillOfMaterials() throws IOException {
    BillOfMaterials bill = BillOfMaterials.read(release.folder().resolve("sbom.cdx.json"));
    Map<String, String> libraries = new TreeMap<>();
    for (String line : Files.readAllLines(release.folder().resolve("SHA256SUMS"))) {
      String[] sum = line.split("  ", 2);
      if (sum[1].startsWith("lib/")) {
        libraries.put(sum[1], sum[0]);
      }
    }

    assertThat(bill.digests()).isEqualTo(libraries).hasSizeGreaterThan(100);
  }

  @Test
  void everyLicenceHasItsText() throws IOException {
    BillOfMaterials bill = BillOfMaterials.read(release.folder().resolve("sbom.cdx.json"));

    assertThat(bill.licences())
        .allSatisfy(
            (component, licences) ->
                assertThat(licences)
                    .as(component)
                    .isNotEmpty()
                    .allSatisfy(licence -> assertThat(text(licence)).isNotEmptyFile()));
  }

  private static Path text(String licence) {
    return licence.equals("Apache-2.0")
        ? release.folder().resolve("LICENSE")
        : release
            .folder()
            .resolve("licenses/" + licence.replaceFirst("-(only|or-later)$", "") + ".txt");
  }

  @Test
  void theBillOfMaterialsIsCycloneDx() throws IOException {
    assertThat(
            new JsonParser()
                .validate(release.folder().resolve("sbom.cdx.json").toFile(), Version.VERSION_16))
        .isEmpty();
  }

  @Test
  void anOldGlibcIsNamed(@TempDir Path elsewhere) throws IOException {
    Path doctored = launcherAlone(elsewhere);
    String facts = Files.readString(release.folder().resolve("release.json"));
    Files.writeString(
        doctored.resolveSibling("release.json"),
        facts.replaceFirst("\"glibc\" : \"[^\"]*\"", "\"glibc\" : \"2.99\""));

    Result result = stranger.run(doctored, "--version");

    assertThat(facts).containsPattern("\"glibc\" : \"2\\.\\d+\"");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.error().lines()).hasSize(1);
    assertThat(result.error())
        .startsWith("powdermill: this release needs glibc 2.99; here is ")
        .contains("container image");
  }

  @Test
  void aMachineWithoutJavaIsToldSo(@TempDir Path elsewhere) throws IOException {
    Path launcher = launcherAlone(elsewhere);

    Result result =
        stranger.run(Map.of("POWDERMILL_SYSROOT", elsewhere.toString()), launcher, "--version");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.error().lines())
        .containsExactly(
            "powdermill: found no Java 17 to 21: install one, load its module, or name its folder in POWDERMILL_JAVA_HOME");
  }

  private static Path launcherAlone(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path copy = folder.resolve("launcher");
    Program.run("cp", "-r", release.folder().resolve("launcher").toString(), copy.toString());
    Files.copy(release.folder().resolve("release.json"), folder.resolve("release.json"));
    Program.run("chmod", "u+w", folder.resolve("release.json").toString());
    return Files.copy(
        release.launcher(), folder.resolve("powdermill"), StandardCopyOption.COPY_ATTRIBUTES);
  }
}
