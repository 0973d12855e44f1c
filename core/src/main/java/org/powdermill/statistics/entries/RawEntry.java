package org.powdermill.statistics.entries;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.powdermill.cif.CifFile;
import org.powdermill.cif.CifReader;
import org.powdermill.cif.CifResult;
import org.powdermill.symmetry.SymmetryFinder;

/** A line of a table or a CIF, not read yet. */
sealed interface RawEntry {

  /** Name for progress. */
  String where();

  /** Bytes held in memory. */
  int length();

  /** Adds everything that the result depends on to a digest. */
  void digestInto(MessageDigest digest);

  /** The structures in it, and the faults. Never throws for what it holds. */
  List<StructureResult> read(SourceLabels labels, SymmetryFinder finder);

  /** What comes of it, or the refusal. */
  static StructureResult guarded(String where, Supplier<RealStructure> structure) {
    try {
      return structure.get();
    } catch (EntryException e) {
      return new RefusedEntry(where, e.reason(), e.getMessage());
    } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
      return new RefusedEntry(where, "fault while it was read", String.valueOf(e.getMessage()));
    }
  }

  /** A line of a structure table. */
  record TableLine(String file, long number, String line) implements RawEntry {

    @Override
    public String where() {
      return "%s line %d".formatted(file, number);
    }

    @Override
    public int length() {
      return line.length();
    }

    @Override
    public void digestInto(MessageDigest digest) {
      digest.update(where().getBytes(StandardCharsets.UTF_8));
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<StructureResult> read(SourceLabels labels, SymmetryFinder finder) {
      if (line.isEmpty()) {
        return List.of(
            new RefusedEntry(
                where(),
                "not a row of a structure table",
                "the line has more than %d bytes".formatted(StructureTable.MAX_LINE_BYTES)));
      }
      StructureTableRow row;
      try {
        row = StructureTableRow.parse(line);
      } catch (EntryException e) {
        return List.of(new RefusedEntry(where(), e.reason(), e.getMessage()));
      }
      return List.of(guarded(where() + ": " + row.id(), () -> TableEntry.of(row)));
    }
  }

  /** A CIF, with what the user named to get it. */
  record Cif(CifFile file, Path input) implements RawEntry {

    @Override
    public String where() {
      return file.source();
    }

    @Override
    public int length() {
      return file.length();
    }

    @Override
    public void digestInto(MessageDigest digest) {
      file.digestInto(digest);
    }

    @Override
    public List<StructureResult> read(SourceLabels labels, SymmetryFinder finder) {
      List<CifResult> results = new CifReader().read(file);
      boolean several = results.stream().filter(CifResult.Accepted.class::isInstance).count() > 1;
      List<StructureResult> entries = new ArrayList<>();
      for (CifResult result : results) {
        if (result instanceof CifResult.Refused refused) {
          entries.add(new RefusedEntry(refused.id(), refused.reason().text(), refused.detail()));
        } else if (result instanceof CifResult.Accepted accepted) {
          entries.add(
              guarded(accepted.id(), () -> CifEntry.of(accepted, input, several, labels, finder)));
        }
      }
      return entries;
    }
  }
}
