package org.powdermill.statistics.entries;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.powdermill.files.AtomicFile;
import org.powdermill.statistics.StatisticsException;
import org.powdermill.symmetry.HermannMauguinSymbol;
import org.powdermill.symmetry.Setting;
import org.powdermill.symmetry.SpaceGroup;

/**
 * What a CSV tells about CIFs: id, structure type, space group (docs/statistics.md). The columns
 * are found by their names; the ICSD's {@code CollectionCode}, {@code StructureType}, {@code HMS}
 * are among these, and lines before the header, such as {@code sep=,}, are skipped.
 */
public final class SourceLabels {

  /** None. */
  public static final SourceLabels NONE = new SourceLabels(Map.of());

  private static final List<String> ID = List.of("id", "collectioncode", "collection_code");
  private static final List<String> TYPE = List.of("structuretype", "structure_type");
  private static final List<String> GROUP =
      List.of("spacegroup", "space_group", "sg", "hms", "hermann_mauguin");

  /** Lines among which the header is looked for. */
  private static final int HEADER_LINES = 5;

  private static final int MAX_FIELD = 10_000;

  /**
   * A row.
   *
   * @param id as written
   * @param namesType whether the CSV has a column for types
   * @param structureType name of the type, empty where the row has none
   * @param spaceGroup 1 to 230, where the row names one
   */
  record Label(String id, boolean namesType, String structureType, OptionalInt spaceGroup) {}

  private final Map<String, Label> byId;

  private SourceLabels(Map<String, Label> byId) {
    this.byId = byId;
  }

  /**
   * Reads CSV files.
   *
   * @throws StatisticsException if one cannot be read or has no column of ids
   */
  public static SourceLabels read(List<Path> files) {
    Map<String, Label> labels = new HashMap<>();
    for (Path file : files) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
          CSVParser csv = CSVFormat.DEFAULT.parse(reader)) {
        read(file, csv, labels);
      } catch (UncheckedIOException e) {
        throw unreadable(file, e.getCause());
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
    return labels.isEmpty() ? NONE : new SourceLabels(labels);
  }

  private static StatisticsException unreadable(Path file, IOException e) {
    return new StatisticsException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
  }

  private static void read(Path file, CSVParser csv, Map<String, Label> labels) {
    List<String> header = List.of();
    for (CSVRecord row : csv) {
      if (header.isEmpty()) {
        List<String> names = new ArrayList<>();
        row.forEach(name -> names.add(name.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT)));
        if (column(names, ID) >= 0) {
          header = names;
        } else if (csv.getRecordNumber() == HEADER_LINES) {
          break;
        }
      } else {
        Label label = label(row, header);
        if (!label.id().isEmpty()) {
          labels.putIfAbsent(label.id(), label);
        }
      }
    }
    if (header.isEmpty()) {
      throw new StatisticsException(
          "%s has no column id or CollectionCode in its first %d lines"
              .formatted(file, HEADER_LINES));
    }
  }

  private static Label label(CSVRecord row, List<String> header) {
    return new Label(
        value(row, column(header, ID)),
        column(header, TYPE) >= 0,
        value(row, column(header, TYPE)),
        spaceGroup(value(row, column(header, GROUP))));
  }

  private static int column(List<String> header, List<String> names) {
    for (int i = 0; i < header.size(); i++) {
      if (names.contains(header.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static String value(CSVRecord row, int column) {
    if (column < 0 || column >= row.size() || row.get(column).length() > MAX_FIELD) {
      return "";
    }
    return row.get(column).strip();
  }

  /** A number, or a Hermann-Mauguin symbol. */
  private static OptionalInt spaceGroup(String text) {
    try {
      if (text.matches("\\d{1,3}")) {
        int number = Integer.parseInt(text);
        return number >= 1 && number <= SpaceGroup.COUNT
            ? OptionalInt.of(number)
            : OptionalInt.empty();
      }
      return HermannMauguinSymbol.parse(text).settings().stream()
          .mapToInt(Setting::number)
          .findFirst();
    } catch (IllegalArgumentException e) {
      return OptionalInt.empty();
    }
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return byId.isEmpty();
  }

  /** Number of rows. */
  public int size() {
    return byId.size();
  }

  /** The row of the first of these ids that has one. */
  Optional<Label> find(List<String> ids) {
    return ids.stream().map(byId::get).filter(label -> label != null).findFirst();
  }

  /** Adds all rows to a digest. */
  void digestInto(MessageDigest digest) {
    new TreeMap<>(byId)
        .values()
        .forEach(label -> digest.update(label.toString().getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return "%d labels".formatted(byId.size());
  }
}
