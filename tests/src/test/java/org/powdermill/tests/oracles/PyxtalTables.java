package org.powdermill.tests.oracles;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.powdermill.symmetry.CoordinateTriplet;
import org.powdermill.tests.SharedFolder;

/** pyxtal's database files of Wyckoff positions: Python literals in a column of a CSV file. */
final class PyxtalTables {

  /**
   * A row of {@code HM_Full.csv}.
   *
   * @param hallNumber 1 to 530
   * @param number space group
   * @param hermannMauguin symbol of the setting, full for monoclinic groups
   */
  record SettingRow(int hallNumber, int number, String hermannMauguin) {}

  private PyxtalTables() {}

  static List<SettingRow> settings() throws IOException {
    return records("HM_Full.csv", CSVFormat.DEFAULT).stream()
        .skip(1)
        .map(
            row ->
                new SettingRow(
                    Integer.parseInt(row.get(0)), Integer.parseInt(row.get(1)), row.get(3)))
        .toList();
  }

  /** For each group the coordinates of each position, the general one first, with centring. */
  static Map<Integer, List<List<CoordinateTriplet>>> wyckoffPositions() throws IOException {
    Map<Integer, List<List<CoordinateTriplet>>> all = new HashMap<>();
    literals("wyckoff_list.csv")
        .forEach(
            (number, value) ->
                all.put(number, lists(value).stream().map(PyxtalTables::triplets).toList()));
    return all;
  }

  /** For each group and position operations that carry the first point to the others. */
  static Map<Integer, List<List<CoordinateTriplet>>> generators() throws IOException {
    Map<Integer, List<List<CoordinateTriplet>>> all = new HashMap<>();
    literals("wyckoff_generators.csv")
        .forEach(
            (number, value) ->
                all.put(number, lists(value).stream().map(PyxtalTables::triplets).toList()));
    return all;
  }

  /** For each group, position and point the operations that leave the point where it is. */
  static Map<Integer, List<List<List<CoordinateTriplet>>>> siteSymmetries() throws IOException {
    Map<Integer, List<List<List<CoordinateTriplet>>>> all = new HashMap<>();
    literals("wyckoff_symmetry.csv")
        .forEach(
            (number, value) ->
                all.put(
                    number,
                    lists(value).stream()
                        .map(
                            position ->
                                lists(position).stream().map(PyxtalTables::triplets).toList())
                        .toList()));
    return all;
  }

  private static Map<Integer, Object> literals(String file) throws IOException {
    Map<Integer, Object> byNumber = new HashMap<>();
    for (CSVRecord row : records(file, CSVFormat.DEFAULT)) {
      if (!row.get(1).isEmpty() && !row.get(0).isEmpty()) {
        byNumber.put(Integer.parseInt(row.get(0)), new PythonLiteral(row.get(1)).read());
      }
    }
    return byNumber;
  }

  private static List<CSVRecord> records(String file, CSVFormat format) throws IOException {
    try (Reader reader =
        Files.newBufferedReader(SharedFolder.require("oracles/symmetry/" + file))) {
      return format.parse(reader).getRecords();
    }
  }

  private static List<?> lists(Object literal) {
    return (List<?>) literal;
  }

  private static List<CoordinateTriplet> triplets(Object literal) {
    return lists(literal).stream().map(text -> CoordinateTriplet.parse((String) text)).toList();
  }
}
