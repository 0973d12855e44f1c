package org.powdermill.cif;

import static org.powdermill.cif.RefusalReason.BAD_SYMMETRY;
import static org.powdermill.cif.RefusalReason.SYMMETRY_AGAINST_CELL;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.powdermill.cif.DeclaredSymmetry.Source;
import org.powdermill.symmetry.HallSymbol;
import org.powdermill.symmetry.HermannMauguinSymbol;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.Setting;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryGroup;
import org.powdermill.symmetry.SymmetryOperation;

/**
 * Reads the symmetry of a data block: explicit operations win over the Hall symbol, Hall over
 * Hermann-Mauguin, that over the number.
 */
final class SymmetryReader {

  private static final String[] OPERATIONS = {
    "_space_group_symop_operation_xyz", "_symmetry_equiv_pos_as_xyz"
  };
  private static final String[] HALL = {
    "_space_group_name_hall", "_symmetry_space_group_name_hall"
  };
  private static final String[] HERMANN_MAUGUIN = {
    "_space_group_name_h-m_alt",
    "_symmetry_space_group_name_h-m",
    "_space_group_name_h-m",
    "_space_group_name_h-m_full",
    "_symmetry_space_group_name_h-m_full",
    "_space_group_name_h-m_ref",
  };
  private static final String[] NUMBER = {"_space_group_it_number", "_symmetry_int_tables_number"};

  /** More operations than any cell of a sane size has; the longest table has 192. */
  private static final int MAX_OPERATIONS = 3072;

  private final CifBlock block;
  private final Lattice lattice;
  private final List<String> notes;
  private final OptionalInt number;
  private final Optional<String> hermannMauguin;
  private final Optional<String> hall;

  private SymmetryReader(CifBlock block, Lattice lattice, List<String> notes) {
    this.block = block;
    this.lattice = lattice;
    this.notes = notes;
    this.hermannMauguin = hermannMauguin(block);
    this.number = number();
    this.hall = block.value(HALL);
  }

  static SymmetryCandidates read(CifBlock block, Lattice lattice, List<String> notes) {
    return new SymmetryReader(block, lattice, notes).read();
  }

  /** The first symbol that is tabulated, else the first. */
  private static Optional<String> hermannMauguin(CifBlock block) {
    for (String item : HERMANN_MAUGUIN) {
      Optional<String> symbol = block.value(item);
      if (symbol.isPresent() && !settings(symbol.get()).isEmpty()) {
        return symbol;
      }
    }
    return block.value(HERMANN_MAUGUIN);
  }

