package org.powdermill.statistics.entries;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.WyckoffPermutations;

/**
 * The label of a structure type (DESIGN 3, "Split"): the source's name for it; else space group and
 * Wyckoff letters by element, with the elements' names taken away, the least of all that the
 * group's normaliser gives. Rock salt is {@code 225_a_b}; the mirror image of a crystal has the
 * same label.
 */
final class StructureTypeLabel {

  private static final Map<String, String> LEAST = new ConcurrentHashMap<>();

  private StructureTypeLabel() {}

  /** A type that the source names. */
  static String named(String name) {
    return "named " + name.strip();
  }

  /** An entry of a source that names types, but not this one's. */
  static String ofItsOwn(String id) {
    return "only " + id;
  }

  /** From group and Wyckoff letters. */
  static String derived(int spaceGroup, List<OccupiedSite> sites) {
    Map<String, StringBuilder> letters = new LinkedHashMap<>();
    for (OccupiedSite site : sites) {
      letters.computeIfAbsent(site.element(), key -> new StringBuilder()).append(site.letter());
    }
    List<String> sequences = new ArrayList<>();
    letters.values().forEach(sequence -> sequences.add(counted(sequence.toString())));
    sequences.sort(null);
    String asWritten = spaceGroup + "_" + String.join("_", sequences);
    return LEAST.computeIfAbsent(asWritten, key -> least(spaceGroup, letters.values()));
  }

  private static String least(int spaceGroup, Collection<StringBuilder> letters) {
    WyckoffPermutations permutations = WyckoffPermutations.of(SpaceGroup.of(spaceGroup));
    String least = "";
    for (String images : permutations.images()) {
      List<String> sequences = new ArrayList<>();
      for (StringBuilder sequence : letters) {
        StringBuilder image = new StringBuilder();
        for (int i = 0; i < sequence.length(); i++) {
          image.append(images.charAt(permutations.letters().indexOf(sequence.charAt(i))));
        }
        sequences.add(counted(image.toString()));
      }
      sequences.sort(null);
      String label = String.join("_", sequences);
      if (least.isEmpty() || label.compareTo(least) < 0) {
        least = label;
      }
    }
    return permutations.target().number() + "_" + least;
  }

  /** {@code aef4} for a, e and four times f. */
  private static String counted(String letters) {
    Map<Character, Integer> counts = new TreeMap<>();
    letters.chars().forEach(letter -> counts.merge((char) letter, 1, Integer::sum));
    StringBuilder text = new StringBuilder();
    counts.forEach((letter, count) -> text.append(letter).append(count == 1 ? "" : count));
    return text.toString();
  }
}
