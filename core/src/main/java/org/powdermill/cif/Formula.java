package org.powdermill.cif;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.powdermill.crystal.Element;

/**
 * A chemical formula such as {@code Ca F2}, atoms by element; deuterium and tritium count as
 * hydrogen.
 *
 * @param atoms symbol of the element -> number
 */
record Formula(Map<String, Double> atoms) {

  private static final int MAX_LENGTH = 2000;

  private static final Pattern PART = Pattern.compile("([A-Z][a-z]?)(\\d{0,9}(?:\\.\\d{0,9})?)");

  /** Reads {@code _chemical_formula_sum}; what is no element is left out. */
  static Formula parse(String text) {
    Map<String, Double> atoms = new TreeMap<>();
    Matcher matcher = PART.matcher(text.substring(0, Math.min(text.length(), MAX_LENGTH)));
    while (matcher.find()) {
      String symbol = ElementName.hydrogenIsotopeAsHydrogen(matcher.group(1));
      String number = matcher.group(2);
      if (Element.ofSymbol(symbol).isPresent() && !number.equals(".")) {
        atoms.merge(symbol, number.isEmpty() ? 1 : Double.parseDouble(number), Double::sum);
      }
    }
    return new Formula(atoms);
  }

  boolean contains(String symbol) {
    return atoms.containsKey(symbol);
  }

  boolean isEmpty() {
    return atoms.isEmpty();
  }
}
