package org.powdermill.tests.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.powdermill.tests.dist.Program.Result;

/**
 * A release packed from the present sources, and unpacked. It is packed in a copy of the
 * repository, whose build is taken over: nothing is compiled, and nothing changes under the tests
 * that run beside.
 *
 * @param folder where it was unpacked
 * @param tarball what was unpacked
 * @param epoch time of the commit, in seconds
 */
record Release(Path folder, Path tarball, long epoch) {

  private static final Path PROJECT =
      Path.of(System.getProperty("powdermill.root")).toAbsolutePath();

  /** Packs below {@code place}, and unpacks into {@code place/a shared folder}. */
  static Release packed(Path place) throws IOException {
    Path copy = copy(place.resolve("repository"));
    Path out = place.resolve("out");
    Result packed =
        Program.run(copy.resolve("powdermill").toString(), "dist", "--out", out.toString());
    assertThat(packed.status()).as(packed.error()).isZero();
    Path tarball;
    try (Stream<Path> files = Files.list(out)) {
      tarball = files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
    }
    Path shared = Files.createDirectory(place.resolve("a shared folder"));
    assertThat(Program.run("tar", "-C", shared.toString(), "-xzf", tarball.toString()).status())
        .isZero();
    try (Stream<Path> folders = Files.list(shared)) {
      Path folder = folders.findFirst().orElseThrow();
      String time =
          Program.run("git", "-C", copy.toString(), "show", "-s", "--format=%ct").output();
      return new Release(folder, tarball, Long.parseLong(time.strip()));
    }
  }

  /**
   * The commit, and over it the tracked files as they are, with their times: the launcher sees no
   * change.
   */
  private static Path copy(Path folder) throws IOException {
    String project = PROJECT.toString();
    Result cloned = Program.run("git", "clone", "-q", "--shared", project, folder.toString());
    assertThat(cloned.status()).as(cloned.error()).isZero();
    for (String file : Program.run("git", "-C", project, "ls-files").output().lines().toList()) {
      if (Files.exists(PROJECT.resolve(file))) {
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        Files.copy(
            PROJECT.resolve(file),
            target,
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    List<String> built = new ArrayList<>(List.of("cp", "-a"));
    for (String part : List.of("repository", "lib", "engines", "man", "nextflow", "dist")) {
      if (Files.exists(PROJECT.resolve("build").resolve(part))) {
        built.add(PROJECT.resolve("build").resolve(part).toString());
      }
    }
    built.add(Files.createDirectory(folder.resolve("build")).toString());
    Result copied = Program.run(built.toArray(String[]::new));
    assertThat(copied.status()).as(copied.error()).isZero();
    return folder;
  }

  Path launcher() {
    return folder.resolve("powdermill");
  }

  /** All files and folders, relative, in order. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(file -> folder.relativize(file).toString()).sorted().toList();
    }
  }
}
