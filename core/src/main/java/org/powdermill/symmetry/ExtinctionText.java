package org.powdermill.symmetry;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the extinction symbol of a space group in its standard setting: the letter of the lattice,
 * then for each symmetry direction what the absent reflections show.
 *
 * <p>A glide plane shows where the plane of reflections at right angles to the direction lacks more
 * than the centring takes; its letter is the one in the Hermann-Mauguin symbol. A screw axis shows
 * where the row of reflections along the direction lacks what neither centring nor glide planes
 * take; its number follows from the first reflection of the row that is there.
 */
final class ExtinctionText {

  private static final String GLIDES = "abcden";

  /**
   * A symmetry direction.
   *
   * @param word place of its word in the Hermann-Mauguin symbol, the lattice letter being 0
   * @param first vector of the plane of reflections at right angles to it
   * @param second the other vector of that plane
   * @param row reflection along the direction, empty where no screw axis can show
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Direction(int word, int[] first, int[] second, int[] row) {}

  private static final int[] A = {1, 0, 0};
  private static final int[] B = {0, 1, 0};
  private static final int[] C = {0, 0, 1};
  private static final int[] AB = {1, 1, 0};
  private static final int[] NO_ROW = {};

  private final Setting setting;
  private final SystematicAbsences absences;

  private ExtinctionText(Setting setting) {
    this.setting = setting;
    this.absences = new SystematicAbsences(setting.symmetryGroup());
  }

  static String of(int spaceGroup) {
    return new ExtinctionText(Settings.standard(spaceGroup)).text();
  }

  private String text() {
    List<String> words = new ArrayList<>();
    words.add(setting.hermannMauguin().substring(0, 1));
    CrystalSystem system = CrystalSystem.ofSpaceGroup(setting.number());
    switch (system) {
      case TRICLINIC -> words.add("-");
      case MONOCLINIC -> words.addAll(List.of("1", word(new Direction(2, A, C, B)), "1"));
      case ORTHORHOMBIC ->
          words.addAll(
              List.of(
                  word(new Direction(1, B, C, A)),
                  word(new Direction(2, A, C, B)),
                  word(new Direction(3, A, B, C))));
      case TETRAGONAL ->
          words.addAll(
              List.of(
                  word(new Direction(1, A, B, C)),
                  word(new Direction(2, B, C, A)),
                  word(new Direction(3, AB, C, NO_ROW))));
      case TRIGONAL, HEXAGONAL -> {
        words.add(word(new Direction(1, A, B, C)));
        words.add(word(new Direction(2, B, C, NO_ROW)));
        if (!words.get(0).equals("R")) {
          words.add(word(new Direction(3, AB, C, NO_ROW)));
        }
      }
      case CUBIC ->
          words.addAll(
              List.of(word(new Direction(1, B, C, A)), "-", word(new Direction(3, AB, C, NO_ROW))));
    }
    return String.join(" ", words);
  }

  private String word(Direction direction) {
    String glide = showsGlide(direction) ? glideLetter(direction.word()) : "";
    String screw = showsScrew(direction) ? screw(direction.row()) : "";
    if (glide.isEmpty() && screw.isEmpty()) {
      return "-";
    }
    return screw.isEmpty() || glide.isEmpty() ? screw + glide : screw + "/" + glide;
  }

  private boolean showsGlide(Direction direction) {
    for (int i = 1; i <= CoordinateTriplet.TRANSLATION_DENOMINATOR; i++) {
      for (int j = 1; j <= CoordinateTriplet.TRANSLATION_DENOMINATOR; j++) {
        int[] first = direction.first();
        int[] second = direction.second();
        int h = i * first[0] + j * second[0];
        int k = i * first[1] + j * second[1];
        int l = i * first[2] + j * second[2];
        // On the diagonals of the plane other planes of glides meet it.
        if (i != j && absences.isExtinct(h, k, l) && !absences.isExtinctByCentring(h, k, l)) {
          return true;
        }
      }
    }
    return false;
  }

  private String glideLetter(int place) {
    String[] words =
        (setting.number() < 16 ? setting.hermannMauguinFull() : setting.hermannMauguin())
            .split(" ", -1);
    String word = words[place];
    char last = word.charAt(word.length() - 1);
    if (GLIDES.indexOf(last) < 0) {
      throw new IllegalStateException("no glide plane in '%s' of %s".formatted(word, setting));
    }
    return String.valueOf(last);
  }

  private boolean showsScrew(Direction direction) {
    int[] row = direction.row();
    if (row.length == 0) {
      return false;
    }
    for (int n = 1; n <= CoordinateTriplet.TRANSLATION_DENOMINATOR; n++) {
      int h = n * row[0];
      int k = n * row[1];
      int l = n * row[2];
      if (absences.isExtinct(h, k, l) && !absences.isExtinctByCentringOrGlides(h, k, l)) {
        return true;
      }
    }
    return false;
  }

  /** Such as 42: a fourfold axis whose every second reflection is there. */
  private String screw(int[] row) {
    int order = absences.rotationOrder(row[0], row[1], row[2]);
    int period = absences.period(row[0], row[1], row[2]);
    return "" + order + order / period;
  }
}
