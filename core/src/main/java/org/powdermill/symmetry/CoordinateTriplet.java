package org.powdermill.symmetry;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A coordinate triplet as the International Tables print it, such as {@code -y,x-y,z+1/3}: an
 * affine map with an integer matrix and a translation in units of 1/24.
 *
 * <p>With determinant 1 or -1 it is a symmetry operation, with a smaller rank the coordinates of a
 * special Wyckoff position, such as {@code x,2x,1/4}.
 */
public final class CoordinateTriplet {

  /** Translations are whole multiples of 1/24: halves, thirds, quarters, sixths and eighths. */
  public static final int TRANSLATION_DENOMINATOR = 24;

  private static final Pattern TERM =
      Pattern.compile(
          "(?<sign>[+-]?)(?:(?<factor>\\d*)\\*?(?<axis>[xyz])|(?<number>\\d*\\.?\\d+|\\d+\\.)(?:/(?<denominator>\\d+))?)");

  private static final int MAX_LENGTH = 200;

  private final int[] matrix;
  private final int[] translation;

  private CoordinateTriplet(int[] matrix, int[] translation) {
    this.matrix = matrix;
    this.translation = translation;
  }

  /**
   * A map from its parts.
   *
   * @param matrix nine integers, row by row
   * @param translation three integers, in units of 1/24
   */
  public static CoordinateTriplet of(int[] matrix, int[] translation) {
    if (matrix.length != 9 || translation.length != 3) {
      throw new IllegalArgumentException("a triplet has 9 matrix elements and 3 translations");
    }
    return new CoordinateTriplet(matrix.clone(), translation.clone());
  }

