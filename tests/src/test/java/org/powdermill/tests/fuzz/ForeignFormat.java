package org.powdermill.tests.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A kind of file that others make, and what reads it here.
 *
 * @param name of the format
 * @param file name of the file that is read
 * @param isText whether good ones are text
 * @param good some good ones, before they are wrapped
 * @param wrapping what makes a file of them
 * @param reader what reads the file
 */
record ForeignFormat(
    String name,
    String file,
    boolean isText,
    List<byte[]> good,
    Wrapping wrapping,
    Reader reader,
    Damage damage) {

  /** How good ones are damaged. */
  @FunctionalInterface
  interface Damage {

    /** The bytes of a file. */
    byte[] of(ForeignFormat format, SplittableRandom random) throws IOException;
  }

  /** What makes a file of its content: compresses it, puts it into an archive, seals it. */
  @FunctionalInterface
  interface Wrapping {

    /** As it is. */
    Wrapping NONE = (content, random) -> content;

    /** The bytes of the file. */
    byte[] wrap(byte[] content, SplittableRandom random) throws IOException;
  }

  /** What reads a file. */
  @FunctionalInterface
  interface Reader {

    /**
     * Reads a file.
     *
     * @return empty if it was taken, else what the user is told
     */
    Optional<String> read(Path file) throws IOException;
  }

  /** A format whose file is its content. */
  ForeignFormat(String name, String file, boolean isText, List<byte[]> good, Reader reader) {
    this(name, file, isText, good, Wrapping.NONE, reader);
  }

  /** A format that is damaged anywhere. */
  ForeignFormat(
      String name,
      String file,
      boolean isText,
      List<byte[]> good,
      Wrapping wrapping,
      Reader reader) {
    this(name, file, isText, good, wrapping, reader, ForeignFormat::anywhere);
  }

  /** Input number n of a seed. */
  byte[] input(long seed, long number) throws IOException {
    return damage.of(this, new SplittableRandom(seed ^ (number * 0x9E3779B97F4A7C15L)).split());
  }

  private byte[] anywhere(SplittableRandom random) throws IOException {
    Mutator mutator = new Mutator(random);
    byte[] one = good.get(random.nextInt(good.size()));
    byte[] other = good.get(random.nextInt(good.size()));
    boolean inside = wrapping == Wrapping.NONE || random.nextInt(4) > 0;
    if (inside) {
      return wrapping.wrap(isText ? mutator.text(one, other) : mutator.binary(one, other), random);
    }
    return mutator.binary(wrapping.wrap(one, random), wrapping.wrap(other, random));
  }
}
