package org.powdermill.cif;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.powdermill.crystal.Element;

/**
 * Tells the element of an atom from its type symbol ({@code Fe3+}), else from its label ({@code
 * FE1}, {@code OW2}, {@code CA}), where the formula tells carbon from calcium.
 */
final class ElementName {

  /** Words for sites that no single element fills. */
  private static final Set<String> UNKNOWN_KINDS =
      Set.of(
          "wat", "water", "va", "vac", "vacancy", "m", "me", "x", "ln", "dum", "cnt", "cen", "q");

  /** Elements that labels mark with a second lower-case letter: Ow (water), Oh (hydroxyl), Hw. */
  private static final Set<String> MARKED_BY_LETTERS = Set.of("O", "H");

  private static final Formula NO_FORMULA = new Formula(Map.of());

  private ElementName() {}

  static String hydrogenIsotopeAsHydrogen(String symbol) {
    return symbol.equals("D") || symbol.equals("T") ? "H" : symbol;
  }

  /** The element of an atom. */
  static Element of(Optional<String> typeSymbol, String label, Formula formula) {
    Optional<Element> element =
        typeSymbol.isPresent() ? ofTypeSymbol(typeSymbol.get()) : ofLabel(label, formula);
    return element.orElseThrow(
        () ->
            new CifException(
                RefusalReason.UNKNOWN_ELEMENT,
                "atom '%s'%s is of no element"
                    .formatted(
                        label,
                        typeSymbol.map(type -> " of type '%s'".formatted(type)).orElse(""))));
  }

  private static Optional<Element> ofTypeSymbol(String type) {
    String letters = letters(type.replaceFirst("^\\d{1,3}", ""));
    if (letters.equals("D") || letters.equals("T")) {
      return Element.ofSymbol("H");
    }
    return ofLetters(letters, NO_FORMULA);
  }

  private static Optional<Element> ofLabel(String label, Formula formula) {
    String letters = letters(label);
    boolean hydrogenIsotope = letters.startsWith("D") || letters.startsWith("T");
    if (letters.length() == 1 && hydrogenIsotope) {
      boolean hydrogenTold = formula.contains("H") || letters.equals("D");
      return hydrogenTold ? Element.ofSymbol("H") : Optional.empty();
    }
    return ofLetters(letters, formula);
  }

  private static String letters(String text) {
    int start = 0;
    while (start < text.length() && "([{'\"".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    int end = start;
    while (end < text.length() && isLetter(text.charAt(end))) {
      end++;
    }
    return text.substring(start, end);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static Optional<Element> ofLetters(String letters, Formula formula) {
    if (letters.isEmpty() || UNKNOWN_KINDS.contains(letters.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    String first = letters.substring(0, 1).toUpperCase(Locale.ROOT);
    Optional<Element> one = Element.ofSymbol(first);
    if (letters.length() == 1) {
      boolean water = first.equals("W") && !formula.isEmpty() && !formula.contains("W");
      return water ? Optional.empty() : one;
    }
    Optional<Element> two =
        Element.ofSymbol(first + letters.substring(1, 2).toLowerCase(Locale.ROOT));
    if (two.isPresent()) {
      boolean formulaSaysOne = formula.contains(first) && !formula.contains(two.get().symbol());
      return formulaSaysOne ? one : two;
    }
    boolean oneIsMeant =
        formula.isEmpty()
            ? Character.isUpperCase(letters.charAt(1)) || MARKED_BY_LETTERS.contains(first)
            : formula.contains(first);
    return oneIsMeant ? one : Optional.empty();
  }
}
