package org.powdermill.tests.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads many damaged files in this process. A file that does harm is kept, with what happened and
 * how to read it again, and ends the process with a status.
 */
final class FuzzProgram {

  static final int HARM = 3;

  private static final int LONGEST_MESSAGE = 4000;

  private final Path work;
  private final Path kept;
  private final long seed;

  private FuzzProgram(Path work, Path kept, long seed) {
    this.work = work;
    this.kept = kept;
    this.seed = seed;
  }

  /**
   * The program.
   *
   * @param args root of the repository, shared folder, folder to work in, folder for what does harm,
   *     seed, number of the first input, permille of the usual counts, names of formats; or instead
   *     of the last three: a file to be read again and its format
   */
  public static void main(String[] args) throws IOException {
    Path work = Path.of(args[2]);
    Catalogue catalogue = new Catalogue(new Corpus(Path.of(args[0]), Path.of(args[1])), work);
    FuzzProgram program = new FuzzProgram(work, Path.of(args[3]), Long.parseLong(args[4]));
    if (args[5].equals("again")) {
      program.again(catalogue.format(args[6]), Path.of(args[7]));
      return;
    }
    long first = Long.parseLong(args[5]);
    double share = Long.parseLong(args[6]) / 1000.0;
    for (String name : List.of(args).subList(7, args.length)) {
      program.run(catalogue.format(name), first, Math.max(1, Math.round(catalogue.count(name) * share)));
    }
    System.exit(0); // whatever threads are left
  }

  private void again(ForeignFormat format, Path saved) throws IOException {
    Watch watch = new Watch((what) -> System.exit(HARM));
    Path file = work.resolve(format.file());
    Files.write(file, Files.readAllBytes(saved));
    watch.begin(saved.toString());
    System.out.println(format.reader().read(file).orElse("taken"));
    System.exit(0);
  }

  private void run(ForeignFormat format, long first, long count) throws IOException {
    Files.createDirectories(work.resolve(format.file()).getParent());
    long start = System.nanoTime();
    long taken = 0;
    long slowest = 0;
    for (byte[] good : format.good()) {
      Path file = work.resolve(format.file());
      Files.write(file, format.wrapping().wrap(good, new java.util.SplittableRandom(seed)));
      taken += format.reader().read(file).isEmpty() ? 1 : 0;
    }
    if (taken == 0) {
      throw new IllegalStateException("none of the good files of %s is taken: %s".formatted(format.name(),
          format.reader().read(work.resolve(format.file()))));
    }
    long good = taken;
    taken = 0;
    Path file = work.resolve(format.file());
    Watch watch = new Watch(what -> keep(format, what));
    for (long number = first; number < first + count; number++) {
      byte[] input = format.input(seed, number);
      Files.write(file, input);
      String name = "%s %d %d".formatted(format.name(), seed, number);
      long begin = System.nanoTime();
      watch.begin(name);
      try {
        Optional<String> refusal = format.reader().read(file);
        taken += refusal.isEmpty() ? 1 : 0;
        refusal.ifPresent(message -> requireForUsers(message, file));
      } catch (Throwable e) {
        keep(format, name, e);
      }
      watch.end();
      slowest = Math.max(slowest, System.nanoTime() - begin);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%-14s %8d inputs, %6d taken, %7.0f a second, slowest %5.0f ms, good %d of %d%n",
        format.name(), count, taken, count / seconds, slowest / 1e6, good, format.good().size());
  }

  /** What is told is one line for people, and names the file. */
  private static void requireForUsers(String message, Path file) {
    String fault =
        !message.contains(file.getFileName().toString())
            ? "does not name the file"
            : message.lines().count() != 1 || message.chars().anyMatch(Character::isISOControl)
                ? "is not one line of plain text"
                : message.length() > LONGEST_MESSAGE
                    ? "is too long"
                    : message.matches("(?s).*(OutOfMemory|memory|[Nn]ull ?[Pp]ointer|[a-z]Exception: ).*")
                        ? "is not for users"
                        : "";
    if (!fault.isEmpty()) {
      throw new IllegalStateException("the message %s: %s".formatted(fault, message));
    }
  }

  private void keep(ForeignFormat format, String name, Throwable e) {
    java.io.StringWriter trace = new java.io.StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    keep(format, name + "\n" + trace);
  }

  private void keep(ForeignFormat format, String what) {
    try {
      String name = what.lines().findFirst().orElse("").replace(' ', '-');
      String ending = format.file().substring(format.file().indexOf('.'));
      Path saved = kept.resolve(name + ending);
      Files.createDirectories(kept);
      Files.copy(
          work.resolve(format.file()), saved, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      String again = "again: mvn -o -q test -pl tests -am -Dtest=ForeignBytesTest -Dsurefire.failIfNoSpecifiedTests=false -Dfuzz.again=%s -Dfuzz.format=%s%n".formatted(saved, format.name());
      Files.writeString(
          kept.resolve(name + ".txt"), again + what, StandardCharsets.UTF_8);
      System.out.println(Boolean.getBoolean("fuzz.go.on") ? name : again + what);
    } catch (IOException failure) {
      failure.printStackTrace(System.out);
    }
    if (!Boolean.getBoolean("fuzz.go.on")) {
      Runtime.getRuntime().halt(HARM);
    }
  }
}
