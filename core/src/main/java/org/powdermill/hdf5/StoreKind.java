package org.powdermill.hdf5;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a shard keeps its diffractograms. */
public enum StoreKind {
  /** Every point, 4 bytes. */
  FLOAT32,
  /** Every point rounded to an IEEE half, 2 bytes: 11 bits, and steps of 6e-8 at the bottom. */
  FLOAT16,
  /** Angles and intensities of the peaks; the reader broadens them to the bits of float32. */
  PEAKS;

  /** The word in files and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with a word. */
  public static Optional<StoreKind> ofWord(String word) {
    return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
