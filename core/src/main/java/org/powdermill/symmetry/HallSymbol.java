package org.powdermill.symmetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Hall symbols, such as {@code -P 2ybc} or {@code F 4d 2 3 -1d}: explicit generators of a
 * space group in any setting.
 *
 * <p>S. R. Hall, Acta Crystallographica A37 (1981) 517; S. R. Hall and R. W. Grosse-Kunstleve,
 * International Tables for Crystallography B (2010), appendix A1.4.2. A symbol is a lattice letter
 * (with a minus sign when there is an inversion in the origin), up to four rotations (order, axis,
 * translations), and an optional change of basis in brackets: a shift of the origin in twelfths, or
 * a coordinate triplet.
 */
public final class HallSymbol {

  private static final Pattern ROTATION =
      Pattern.compile("(-?)([12346])([xyz'\"*]?)([abcnuvwd1-5]*)([xyz'\"*]?)");
  private static final Pattern ORIGIN_SHIFT =
      Pattern.compile("(-?\\d{1,2})\\s+(-?\\d{1,2})\\s+(-?\\d{1,2})");

  private HallSymbol() {}

  /**
   * The group that a Hall symbol describes.
   *
   * @throws IllegalArgumentException if the text is no Hall symbol
   */
  public static SymmetryGroup parse(String symbol) {
    String text = symbol.replace('_', ' ').replace('=', '"').strip();
    if (text.length() > 100) {
      throw malformed(symbol.substring(0, 100), "it is too long");
    }
    String changeOfBasis = null;
    int bracket = text.indexOf('(');
    if (bracket >= 0) {
      if (!text.endsWith(")")) {
        throw malformed(symbol, "a bracket is open");
      }
      changeOfBasis = text.substring(bracket + 1, text.length() - 1).strip();
      text = text.substring(0, bracket).strip();
    }
    boolean centrosymmetric = text.startsWith("-");
    if (centrosymmetric) {
      text = text.substring(1).strip();
    }
    if (text.isEmpty()) {
      throw malformed(symbol, "it is empty");
    }
    List<SymmetryOperation> generators =
        new ArrayList<>(centring(Character.toUpperCase(text.charAt(0)), symbol));
    if (centrosymmetric) {
      generators.add(SymmetryOperation.INVERSION);
    }
    generators.addAll(rotations(text.substring(1).strip(), symbol));
    if (changeOfBasis != null) {
      generators = transformed(generators, changeOfBasis, symbol);
    }
    return SymmetryGroup.generatedBy(generators);
  }

  private static List<SymmetryOperation> centring(char letter, String symbol) {
    return switch (letter) {
      case 'P' -> List.of();
      case 'A' -> List.of(SymmetryOperation.translation(0, 12, 12));
      case 'B' -> List.of(SymmetryOperation.translation(12, 0, 12));
      case 'C' -> List.of(SymmetryOperation.translation(12, 12, 0));
      case 'I' -> List.of(SymmetryOperation.translation(12, 12, 12));
      case 'R' -> List.of(SymmetryOperation.translation(16, 8, 8));
      case 'H' -> List.of(SymmetryOperation.translation(16, 8, 0));
      case 'F' ->
          List.of(
              SymmetryOperation.translation(0, 12, 12), SymmetryOperation.translation(12, 0, 12));
      default -> throw malformed(symbol, "'%s' is no lattice letter".formatted(letter));
    };
  }

  private static List<SymmetryOperation> rotations(String text, String symbol) {
    List<SymmetryOperation> rotations = new ArrayList<>();
    int precedingOrder = 0;
    char precedingAxis = 'z';
    for (String part : text.isEmpty() ? new String[0] : text.split("\\s+")) {
      Matcher matcher = ROTATION.matcher(part.toLowerCase(Locale.ROOT));
      if (!matcher.matches() || rotations.size() == 4) {
        throw malformed(symbol, "'%s' is no rotation".formatted(part));
      }
      int order = Integer.parseInt(matcher.group(2));
      String named = matcher.group(3) + matcher.group(5);
      if (named.length() > 1) {
        throw malformed(symbol, "'%s' has two axes".formatted(part));
      }
      char axis =
          named.isEmpty() ? defaultAxis(rotations.size(), order, precedingOrder) : named.charAt(0);
      int[] matrix = matrix(order, axis, precedingAxis, symbol);
      if (!matcher.group(1).isEmpty()) {
        for (int i = 0; i < 9; i++) {
          matrix[i] = -matrix[i];
        }
      }
      rotations.add(
          SymmetryOperation.of(matrix, translation(matcher.group(4), order, axis, symbol)));
      precedingOrder = order;
      if (axis == 'x' || axis == 'y' || axis == 'z') {
        precedingAxis = axis;
      }
    }
    return rotations;
  }

