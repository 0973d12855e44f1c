package org.powdermill.symmetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Hermann-Mauguin symbol as files write it, and the settings that it may mean.
 *
 * <p>Read are short and full symbols of the tabulated settings, with or without blanks, with
 * underscores or brackets for screw axes ({@code P 2_1/c}, {@code P 2(1)/c}), the older symbols
 * ({@code F m 3 m}, {@code C m c a}), and the choice of setting behind them: {@code :2}, {@code
 * :H}, {@code S} and {@code Z} (origin choice 1 and 2 in the ICSD), {@code (hexagonal axes)}. A
 * symbol may mean several settings ({@code R -3 m}: hexagonal or rhombohedral axes, {@code F d -3
 * m}: two origins, {@code P 21/m}: unique axis b or a); the standard one comes first.
 *
 * @param symbol the symbol without the choice, words separated by one blank, only the lattice
 *     letter in upper case
 * @param choice the choice written behind the symbol, spelled as in {@link Setting#choice}, or
 *     empty
 */
public record HermannMauguinSymbol(String symbol, String choice) {

  private static final int MAX_LENGTH = 80;

  private static final Pattern SCREW_IN_BRACKETS = Pattern.compile("(\\d)\\((\\d)\\)");
  private static final Pattern SCREW_WITH_UNDERSCORE = Pattern.compile("(\\d)_\\{?(\\d)\\}?");
  private static final Pattern AXIS_AND_PLANE = Pattern.compile("(?:2|21)/([a-z])");

  /** Centred cells of the triclinic groups, which the table of 530 does not hold. */
  private static final List<Setting> CENTRED_TRICLINIC =
      Arrays.stream("A B C I F".split(" ", -1))
          .flatMap(
              letter ->
                  List.of(
                      new Setting(0, 1, letter, false, letter + " 1", letter + " 1", "C1^1", "P 1"),
                      new Setting(
                          0, 2, letter, false, "-" + letter + " 1", letter + " -1", "Ci^1", "P -1"))
                      .stream())
          .toList();

  /** Which of the letters of "e" tells two settings apart whose symbols are else the same. */
  private static final Map<String, String> GLIDE_BY_CHOICE =
      Map.of("", "a", "ba-c", "b", "cab", "b", "-cba", "c", "bca", "c", "a-cb", "a");

  private static final Map<String, Set<Setting>> BY_WORDS = new LinkedHashMap<>();
  private static final Map<String, Set<Setting>> BY_LETTERS = new LinkedHashMap<>();

  static {
    List<Setting> standardFirst = new ArrayList<>(Settings.all());
    standardFirst.sort((one, other) -> Boolean.compare(other.standard(), one.standard()));
    standardFirst.addAll(CENTRED_TRICLINIC);
    for (Setting setting : standardFirst) {
      for (String spelling : spellings(setting)) {
        BY_WORDS.computeIfAbsent(spelling, key -> new LinkedHashSet<>()).add(setting);
        BY_LETTERS
            .computeIfAbsent(spelling.replace(" ", ""), key -> new LinkedHashSet<>())
            .add(setting);
      }
    }
  }

  /**
   * Reads a symbol.
   *
   * @throws IllegalArgumentException if it is empty or too long for a symbol
   */
  public static HermannMauguinSymbol parse(String text) {
    if (text.isBlank() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("no Hermann-Mauguin symbol has this length");
    }
    String symbol = SCREW_WITH_UNDERSCORE.matcher(text).replaceAll("$1$2");
    symbol = SCREW_IN_BRACKETS.matcher(symbol).replaceAll("$1$2").replace('_', ' ').strip();
    String choice = "";
    int behind = indexOfAny(symbol, ":({");
    if (behind > 0) {
      choice = choiceInWords(symbol.substring(behind));
      symbol = symbol.substring(0, behind).strip();
    } else if (symbol.length() > 2 && "SZHRszhr".indexOf(symbol.charAt(symbol.length() - 1)) >= 0) {
      choice = choiceInWords(symbol.substring(symbol.length() - 1));
      symbol = symbol.substring(0, symbol.length() - 1).strip();
    }
    if (symbol.isEmpty()) {
      throw new IllegalArgumentException("'%s' is no Hermann-Mauguin symbol".formatted(text));
    }
    if (symbol.charAt(0) == 'H' || symbol.charAt(0) == 'h') {
      symbol = "R" + symbol.substring(1);
      choice = "H";
    }
    symbol =
        symbol.substring(0, 1).toUpperCase(Locale.ROOT)
            + symbol.substring(1).toLowerCase(Locale.ROOT);
    return new HermannMauguinSymbol(symbol.replaceAll("\\s+", " "), choice);
  }

  private static int indexOfAny(String text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static String choiceInWords(String text) {
    String words = text.replaceAll("[:(){}]", " ").strip();
    String lower = words.toLowerCase(Locale.ROOT);
    if (lower.startsWith("hex") || lower.equals("h")) {
      return "H";
    }
    if (lower.startsWith("rhomb") || lower.equals("r")) {
      return "R";
    }
    if (lower.equals("s") || lower.matches("origin( choice)? ?(at )?1")) {
      return "1";
    }
    if (lower.equals("z") || lower.matches("origin( choice)? ?(at )?2")) {
      return "2";
    }
    return words;
  }

  /**
   * The settings that the symbol may mean, the standard one first; none if it is not tabulated. The
   * choice behind the symbol is not looked at.
   */
  public List<Setting> settings() {
    String shortened = shortened(symbol);
    for (String spelling : List.of(symbol, shortened)) {
      if (BY_WORDS.containsKey(spelling)) {
        return List.copyOf(BY_WORDS.get(spelling));
      }
    }
    for (String spelling : List.of(symbol, shortened)) {
      String letters = spelling.replace(" ", "");
      if (BY_LETTERS.containsKey(letters)) {
        return List.copyOf(BY_LETTERS.get(letters));
      }
    }
    return List.of();
  }

  private static Set<String> spellings(Setting setting) {
    Set<String> spellings = new LinkedHashSet<>();
    String full = setting.hermannMauguinFull();
    spellings.add(full);
    CrystalSystem system = CrystalSystem.ofSpaceGroup(setting.number());
    if (system == CrystalSystem.MONOCLINIC) {
      spellings.add(full.replace(" 1", ""));
    } else if (system != CrystalSystem.TRICLINIC) {
      spellings.add(setting.hermannMauguin());
      spellings.add(shortened(full));
    }
    for (String spelling : List.copyOf(spellings)) {
      spellings.addAll(olderSpellings(spelling, setting));
    }
    return spellings;
  }

  /** Symbols before 1992 name one glide plane of the two in "e"; cubic ones write 3 for -3. */
  private static Set<String> olderSpellings(String spelling, Setting setting) {
    Set<String> older = new LinkedHashSet<>();
    if (setting.number() >= 200 && spelling.contains(" -3")) {
      older.add(spelling.replace(" -3", " 3"));
    }
    if (spelling.indexOf('e') >= 0) {
      boolean letterTellsOrigin = setting.number() == 67 || setting.number() == 68;
      String letters =
          letterTellsOrigin
              ? GLIDE_BY_CHOICE.get(setting.choice().replaceAll("^[12]", ""))
              : glidesInPlaneOfE(spelling);
      for (int i = 0; i < letters.length(); i++) {
        older.add(spelling.replace('e', letters.charAt(i)));
      }
    }
    return older;
  }

  /** The two axes at right angles to the direction in whose place the "e" stands. */
  private static String glidesInPlaneOfE(String spelling) {
    String[] words = spelling.split(" ", -1);
    for (int direction = 1; direction < words.length; direction++) {
      if (words[direction].indexOf('e') >= 0) {
        return List.of("bc", "ac", "ab").get(direction - 1);
      }
    }
    throw new IllegalStateException("no e in " + spelling);
  }

  /** Leaves the axes 2 and 21 out that planes at right angles to them imply. */
  private static String shortened(String symbol) {
    String[] words = symbol.split(" ", -1);
    if (words.length != 4 || Arrays.asList(words).contains("1")) {
      return words.length == 3 ? symbol.replaceFirst(" (2|21)/(?=[a-z] -?3)", " ") : symbol;
    }
    for (int i = 1; i < words.length; i++) {
      Matcher matcher = AXIS_AND_PLANE.matcher(words[i]);
      if (matcher.matches()) {
        words[i] = matcher.group(1);
      }
    }
    return String.join(" ", words);
  }
}
