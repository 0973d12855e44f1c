package org.powdermill.tools;

import java.util.List;

/** Columns below each other, two spaces apart, the first line being their names. */
final class TextTable {

  private static final String GAP = "  ";

  private TextTable() {}

  /** All lines, each with a line feed; numbers stand at the right of their column. */
  static String of(List<List<String>> lines) {
    int columns = lines.get(0).size();
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String cell = line.get(column);
        String space = " ".repeat(width(lines, column) - cell.length());
        row.append(column == 0 ? "" : GAP);
        row.append(isNumeric(lines, column) ? space + cell : cell + space);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> lines, int column) {
    return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
  }

  private static boolean isNumeric(List<List<String>> lines, int column) {
    return lines.stream().skip(1).allMatch(line -> line.get(column).matches("[-+.\\dE]*"));
  }
}
