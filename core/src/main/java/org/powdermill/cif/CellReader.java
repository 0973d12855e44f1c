package org.powdermill.cif;

import java.util.List;
import java.util.Optional;
import org.powdermill.symmetry.Lattice;

/** Reads the cell of a data block. */
final class CellReader {

  /** Shortest and longest cell edge, angstrom. */
  static final double MIN_LENGTH = 0.5;

  static final double MAX_LENGTH = 1000;

  private CellReader() {}

  static Lattice read(CifBlock block, List<String> notes) {
    double a = length(block, "a");
    double b = length(block, "b");
    double c = length(block, "c");
    double alpha = angle(block, "alpha", notes);
    double beta = angle(block, "beta", notes);
    double gamma = angle(block, "gamma", notes);
    try {
      return new Lattice(a, b, c, alpha, beta, gamma);
    } catch (IllegalArgumentException e) {
      throw new CifException(RefusalReason.BAD_CELL, e.getMessage(), e);
    }
  }

  private static double length(CifBlock block, String edge) {
    String item = "_cell_length_" + edge;
    String text =
        block
            .value(item)
            .orElseThrow(() -> new CifException(RefusalReason.NO_CELL, item + " is not given"));
    double value = number(text, item);
    if (!(value >= MIN_LENGTH && value <= MAX_LENGTH)) {
      throw new CifException(
          RefusalReason.BAD_CELL,
          "%s is %s, not between %s and %s angstrom".formatted(item, text, MIN_LENGTH, MAX_LENGTH));
    }
    return value;
  }

  /** The core dictionary's default is 90 degrees. */
  private static double angle(CifBlock block, String angle, List<String> notes) {
    String item = "_cell_angle_" + angle;
    Optional<String> text = block.value(item);
    if (text.isEmpty()) {
      notes.add(item + " is not given and taken as 90");
      return 90;
    }
    return number(text.get(), item);
  }

  private static double number(String text, String item) {
    try {
      return CifNumber.parse(text, item);
    } catch (CifException e) {
      throw new CifException(RefusalReason.BAD_CELL, e.getMessage(), e);
    }
  }
}
