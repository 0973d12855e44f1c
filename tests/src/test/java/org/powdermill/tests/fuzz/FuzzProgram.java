package org.powdermill.tests.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Reads many damaged files in this process. The first that does harm is kept, with what happened
 * and how to read it again, and ends the process. Where the process itself falls, the file {@link
 * #CURRENT} in the folder of work names the input.
 */
final class FuzzProgram {

  /** Exit status after harm. */
  static final int HARM = 3;

  /** Holds format, seed and number of the input that is being read. */
  static final String CURRENT = "current";

  private static final int LONGEST_MESSAGE = 4000;

  /** What is for us, not for users. */
  private static final String NOT_FOR_USERS =
      "(?s).*(OutOfMemory|memory|[Nn]ull ?[Pp]ointer|[a-z]Exception: |Exception$).*";

  private final Path work;
  private final Path kept;
  private final long seed;
  private final RandomAccessFile current;
  private final Watch watch;
  private ForeignFormat format;

  private FuzzProgram(Path work, Path kept, long seed) throws IOException {
    this.work = work;
    this.kept = kept;
    this.seed = seed;
    this.current = new RandomAccessFile(work.resolve(CURRENT).toFile(), "rw");
    this.watch = new Watch(this::keep);
  }

  /**
   * The program.
   *
   * @param args root of the repository, shared folder, folder to work in, folder for what does
   *     harm, seed, and a group, number of the first input, thousandths of the usual counts; or a
   *     format, {@code again}, a kept file
   */
  public static void main(String[] args) throws IOException {
    Path work = Path.of(args[2]);
    Catalogue catalogue = new Catalogue(new Corpus(Path.of(args[0]), Path.of(args[1])), work);
    FuzzProgram program = new FuzzProgram(work, Path.of(args[3]), Long.parseLong(args[4]));
    if (args[6].equals("again")) {
      for (ForeignFormat format : catalogue.of(Catalogue.group(args[5]))) {
        if (format.name().equals(args[5])) {
          program.again(format, Path.of(args[7]));
        }
      }
    } else {
      Catalogue.Group group = Catalogue.Group.valueOf(args[5]);
      double share = Long.parseLong(args[7]) / 1000.0;
      for (ForeignFormat format : catalogue.of(group)) {
        long count = Math.max(1, Math.round(catalogue.count(format) * share));
        program.run(format, Long.parseLong(args[6]), count);
      }
    }
    System.out.flush();
    Runtime.getRuntime().halt(0); // whatever threads are left
  }

  private Path place() throws IOException {
    Path file = work.resolve(format.name()).resolve(format.file());
    Files.createDirectories(file.getParent());
    return file;
  }

  private void again(ForeignFormat chosen, Path saved) throws IOException {
    format = chosen;
    Path file = place();
    Files.copy(saved, file, StandardCopyOption.REPLACE_EXISTING);
    System.out.println(read(file, saved.getFileName().toString()).orElse("taken"));
  }

  private void run(ForeignFormat chosen, long first, long count) throws IOException {
    format = chosen;
    int good = goodOnesTaken();
    long start = System.nanoTime();
    long busy = Watch.processorTime();
    long taken = 0;
    long slowest = 0;
    Path file = place();
    for (long number = first; number < first + count; number++) {
      String name = "%s %d %d".formatted(format.name(), seed, number);
      current.seek(0);
      current.write("%-60s".formatted(name).getBytes(StandardCharsets.US_ASCII));
      Files.write(file, format.input(seed, number));
      long begin = System.nanoTime();
      taken += read(file, name).isEmpty() ? 1 : 0;
      slowest = Math.max(slowest, System.nanoTime() - begin);
    }
    System.out.printf(
        "%-20s %8d inputs, %6d taken, %4.0f s, %6.2f ms of processor each, slowest %5.0f ms, good %d of %d%n",
        format.name(),
        count,
        taken,
        (System.nanoTime() - start) / 1e9,
        (Watch.processorTime() - busy) / 1e6 / count,
        slowest / 1e6,
        good,
        format.good().size());
  }

  /** Good files are taken: else damaged ones would not get far. */
  private int goodOnesTaken() throws IOException {
    Path file = place();
    int taken = 0;
    for (byte[] good : format.good()) {
      Files.write(file, format.wrapping().wrap(good, new SplittableRandom(seed)));
      taken += format.reader().read(file).isEmpty() ? 1 : 0;
    }
    if (taken == 0) {
      throw new IllegalStateException(
          "no good file of %s is taken: %s".formatted(format.name(), format.reader().read(file)));
    }
    return taken;
  }

  private Optional<String> read(Path file, String name) {
    watch.begin(name);
    try {
      Optional<String> refusal = format.reader().read(file);
      refusal.ifPresent(message -> requireForUsers(message, file));
      return refusal;
    } catch (Throwable e) { // errors of the JVM too are what is looked for
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      keep(name + "\n" + trace);
      return Optional.empty();
    } finally {
      watch.end();
    }
  }

  /** What is told is one line for people, and names the file. */
  private static void requireForUsers(String message, Path file) {
    boolean isLine =
        message.lines().count() == 1 && message.chars().noneMatch(Character::isISOControl);
    if (!isLine
        || !message.contains(file.getFileName().toString())
        || message.length() > LONGEST_MESSAGE
        || message.matches(NOT_FOR_USERS)) {
      throw new IllegalStateException("no line for users that names the file: " + message);
    }
  }

  /** Keeps the input and ends. */
  private void keep(String what) {
    try {
      String name = what.lines().findFirst().orElse("").replace(' ', '-');
      Path input = place();
      Path saved = kept.resolve(name + input.getFileName().toString().replaceFirst("^[^.]*", ""));
      String again =
          "again: mvn -q -o test -pl tests -am -Dtest=ForeignBytesTest -Dsurefire.failIfNoSpecifiedTests=false -Dfuzz.again=%s -Dfuzz.format=%s%n"
              .formatted(saved, format.name());
      Files.createDirectories(kept);
      Files.copy(input, saved, StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(kept.resolve(name + ".txt"), again + what, StandardCharsets.UTF_8);
      System.out.println(again + what);
    } catch (IOException failure) {
      System.out.println("cannot be kept: " + failure);
    }
    System.out.flush();
    if (!Boolean.getBoolean("fuzz.go.on")) { // else all that do harm are kept
      Runtime.getRuntime().halt(HARM);
    }
  }
}
