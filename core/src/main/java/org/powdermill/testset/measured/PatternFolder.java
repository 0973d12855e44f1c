package org.powdermill.testset.measured;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.powdermill.files.AtomicFile;
import org.powdermill.pattern.MeasuredPattern;
import org.powdermill.pattern.MeasurementException;
import org.powdermill.pattern.PatternFile;
import org.powdermill.pattern.PlainText;
import org.powdermill.symmetry.HermannMauguinSymbol;
import org.powdermill.symmetry.Setting;
import org.powdermill.symmetry.SpaceGroup;

/**
 * Patterns in a folder, a file each, named by {@code labels.csv} in it: columns {@code file},
 * {@code space_group} (number or Hermann-Mauguin symbol) and, if known, {@code mineral};
 * docs/test-sets.md.
 */
final class PatternFolder implements MeasuredPatterns {

  /** The list of the patterns. */
  static final String LABELS = "labels.csv";

  private static final long MAX_BYTES = 64L << 20;

  private static final CSVFormat CSV =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreHeaderCase(true)
          .setTrim(true)
          .get();

  private final Path folder;
  private final List<Label> labels;

  private PatternFolder(Path folder, List<Label> labels) {
    this.folder = folder;
    this.labels = labels;
  }

  static PatternFolder open(Path folder) {
    Path file = folder.resolve(LABELS);
    List<Label> labels = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser rows = CSV.parse(reader)) {
      if (Files.size(file) > MAX_BYTES) {
        throw new MeasurementException("%s has more than %d bytes".formatted(file, MAX_BYTES));
      }
      if (!rows.getHeaderMap().containsKey("file")
          || !rows.getHeaderMap().containsKey("space_group")) {
        throw new MeasurementException(
            "%s: want a first line with the columns file, space_group and, if known, mineral"
                .formatted(file));
      }
      for (CSVRecord row : rows) {
        labels.add(label(row, file));
      }
    } catch (IOException e) {
      throw new MeasurementException(
          "cannot read %s: %s; it lists the patterns: file,space_group,mineral"
              .formatted(file, AtomicFile.reason(e)),
          e);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new MeasurementException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
    return new PatternFolder(folder, List.copyOf(labels));
  }

  private static Label label(CSVRecord row, Path list) {
    String place = "%s line %d".formatted(list, row.getRecordNumber() + 1);
    String name = value(row, "file");
    boolean plain = name.matches("[^/\\\\\\p{Cntrl}]{1,200}") && !name.startsWith(".");
    if (!plain || !PatternFile.hasKnownEnding(name)) {
      throw new MeasurementException(
          "%s: file '%s': want the name of a file of the folder that ends in %s"
              .formatted(place, PlainText.oneLine(name), String.join(", ", PatternFile.ENDINGS)));
    }
    String group = value(row, "space_group");
    OptionalInt number = spaceGroup(group);
    if (number.isEmpty()) {
      throw new MeasurementException(
          "%s: '%s' is no space group".formatted(place, PlainText.oneLine(group)));
    }
    String mineral = row.isMapped("mineral") ? value(row, "mineral") : "";
    return new Label(name, PlainText.oneLine(mineral), number.getAsInt());
  }

  private static String value(CSVRecord row, String column) {
    return row.isSet(column) ? row.get(column) : "";
  }

  private static OptionalInt spaceGroup(String text) {
    if (text.matches("\\d{1,3}")) {
      int number = Integer.parseInt(text);
      return number >= 1 && number <= SpaceGroup.COUNT
          ? OptionalInt.of(number)
          : OptionalInt.empty();
    }
    try {
      return HermannMauguinSymbol.parse(text).settings().stream()
          .mapToInt(Setting::number)
          .findFirst();
    } catch (IllegalArgumentException e) {
      return OptionalInt.empty();
    }
  }

  @Override
  public int count() {
    return labels.size();
  }

  @Override
  public Label label(int pattern) {
    return labels.get(pattern);
  }

  @Override
  public MeasuredPattern read(int pattern) {
    Path file = folder.resolve(labels.get(pattern).id());
    if (!Files.isRegularFile(file)) {
      throw new MeasurementException("no such file in the folder");
    }
    requireInside(file);
    if (PatternFile.read(file).content() instanceof MeasuredPattern measured) {
      return measured;
    }
    throw new MeasurementException("is a list of peaks, not a pattern");
  }

  /** A link must not lead out of the folder. */
  private void requireInside(Path file) {
    try {
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw new MeasurementException("is a link out of the folder");
      }
    } catch (IOException e) {
      throw new MeasurementException("cannot be read: " + AtomicFile.reason(e), e);
    }
  }
}
