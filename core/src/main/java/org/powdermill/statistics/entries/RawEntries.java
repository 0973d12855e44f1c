package org.powdermill.statistics.entries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.powdermill.cif.CifFiles;
import org.powdermill.files.AtomicFile;
import org.powdermill.statistics.StatisticsException;

/** Finds the entries in whatever a user names: tables, CIFs, folders, archives, CSV with labels. */
final class RawEntries {

  private RawEntries() {}

  /**
   * Hands over the entries in the order of the input.
   *
   * @throws StatisticsException if an input cannot be read at all
   */
  static void forEach(List<Path> inputs, Consumer<RawEntry> reader) {
    for (Path input : inputs) {
      if (StructureTable.isTable(input)) {
        readTable(input, reader);
      } else if (!isCsv(input)) {
        CifFiles.forEach(input, file -> reader.accept(new RawEntry.Cif(file, input)));
      }
    }
  }

  /**
   * What the CSV files tell that were named or lie in a folder that was.
   *
   * @throws StatisticsException if one cannot be read
   */
  static SourceLabels labels(List<Path> inputs) {
    List<Path> files = new ArrayList<>();
    for (Path input : inputs) {
      if (isCsv(input)) {
        files.add(input);
      } else if (Files.isDirectory(input)) {
        try (Stream<Path> inside = Files.list(input)) {
          inside.filter(RawEntries::isCsv).sorted().forEach(files::add);
        } catch (IOException e) {
          throw unreadable(input, e);
        }
      }
    }
    return SourceLabels.read(files);
  }

  private static boolean isCsv(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".csv") && Files.isRegularFile(path);
  }

  private static void readTable(Path table, Consumer<RawEntry> reader) {
    String name = table.getFileName().toString();
    try {
      StructureTable.forEachLine(
          table, (number, line) -> reader.accept(new RawEntry.TableLine(name, number, line)));
    } catch (IOException e) {
      throw unreadable(table, e);
    }
  }

  private static StatisticsException unreadable(Path path, IOException e) {
    return new StatisticsException("cannot read %s: %s".formatted(path, AtomicFile.reason(e)), e);
  }
}
