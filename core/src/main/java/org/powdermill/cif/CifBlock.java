package org.powdermill.cif;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rcsb.cif.CifIO;
import org.rcsb.cif.model.Block;
import org.rcsb.cif.model.Column;

/**
 * The items of a data block by their names: lower case, with an underscore where DDL2 writes a dot,
 * so that {@code _atom_site.fract_x} and {@code _atom_site_fract_x} are one.
 */
final class CifBlock {

  /** Characters of a value that are looked at; the longest is a field with all operations. */
  private static final int MAX_VALUE = 100_000;

  private final String name;
  private final Map<String, Column<?>> items = new HashMap<>();

  private CifBlock(Block block) {
    this.name = block.getBlockHeader();
    block
        .categories()
        .forEach(
            category ->
                category
                    .columns()
                    .forEach(
                        column ->
                            items.putIfAbsent(
                                itemName(category.getCategoryName(), column.getColumnName()),
                                column)));
  }

  private static String itemName(String category, String column) {
    String item = column.isEmpty() ? category : category + "_" + column;
    return "_" + item.toLowerCase(Locale.ROOT).replace('.', '_');
  }

  /**
   * The data blocks in a piece of text; nearly always one.
   *
   * @throws CifException if it breaks the syntax
   */
  static List<CifBlock> parse(CifText.Piece piece) {
    try {
      List<CifBlock> blocks = new ArrayList<>();
      for (Block block : CifIO.readFromInputStream(piece.stream()).getBlocks()) {
        blocks.add(new CifBlock(block));
      }
      return blocks;
    } catch (IOException | RuntimeException e) {
      // Besides ParsingException the parser lets IndexOutOfBoundsException through.
      throw new CifException(
          RefusalReason.NOT_A_CIF,
          "%s (the data block begins in line %d)"
              .formatted(
                  e.getMessage() == null ? "the syntax is broken" : e.getMessage(),
                  piece.firstLine()),
          e);
    }
  }

  /** Name behind {@code data_}. */
  String name() {
    return name;
  }

  /** Whether one of the items occurs, with whatever value. */
  boolean has(String... names) {
    for (String name : names) {
      if (items.containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  /** The value of the first of these items that has one; '?' and '.' are none. */
  Optional<String> value(String... names) {
    for (String name : names) {
      for (String value : values(name)) {
        if (isTold(value)) {
          return Optional.of(value.strip());
        }
      }
    }
    return Optional.empty();
  }

  /** All values of an item, '?' and '.' among them; none if it does not occur. */
  List<String> values(String name) {
    Column<?> column = items.get(name);
    if (column == null) {
      return List.of();
    }
    List<String> values = new ArrayList<>(column.getRowCount());
    for (int row = 0; row < column.getRowCount(); row++) {
      String value = column.getStringData(row);
      values.add(value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) : value);
    }
    return values;
  }

  /** Number of values of an item. */
  int count(String name) {
    Column<?> column = items.get(name);
    return column == null ? 0 : column.getRowCount();
  }

  /** Whether a value is neither unknown nor inapplicable. */
  static boolean isTold(String value) {
    String text = value.strip();
    return !text.isEmpty() && !text.equals("?") && !text.equals(".");
  }
}