  /** The axis that goes without saying: table A1.4.2.3 and the rules below it. */
  private static char defaultAxis(int position, int order, int precedingOrder) {
    if (order == 1) {
      return 'z';
    }
    if (position == 0) {
      return 'z';
    }
    if (position == 1 && order == 2) {
      return precedingOrder == 3 || precedingOrder == 6 ? '\'' : 'x';
    }
    return order == 3 ? '*' : 'z';
  }

  private static int[] matrix(int order, char axis, char precedingAxis, String symbol) {
    if (order == 1) {
      return new int[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
    }
    switch (axis) {
      case '*' -> {
        if (order != 3) {
          throw malformed(symbol, "only a threefold axis lies along the body diagonal");
        }
        return new int[] {0, 0, 1, 1, 0, 0, 0, 1, 0};
      }
      case '\'', '"' -> {
        if (order != 2) {
          throw malformed(symbol, "only a twofold axis lies along a face diagonal");
        }
        int s = axis == '"' ? 1 : -1;
        return cycled(new int[] {0, s, 0, s, 0, 0, 0, 0, -1}, precedingAxis);
      }
      default -> {
        return cycled(aboutZ(order), axis);
      }
    }
  }

  private static int[] aboutZ(int order) {
    return switch (order) {
      case 2 -> new int[] {-1, 0, 0, 0, -1, 0, 0, 0, 1};
      case 3 -> new int[] {0, -1, 0, 1, -1, 0, 0, 0, 1};
      case 4 -> new int[] {0, -1, 0, 1, 0, 0, 0, 0, 1};
      default -> new int[] {1, -1, 0, 1, 0, 0, 0, 0, 1};
    };
  }

  /** A matrix about z, carried to another axis by the cyclic permutation of the axes. */
  private static int[] cycled(int[] aboutZ, char axis) {
    int turn = (axis - 'z' + 3) % 3;
    int[] matrix = new int[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        matrix[3 * ((row + turn) % 3) + (column + turn) % 3] = aboutZ[3 * row + column];
      }
    }
    return matrix;
  }

  private static int[] translation(String letters, int order, char axis, String symbol) {
    int[] shift = new int[3];
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      switch (letter) {
        case 'a' -> shift[0] += 12;
        case 'b' -> shift[1] += 12;
        case 'c' -> shift[2] += 12;
        case 'n' -> addToAll(shift, 12);
        case 'u' -> shift[0] += 6;
        case 'v' -> shift[1] += 6;
        case 'w' -> shift[2] += 6;
        case 'd' -> addToAll(shift, 6);
        default -> {
          if (axis < 'x' || axis > 'z') {
            throw malformed(symbol, "a screw axis lies along x, y or z");
          }
          shift[axis - 'x'] += 24 * (letter - '0') / order;
        }
      }
    }
    return shift;
  }

  private static void addToAll(int[] shift, int amount) {
    for (int i = 0; i < 3; i++) {
      shift[i] += amount;
    }
  }

  private static List<SymmetryOperation> transformed(
      List<SymmetryOperation> generators, String changeOfBasis, String symbol) {
    Matcher shift = ORIGIN_SHIFT.matcher(changeOfBasis);
    CoordinateTriplet change;
    if (shift.matches()) {
      int[] twelfths = new int[3];
      for (int i = 0; i < 3; i++) {
        twelfths[i] = 2 * Integer.parseInt(shift.group(i + 1));
      }
      change = CoordinateTriplet.of(new int[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, twelfths);
    } else {
      change = CoordinateTriplet.parse(changeOfBasis);
    }
    if (Math.abs(change.determinant()) != 1) {
      throw malformed(symbol, "its change of basis changes the volume of the cell");
    }
    SymmetryOperation unshifted = SymmetryOperation.of(change.matrix(), new int[3]);
    SymmetryOperation back = unshifted.inverse();
    List<SymmetryOperation> images = new ArrayList<>();
    for (SymmetryOperation generator : generators) {
      images.add(unshifted.after(generator).after(back).withOriginShift(change.translation()));
    }
    return images;
  }

  private static IllegalArgumentException malformed(String symbol, String reason) {
    return new IllegalArgumentException("'%s' is no Hall symbol: %s".formatted(symbol, reason));
  }
}
