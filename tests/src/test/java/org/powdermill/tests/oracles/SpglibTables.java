package org.powdermill.tests.oracles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.powdermill.symmetry.CoordinateTriplet;
import org.powdermill.tests.SharedFolder;

/** spglib's database files of settings and Wyckoff positions; source beside the files. */
final class SpglibTables {

  /**
   * A row of {@code spg.csv}.
   *
   * @param hallNumber 1 to 530
   * @param choice origin, axis or cell choice, as spglib writes it
   * @param number space group
   * @param schoenflies Schoenflies symbol
   * @param hall Hall symbol
   * @param hermannMauguin short symbol, as spglib writes it
   * @param centring lattice letter
   */
  record SettingRow(
      int hallNumber,
      String choice,
      int number,
      String schoenflies,
      String hall,
      String hermannMauguin,
      String centring) {}

  /**
   * A Wyckoff position of a setting.
   *
   * @param letter Wyckoff letter
   * @param multiplicity with centring
   * @param siteSymmetry oriented symbol
   * @param coordinates without centring
   */
  record WyckoffRow(
      char letter, int multiplicity, String siteSymmetry, List<CoordinateTriplet> coordinates) {}

  private static final Pattern IN_BRACKETS = Pattern.compile("\\(([^()]*)\\)");

  private SpglibTables() {}

  static List<SettingRow> settings() throws IOException {
    List<SettingRow> rows = new ArrayList<>();
    for (String line :
        Files.readAllLines(SharedFolder.require("oracles/symmetry/spglib_spg.csv"))) {
      String[] f = line.split(",", -1);
      rows.add(
          new SettingRow(
              Integer.parseInt(f[0]),
              f[2],
              Integer.parseInt(f[4]),
              f[5],
              f[6].replace('=', '"'),
              f[7],
              f[10]));
    }
    return rows;
  }

  /** The Wyckoff positions of each setting, by Hall number, the general position first. */
  static Map<Integer, List<WyckoffRow>> wyckoffPositions() throws IOException {
    Path file = SharedFolder.require("oracles/symmetry/spglib_Wyckoff.csv");
    Map<Integer, List<WyckoffRow>> all = new HashMap<>();
    List<WyckoffRow> current = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] f = line.split(":", -1);
      if (line.startsWith("end of data")) {
        break;
      } else if (!f[0].isEmpty()) {
        current = new ArrayList<>();
        all.put(Integer.parseInt(f[0]), current);
      } else if (!f[2].isEmpty()) {
        current.add(new WyckoffRow(f[3].charAt(0), Integer.parseInt(f[2]), f[4], triplets(f)));
      } else {
        current.get(current.size() - 1).coordinates().addAll(triplets(f));
      }
    }
    return all;
  }

  private static List<CoordinateTriplet> triplets(String[] fields) {
    List<CoordinateTriplet> triplets = new ArrayList<>();
    for (int i = 5; i < fields.length; i++) {
      Matcher matcher = IN_BRACKETS.matcher(fields[i]);
      if (matcher.matches()) {
        triplets.add(CoordinateTriplet.parse(matcher.group(1)));
      } else if (!fields[i].isEmpty()) {
        throw new IllegalArgumentException("'%s' is no triplet".formatted(fields[i]));
      }
    }
    return triplets;
  }
}
