package org.powdermill.cif;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.powdermill.crystal.Crystal;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SymmetryGroup;

/**
 * Reads CIFs: a crystal or a refusal for each data block with a structure, by the rules of
 * docs/crystals-from-files.md.
 *
 * <p>No content, however broken, makes it throw or take more than bounded memory. A reader has no
 * state and may be used by several threads.
 */
public final class CifReader {

  /** Bytes that a CIF may have; of a longer one no more is read. */
  public static final int MAX_BYTES = 32 << 20;

  /** Reads one file, which is not an archive. */
  public List<CifResult> read(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return read(stream, file.toString());
    } catch (IOException e) {
      return List.of(
          new CifResult.Refused(
              file.toString(), "", RefusalReason.UNREADABLE, e.getClass().getSimpleName()));
    }
  }

  /**
   * Reads a stream up to {@link #MAX_BYTES}; the caller closes it.
   *
   * @param source name for messages
   */
  public List<CifResult> read(InputStream stream, String source) {
    return read(CifFile.read(stream, source));
  }

  /** Reads what {@link CifFiles} found. */
  public List<CifResult> read(CifFile file) {
    return file.refusal().isPresent()
        ? List.of(file.refusal().get())
        : read(file.content(), file.source());
  }

  /**
   * Reads the bytes of a CIF.
   *
   * @param source name for messages
   */
  public List<CifResult> read(byte[] content, String source) {
    List<CifResult> results = new ArrayList<>();
    try {
      if (content.length > MAX_BYTES) {
        throw new CifException(
            RefusalReason.TOO_LONG, "it has more than %d bytes".formatted(MAX_BYTES));
      }
      for (CifText.Piece piece : CifText.pieces(content)) {
        addResults(piece, source, results);
      }
    } catch (CifException e) {
      results.add(refused(source, "", e));
    }
    if (results.isEmpty()) {
      results.add(
          new CifResult.Refused(
              source, "", RefusalReason.NO_STRUCTURE, "no data block holds a cell and atoms"));
    }
    return results;
  }

  private static void addResults(CifText.Piece piece, String source, List<CifResult> results) {
    try {
      for (CifBlock block : CifBlock.parse(piece)) {
        if (holdsStructure(block)) {
          results.add(result(block, source));
        }
      }
    } catch (CifException e) {
      results.add(refused(source, "", e));
    }
  }

  private static boolean holdsStructure(CifBlock block) {
    return block.has("_cell_length_a", "_atom_site_fract_x", "_atom_site_cartn_x");
  }

  private static CifResult result(CifBlock block, String source) {
    try {
      return accepted(block, source);
    } catch (CifException e) {
      return refused(source, block.name(), e);
    }
  }

  private static CifResult.Refused refused(String source, String block, CifException e) {
    return new CifResult.Refused(source, block, e.reason(), e.getMessage());
  }

  private static CifResult accepted(CifBlock block, String source) {
    List<String> notes = new ArrayList<>();
    Lattice lattice = CellReader.read(block, notes);
    SymmetryCandidates candidates = SymmetryReader.read(block, lattice, notes);
    List<AtomRow> rows = AtomReader.read(block, notes);

    OriginChoice.Declared declared = OriginChoice.Declared.of(block);
    SymmetryGroup symmetry = candidates.groups().get(0);
    AsymmetricUnit unit = SiteMerger.merge(rows, lattice, symmetry);
    for (SymmetryGroup other : candidates.groups().subList(1, candidates.groups().size())) {
      AsymmetricUnit otherUnit = SiteMerger.merge(rows, lattice, other);
      if (OriginChoice.isBetter(otherUnit, unit, declared)) {
        symmetry = other;
        unit = otherUnit;
      }
    }
    if (candidates.groups().size() > 1) {
      notes.add("the symbol leaves the origin open; it was chosen by the atoms");
    }
    if (OriginChoice.contradictsFormula(unit, declared)) {
      notes.add("the atoms in the cell are not in the proportions of _chemical_formula_sum");
    }
    notes.addAll(unit.notes());
    Crystal crystal = new Crystal(block.name(), lattice, symmetry, unit.sites());
    return new CifResult.Accepted(
        source,
        block.name(),
        crystal,
        candidates.declared(),
        notes,
        block.value("_database_code_icsd"));
  }
}
