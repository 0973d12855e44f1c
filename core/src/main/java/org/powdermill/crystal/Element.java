package org.powdermill.crystal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A chemical element; the sources of the radii stand in the header of {@code elements.tsv}.
 *
 * @param atomicNumber number of protons, 1 to 103
 * @param symbol chemical symbol
 * @param covalentRadius angstrom, where known
 * @param vanDerWaalsRadius angstrom, where known
 */
public record Element(
    int atomicNumber,
    String symbol,
    OptionalDouble covalentRadius,
    OptionalDouble vanDerWaalsRadius) {

  /** Order of the periodic table. */
  public static final Comparator<Element> BY_ATOMIC_NUMBER =
      Comparator.comparingInt(Element::atomicNumber);

  private static final List<Element> ALL = read();

  private static final Map<String, Element> BY_SYMBOL =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Element::symbol, Function.identity()));

  private static List<Element> read() {
    try (InputStream stream = Element.class.getResourceAsStream("elements.tsv");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).map(Element::ofRow).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Element ofRow(String row) {
    String[] fields = row.split("\t", -1);
    return new Element(
        Integer.parseInt(fields[0]), fields[1], radius(fields[2]), radius(fields[3]));
  }

  private static OptionalDouble radius(String field) {
    return field.equals("-")
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.parseDouble(field));
  }

  /** All elements by atomic number. */
  public static List<Element> all() {
    return ALL;
  }

  /**
   * The element with this atomic number.
   *
   * @throws IllegalArgumentException if it is not in the table
   */
  public static Element of(int atomicNumber) {
    if (atomicNumber < 1 || atomicNumber > ALL.size()) {
      throw new IllegalArgumentException("there is no element " + atomicNumber);
    }
    return ALL.get(atomicNumber - 1);
  }

  /** The element with this symbol (Fe, not FE). */
  public static Optional<Element> ofSymbol(String symbol) {
    return Optional.ofNullable(BY_SYMBOL.get(symbol));
  }

  @Override
  public String toString() {
    return symbol;
  }
}