  /**
   * Reads a triplet such as {@code x-y, -y, z+2/3}, {@code 1/2+X,Y,-Z} or {@code 0.5-x,y,z}.
   *
   * @throws IllegalArgumentException if it is not a triplet, or a translation is no multiple of
   *     1/24
   */
  public static CoordinateTriplet parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a coordinate triplet of %d characters".formatted(text.length()));
    }
    String[] rows = text.toLowerCase(java.util.Locale.ROOT).replaceAll("\\s", "").split(",", -1);
    if (rows.length != 3) {
      throw notATriplet(text);
    }
    int[] matrix = new int[9];
    int[] translation = new int[3];
    for (int row = 0; row < 3; row++) {
      parseRow(rows[row], row, matrix, translation, text);
    }
    return new CoordinateTriplet(matrix, translation);
  }

  private static void parseRow(
      String expression, int row, int[] matrix, int[] translation, String whole) {
    Matcher term = TERM.matcher(expression);
    int position = 0;
    while (position < expression.length()) {
      boolean first = position == 0;
      if (!term.find(position)
          || term.start() != position
          || (!first && term.group("sign").isEmpty())) {
        throw notATriplet(whole);
      }
      int sign = term.group("sign").equals("-") ? -1 : 1;
      if (term.group("axis") != null) {
        String factor = term.group("factor");
        if (factor.length() > 2) {
          throw notATriplet(whole);
        }
        int column = term.group("axis").charAt(0) - 'x';
        matrix[3 * row + column] += sign * (factor.isEmpty() ? 1 : Integer.parseInt(factor));
      } else {
        translation[row] += sign * twentyFourths(term, whole);
      }
      position = term.end();
    }
    if (position == 0) {
      throw notATriplet(whole);
    }
  }

  private static int twentyFourths(Matcher term, String whole) {
    double value = Double.parseDouble(term.group("number"));
    if (term.group("denominator") != null) {
      value /= Double.parseDouble(term.group("denominator"));
    }
    double scaled = value * TRANSLATION_DENOMINATOR;
    double nearest = Math.rint(scaled);
    // 0.33, 0.333 and 0.3333 are found in files for 1/3.
    if (!(Math.abs(scaled - nearest) < 0.1) || Math.abs(nearest) > 1000) {
      throw new IllegalArgumentException(
          "the translation in '%s' is no multiple of 1/24".formatted(whole));
    }
    return (int) nearest;
  }

  private static IllegalArgumentException notATriplet(String text) {
    return new IllegalArgumentException("'%s' is not a coordinate triplet".formatted(text));
  }

  /** Element of the matrix. */
  public int matrix(int row, int column) {
    return matrix[3 * row + column];
  }

  /** Element of the translation, in units of 1/24. */
  public int translation(int row) {
    return translation[row];
  }

  /** The nine elements of the matrix, row by row. */
  public int[] matrix() {
    return matrix.clone();
  }

  /** The translation, in units of 1/24. */
  public int[] translation() {
    return translation.clone();
  }

  /** Determinant of the matrix. */
  public int determinant() {
    int[] m = matrix;
    return m[0] * (m[4] * m[8] - m[5] * m[7])
        - m[1] * (m[3] * m[8] - m[5] * m[6])
        + m[2] * (m[3] * m[7] - m[4] * m[6]);
  }

  /** Rank of the matrix: the degrees of freedom of a Wyckoff position. */
  public int rank() {
    if (determinant() != 0) {
      return 3;
    }
    boolean minor = false;
    for (int i = 0; i < 9 && !minor; i++) {
      int r1 = (i / 3 + 1) % 3;
      int r2 = (i / 3 + 2) % 3;
      int c1 = (i % 3 + 1) % 3;
      int c2 = (i % 3 + 2) % 3;
      minor = matrix(r1, c1) * matrix(r2, c2) != matrix(r1, c2) * matrix(r2, c1);
    }
    if (minor) {
      return 2;
    }
    return Arrays.stream(matrix).allMatch(element -> element == 0) ? 0 : 1;
  }

  /** The map that does {@code inner} first and this one then; its translation is not reduced. */
  public CoordinateTriplet after(CoordinateTriplet inner) {
    int[] product = new int[9];
    int[] shift = new int[3];
    for (int row = 0; row < 3; row++) {
      shift[row] = translation[row];
      for (int k = 0; k < 3; k++) {
        shift[row] += matrix[3 * row + k] * inner.translation[k];
        for (int column = 0; column < 3; column++) {
          product[3 * row + column] += matrix[3 * row + k] * inner.matrix[3 * k + column];
        }
      }
    }
    return new CoordinateTriplet(product, shift);
  }

  /** The same map with its translation brought into [0, 1). */
  public CoordinateTriplet reduced() {
    int[] shift = new int[3];
    for (int row = 0; row < 3; row++) {
      shift[row] = Math.floorMod(translation[row], TRANSLATION_DENOMINATOR);
    }
    return new CoordinateTriplet(matrix, shift);
  }

  /** The image of a point in fractional coordinates. */
  public double[] apply(double[] point) {
    double[] image = new double[3];
    for (int row = 0; row < 3; row++) {
      image[row] =
          matrix[3 * row] * point[0]
              + matrix[3 * row + 1] * point[1]
              + matrix[3 * row + 2] * point[2]
              + translation[row] / (double) TRANSLATION_DENOMINATOR;
    }
    return image;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CoordinateTriplet that
        && Arrays.equals(matrix, that.matrix)
        && Arrays.equals(translation, that.translation);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(matrix) + Arrays.hashCode(translation);
  }

  /** The triplet as the International Tables print it, without blanks: {@code -y,x-y,z+1/3}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 3; row++) {
      if (row > 0) {
        text.append(',');
      }
      appendRow(text, row);
    }
    return text.toString();
  }

  private void appendRow(StringBuilder text, int row) {
    int start = text.length();
    for (int column = 0; column < 3; column++) {
      int element = matrix[3 * row + column];
      if (element != 0) {
        appendSign(text, element, start);
        if (Math.abs(element) != 1) {
          text.append(Math.abs(element));
        }
        text.append((char) ('x' + column));
      }
    }
    int shift = translation[row];
    if (shift != 0) {
      appendSign(text, shift, start);
      int divisor = greatestCommonDivisor(Math.abs(shift), TRANSLATION_DENOMINATOR);
      text.append(Math.abs(shift) / divisor);
      if (divisor != TRANSLATION_DENOMINATOR) {
        text.append('/').append(TRANSLATION_DENOMINATOR / divisor);
      }
    } else if (text.length() == start) {
      text.append('0');
    }
  }

  private static void appendSign(StringBuilder text, int value, int start) {
    if (value < 0) {
      text.append('-');
    } else if (text.length() > start) {
      text.append('+');
    }
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
