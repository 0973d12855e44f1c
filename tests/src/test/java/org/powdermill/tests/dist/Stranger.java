package org.powdermill.tests.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Somebody who uses what others installed: without a home folder to write into, without Maven, apt,
 * git and sudo on the PATH; where these tests run as root, another user, and without a network but
 * this machine's own.
 */
final class Stranger {
  private static final String NOT_THEIRS = "(mvn|apt|dpkg|sudo|git|javac).*";
  private static final String ALONE = "ip link set lo up && exec \"$@\"";

  private final Path folder;
  private final Path programs;

  /**
   * A stranger.
   *
   * @param place an empty folder
   */
  Stranger(Path place) throws IOException {
    folder = Files.createDirectory(place.resolve("theirs"));
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    programs = Files.createDirectory(place.resolve("programs"));
    for (String bin : List.of("/bin", "/usr/bin", "/sbin", "/usr/sbin")) {
      try (Stream<Path> all = Files.list(Path.of(bin))) {
        for (Path program : all.toList()) {
          Path link = programs.resolve(program.getFileName().toString());
          if (!program.getFileName().toString().matches(NOT_THEIRS) && Files.notExists(link)) {
            Files.createSymbolicLink(link, program);
          }
        }
      }
    }
  }

  /** Takes the links away one by one; JUnit would warn of each. */
  void leave() throws IOException {
    try (Stream<Path> links = Files.list(programs)) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
  }

  /** Where this user may write, and calls from. */
  Path folder() {
    return folder;
  }

  Program.Result run(Path program, String... arguments) {
    return run(Map.of(), program, arguments);
  }

  Program.Result run(Map<String, String> more, Path program, String... arguments) {
    return start(more, program, arguments).finish();
  }

  Program start(Map<String, String> more, Path program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      if (Files.exists(programs.resolve("ip"))) {
        command.addAll(List.of("unshare", "-n", "sh", "-c", ALONE, "sh"));
      }
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    command.add(program.toString());
    command.addAll(List.of(arguments));
    Map<String, String> environment = new TreeMap<>(more);
    environment.put("PATH", programs.toString());
    environment.put("HOME", "/nonexistent");
    environment.put("TMPDIR", folder.toString());
    return Program.start(folder, environment, command);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
