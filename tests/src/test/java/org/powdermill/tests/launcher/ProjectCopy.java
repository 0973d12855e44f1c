package org.powdermill.tests.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of the project without its build folder, in which the launcher is called as a user calls
 * it. Maven's local repository is the user's own, so that a build takes seconds.
 */
final class ProjectCopy {
  private static final Path PROJECT =
      Path.of(System.getProperty("powdermill.root")).toAbsolutePath();
  private static final long TIMEOUT_SECONDS = 300;

  private final Path root;

  /** What a call left: exit status and its two outputs. */
  record Result(int status, String output, String error) {
    List<String> errorLines() {
      return error.lines().toList();
    }

    long builds() {
      return error.lines().filter(line -> line.startsWith("powdermill: building")).count();
    }
  }

  private ProjectCopy(Path root) {
    this.root = root;
  }

  /** Copies what a build needs into {@code folder}, readable by every user. */
  static ProjectCopy into(Path folder) throws IOException {
    for (Path file : sources()) {
      Path copy = folder.resolve(PROJECT.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new ProjectCopy(folder);
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    List<Path> modules;
    try (Stream<Path> children = Files.list(PROJECT)) {
      modules = children.filter(child -> Files.exists(child.resolve("pom.xml"))).toList();
    }
    List<Path> roots = new ArrayList<>();
    for (String name : List.of("powdermill", "pom.xml", "launcher", "workflows", ".mvn")) {
      roots.add(PROJECT.resolve(name));
    }
    for (Path module : modules) {
      roots.add(module.resolve("pom.xml"));
      roots.add(module.resolve("src/main"));
    }
    for (Path start : roots) {
      if (Files.exists(start)) {
        try (Stream<Path> files = Files.walk(start)) {
          files.filter(Files::isRegularFile).forEach(sources::add);
        }
      }
    }
    return sources;
  }

  Path root() {
    return root;
  }

  Path launcher() {
    return root.resolve("powdermill");
  }

  Result powdermill(String... arguments) {
    return powdermill(Map.of(), arguments);
  }

  Result powdermill(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher().toString()));
    command.addAll(List.of(arguments));
    return finish(start(root, environment, command));
  }

  /** Calls the launcher as a user who may not install anything. */
  Result powdermillWithoutRights(Map<String, String> environment, String... arguments)
      throws IOException {
    Map<String, String> more = new HashMap<>(environment);
    more.put("PATH", stub("sudo", "exit 1") + ":" + System.getenv("PATH"));
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    command.add(launcher().toString());
    command.addAll(List.of(arguments));
    return finish(start(root, more, command));
  }

  /**
   * Puts a program of this name into a folder that a test can set before PATH; returns the folder.
   */
  Path stub(String name, String script) throws IOException {
    Path folder = Files.createDirectories(root.resolve("build/stubs"));
    Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }

  /** A machine without any package: a folder with nothing but the name of its release. */
  Map<String, String> emptyMachine(String id, String version) throws IOException {
    Path machine = root.resolve("build/machine-" + id + "-" + version);
    Files.createDirectories(machine.resolve("etc"));
    Files.writeString(
        machine.resolve("etc/os-release"), "ID=" + id + "\nVERSION_ID=\"" + version + "\"\n");
    return Map.of("POWDERMILL_SYSROOT", machine.toString());
  }

  /** A call that runs; its outputs go to files. */
  record Running(Process process, Path output, Path error) {}

  static Running start(Path folder, Map<String, String> environment, List<String> command) {
    try {
      Path output = Files.createTempFile("powdermill", ".out");
      Path error = Files.createTempFile("powdermill", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile())
              .redirectError(error.toFile());
      builder.environment().keySet().removeIf(ProjectCopy::changesTheLauncher);
      builder.environment().putAll(environment);
      return new Running(builder.start(), output, error);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean changesTheLauncher(String variable) {
    return variable.startsWith("POWDERMILL_")
        || variable.startsWith("SLURM_")
        || variable.equals("JAVA_HOME")
        || variable.equals("MAVEN_HOME");
  }

  static Result finish(Running running) {
    try {
      if (!running.process().waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        running.process().destroyForcibly();
        throw new AssertionError(
            "no end after " + TIMEOUT_SECONDS + " s: " + running.process().info());
      }
      Result result =
          new Result(
              running.process().exitValue(),
              Files.readString(running.output(), UTF_8),
              Files.readString(running.error(), UTF_8));
      Files.delete(running.output());
      Files.delete(running.error());
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