  private static List<Setting> settings(String symbol) {
    try {
      return HermannMauguinSymbol.parse(symbol).settings();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private OptionalInt number() {
    for (String item : NUMBER) {
      Optional<String> text = block.value(item);
      if (text.isPresent() && text.get().matches("\\d{1,3}")) {
        int told = Integer.parseInt(text.get());
        if (told >= 1 && told <= SpaceGroup.COUNT) {
          return OptionalInt.of(told);
        }
      }
      text.ifPresent(value -> notes.add("'%s' is no space-group number".formatted(value)));
    }
    return hermannMauguin
        .map(symbol -> settings(symbol).stream().mapToInt(Setting::number).findFirst())
        .orElse(OptionalInt.empty());
  }

  private SymmetryCandidates read() {
    List<String> operations = operations();
    if (!operations.isEmpty()) {
      return of(Source.OPERATIONS, List.of(ofOperations(operations)));
    }
    if (hall.isPresent()) {
      try {
        SymmetryGroup group = HallSymbol.parse(hall.get());
        requireOfCell(group, "the Hall symbol " + hall.get());
        return of(Source.HALL, List.of(group));
      } catch (IllegalArgumentException e) {
        notes.add(e.getMessage());
      }
    }
    if (hermannMauguin.isPresent()) {
      return of(Source.HERMANN_MAUGUIN, ofSymbol(hermannMauguin.get()));
    }
    if (number.isPresent()) {
      return of(Source.NUMBER, ofNumber(number.getAsInt()));
    }
    throw hall.isPresent()
        ? new CifException(BAD_SYMMETRY, "'%s' is no Hall symbol".formatted(hall.get()))
        : new CifException(
            RefusalReason.NO_SYMMETRY, "neither operations nor a space group are given");
  }

  private SymmetryCandidates of(Source source, List<SymmetryGroup> groups) {
    return new SymmetryCandidates(
        new DeclaredSymmetry(number, hermannMauguin, hall, source), groups);
  }

  private List<String> operations() {
    for (String item : OPERATIONS) {
      if (block.count(item) > MAX_OPERATIONS) {
        throw new CifException(
            BAD_SYMMETRY,
            "%d operations are listed, at most %d are read"
                .formatted(block.count(item), MAX_OPERATIONS));
      }
      List<String> told =
          block.values(item).stream()
              .flatMap(String::lines)
              .map(String::strip)
              .filter(CifBlock::isTold)
              .toList();
      if (!told.isEmpty()) {
        return told;
      }
    }
    return List.of();
  }

  private SymmetryGroup ofOperations(List<String> triplets) {
    Set<SymmetryOperation> listed = new LinkedHashSet<>();
    for (String triplet : triplets) {
      try {
        SymmetryOperation operation = SymmetryOperation.parse(triplet);
        if (listed.add(operation)
            && CellSymmetry.deviation(lattice, operation) > CellSymmetry.TOLERANCE) {
          throw new CifException(
              SYMMETRY_AGAINST_CELL,
              "the operation %s does not map the cell onto itself".formatted(triplet));
        }
      } catch (IllegalArgumentException e) {
        throw new CifException(BAD_SYMMETRY, e.getMessage(), e);
      }
    }
    try {
      SymmetryGroup group = SymmetryGroup.generatedBy(listed);
      if (group.order() != listed.size()) {
        notes.add(
            "%d operations are listed and complete to %d".formatted(listed.size(), group.order()));
      }
      return group;
    } catch (IllegalArgumentException e) {
      throw new CifException(BAD_SYMMETRY, e.getMessage(), e);
    }
  }

  private void requireOfCell(SymmetryGroup group, String what) {
    if (CellSymmetry.deviation(lattice, group) > CellSymmetry.TOLERANCE) {
      throw new CifException(
          SYMMETRY_AGAINST_CELL, "the cell does not have the symmetry of " + what);
    }
  }

  private List<SymmetryGroup> ofSymbol(String text) {
    HermannMauguinSymbol symbol;
    try {
      symbol = HermannMauguinSymbol.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CifException(BAD_SYMMETRY, e.getMessage(), e);
    }
    if (symbol.settings().isEmpty() || symbol.choice().contains(",")) {
      throw new CifException(
          BAD_SYMMETRY,
          "the Hermann-Mauguin symbol '%s' is of none of the 530 tabulated settings"
              .formatted(text));
    }
    String choice = block.value("_space_group_it_coordinate_system_code").orElse(symbol.choice());
    return SettingChoice.of(symbol.settings(), choice, lattice, notes).stream()
        .map(Setting::symmetryGroup)
        .toList();
  }

  private List<SymmetryGroup> ofNumber(int number) {
    Setting standard = SpaceGroup.of(number).setting();
    Optional<String> choice = block.value("_space_group_it_coordinate_system_code");
    List<Setting> settings = new ArrayList<>(List.of(standard));
    SettingChoice.ofNumber(number)
        .filter(setting -> !setting.equals(standard))
        .filter(
            setting ->
                choice.isPresent()
                    || setting.hermannMauguinFull().equals(standard.hermannMauguinFull()))
        .forEach(settings::add);
    return SettingChoice.of(settings, choice.orElse(""), lattice, notes).stream()
        .map(Setting::symmetryGroup)
        .toList();
  }
}
