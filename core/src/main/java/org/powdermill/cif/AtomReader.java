package org.powdermill.cif;

import static org.powdermill.cif.RefusalReason.BAD_LOOP;
import static org.powdermill.cif.RefusalReason.BAD_OCCUPANCY;
import static org.powdermill.cif.RefusalReason.NO_FRACTIONAL_COORDINATES;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.powdermill.crystal.Element;

/** Reads the atom loop of a data block. */
final class AtomReader {

  /** Rows that an atom loop may have. */
  static final int MAX_ROWS = 10_000;

  /** Coordinates beyond this many cells have lost the digits that tell where the atom is. */
  private static final double MAX_COORDINATE = 1000;

  private static final String LABEL = "_atom_site_label";
  private static final String TYPE = "_atom_site_type_symbol";
  private static final String OCCUPANCY = "_atom_site_occupancy";
  private static final String CALC_FLAG = "_atom_site_calc_flag";
  private static final String[] FRACT = {
    "_atom_site_fract_x", "_atom_site_fract_y", "_atom_site_fract_z"
  };
  private static final List<String> MULTIPLICITY =
      List.of("_atom_site_site_symmetry_multiplicity", "_atom_site_symmetry_multiplicity");

  private final CifBlock block;
  private final int rows;
  private final Formula formula;
  private final List<String> notes;
  private final List<List<String>> fract = new ArrayList<>();
  private final List<String> labels;
  private final List<String> types;
  private final List<String> occupancies;
  private final List<String> calcFlags;
  private final List<String> multiplicities;

  private AtomReader(CifBlock block, List<String> notes) {
    this.block = block;
    this.notes = notes;
    this.rows = rows();
    for (String item : FRACT) {
      fract.add(column(item));
    }
    this.labels = column(LABEL);
    this.types = column(TYPE);
    this.occupancies = column(OCCUPANCY);
    this.calcFlags = column(CALC_FLAG);
    this.multiplicities =
        MULTIPLICITY.stream()
            .map(this::column)
            .filter(c -> !c.isEmpty())
            .findFirst()
            .orElse(List.of());
    this.formula = Formula.parse(block.value("_chemical_formula_sum").orElse(""));
    if (labels.isEmpty() && types.isEmpty()) {
      throw new CifException(BAD_LOOP, "neither labels nor type symbols are given");
    }
  }

  static List<AtomRow> read(CifBlock block, List<String> notes) {
    return new AtomReader(block, notes).read();
  }

  private int rows() {
    int count = block.count(FRACT[0]);
    if (count == 0) {
      throw block.has("_atom_site_cartn_x")
          ? new CifException(NO_FRACTIONAL_COORDINATES, "atoms are in Cartesian coordinates alone")
          : new CifException(RefusalReason.NO_ATOMS, "there is no _atom_site_fract_x");
    }
    if (count > MAX_ROWS) {
      throw new CifException(
          RefusalReason.TOO_MANY_ATOMS,
          "%d atoms are listed, at most %d are read".formatted(count, MAX_ROWS));
    }
    for (String item : FRACT) {
      if (!block.has(item)) {
        throw new CifException(BAD_LOOP, "there is no " + item);
      }
    }
    return count;
  }

  private List<String> column(String item) {
    List<String> values = block.values(item);
    if (block.has(item) && values.size() != rows) {
      throw new CifException(
          BAD_LOOP, "%s has %d values, %s has %d".formatted(FRACT[0], rows, item, values.size()));
    }
    return values;
  }

  private List<AtomRow> read() {
    List<AtomRow> atoms = new ArrayList<>(rows);
    int dummies = 0;
    int empty = 0;
    int hydrogens = 0;
    for (int row = 0; row < rows; row++) {
      if (value(calcFlags, row).filter("dum"::equalsIgnoreCase).isPresent()) {
        dummies++;
        continue;
      }
      double occupancy = occupancy(row);
      if (occupancy == 0) {
        empty++;
        continue;
      }
      Element element = ElementName.of(value(types, row), label(row), formula);
      if (isNowhere(row) && element.atomicNumber() == 1) {
        hydrogens++;
        continue;
      }
      atoms.add(
          new AtomRow(
              label(row),
              element,
              occupancy,
              coordinate(row, 0),
              coordinate(row, 1),
              coordinate(row, 2),
              multiplicity(row)));
    }
    note(dummies, "dummy atoms");
    note(empty, "atoms of occupancy 0");
    note(hydrogens, "hydrogen atoms without coordinates");
    if (atoms.isEmpty()) {
      throw new CifException(RefusalReason.NO_ATOMS, "no row of the atom loop holds an atom");
    }
    return atoms;
  }

  private void note(int count, String what) {
    if (count > 0) {
      notes.add("%d %s are left out".formatted(count, what));
    }
  }

  private static Optional<String> value(List<String> column, int row) {
    return column.isEmpty()
        ? Optional.empty()
        : Optional.of(column.get(row).strip()).filter(CifBlock::isTold);
  }

  private String label(int row) {
    return value(labels, row).or(() -> value(types, row)).orElse("?");
  }

  private double occupancy(int row) {
    Optional<String> text = value(occupancies, row);
    if (text.isEmpty()) {
      return 1;
    }
    double occupancy = CifNumber.parse(text.get(), "occupancy of " + label(row));
    if (!(occupancy >= 0 && occupancy <= 1 + SiteMerger.OVERFULL)) {
      throw new CifException(
          BAD_OCCUPANCY, "occupancy of %s is %s".formatted(label(row), text.get()));
    }
    return occupancy;
  }

  private boolean isNowhere(int row) {
    return fract.stream().allMatch(column -> value(column, row).isEmpty());
  }

  private double coordinate(int row, int axis) {
    String text =
        value(fract.get(axis), row)
            .orElseThrow(
                () ->
                    new CifException(
                        NO_FRACTIONAL_COORDINATES,
                        "%s of %s is not given".formatted(FRACT[axis], label(row))));
    double coordinate = CifNumber.parse(text, FRACT[axis] + " of " + label(row));
    if (Math.abs(coordinate) > MAX_COORDINATE) {
      throw new CifException(
          RefusalReason.BAD_NUMBER,
          "%s of %s is %s, outside any cell nearby".formatted(FRACT[axis], label(row), text));
    }
    return coordinate;
  }

  private OptionalInt multiplicity(int row) {
    return value(multiplicities, row)
        .filter(text -> text.matches("\\d{1,4}"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }
}
