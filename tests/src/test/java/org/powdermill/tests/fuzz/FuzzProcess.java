package org.powdermill.tests.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link FuzzProgram} in a process with little memory, which may fall. */
final class FuzzProcess {

  private static final String MEMORY = "-Xmx256m";

  private final Path root;
  private final Path work;
  private final Path kept;

  /**
   * A process to come.
   *
   * @param root of the repository
   * @param work an empty folder
   * @param kept folder for what does harm
   */
  FuzzProcess(Path root, Path work, Path kept) {
    this.root = root;
    this.work = work;
    this.kept = kept;
  }

  /**
   * Runs it.
   *
   * @param seed of the damage
   * @param words what to read: arguments of {@link FuzzProgram}
   * @return what it printed
   * @throws AssertionError if an input does harm; the input is kept
   */
  String run(Path shared, long seed, long minutes, List<String> words)
      throws IOException, InterruptedException {
    Path output = work.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(MEMORY, "-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash"));
    command.add("-XX:ErrorFile=" + work.resolve("crash.log"));
    command.add("-Djava.awt.headless=true");
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(work.resolve("tmp")));
    command.add("-Djava.library.path=" + System.getProperty("java.library.path"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FuzzProgram.class.getName());
    command.addAll(List.of(root + "", shared + "", work + "", kept + "", Long.toString(seed)));
    command.addAll(words);
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = process.waitFor(minutes, TimeUnit.MINUTES);
      String told = Files.readString(output);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(
            "%s: %s%n%s"
                    .formatted(
                        words, ended ? "status " + process.exitValue() : "does not end", told)
                + fallen(ended && process.exitValue() != FuzzProgram.HARM));
      }
      return told;
    } finally {
      process.destroyForcibly();
    }
  }

  /** Keeps the input at which the process itself fell. */
  private String fallen(boolean fell) throws IOException {
    Path current = work.resolve(FuzzProgram.CURRENT);
    if (!fell || !Files.exists(current)) {
      return "";
    }
    String input = Files.readString(current).strip();
    Path folder = work.resolve(input.split(" ", 2)[0]);
    Path saved = kept.resolve(input.replace(' ', '-'));
    Files.createDirectories(saved);
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(saved.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    return "the process fell at input '%s', kept in %s".formatted(input, saved);
  }
}
