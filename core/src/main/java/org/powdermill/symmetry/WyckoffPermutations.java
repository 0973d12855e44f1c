package org.powdermill.symmetry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The equivalent ways of lettering the Wyckoff positions of a space group: the permutations that
 * its normaliser causes. Caesium chloride may be told as Cs on a, Cl on b or as Cs on b, Cl on a.
 *
 * <p>Idea: an affine map n with n G n^-1 = G carries each orbit of G to an orbit, so each Wyckoff
 * position to one of the same set (International Tables for Crystallography A (2016), chapter 3.5).
 * The maps are found by {@link Normaliser}, a point of each position in general place is carried
 * over, and the letter of its image is read. Taken is the affine normaliser, which holds the
 * Euclidean normaliser for every metric: cells that differ in the order of their axes, or in the
 * choice of a monoclinic or triclinic cell, get the same letters. For the second group of an
 * enantiomorphic pair the letters are those of the first.
 */
public final class WyckoffPermutations {

  private static final Map<Integer, WyckoffPermutations> DERIVED = new ConcurrentHashMap<>();

  private final SpaceGroup target;
  private final String letters;
  private final List<String> images;

  private WyckoffPermutations(SpaceGroup source) {
    target = SpaceGroup.of(EnantiomorphicPair.lesser(source.number()));
    letters = letters(source);
    if (source.wyckoffPositions().size() == 1) {
      images = List.of(letters(target));
      return;
    }
    WyckoffFinder finder = new WyckoffFinder(target);
    List<String> generators = new ArrayList<>();
    for (SymmetryOperation map : Normaliser.generators(target)) {
      generators.add(permutation(target, map, finder));
    }
    String start =
        source.number() == target.number()
            ? letters
            : permutation(source, Normaliser.anyMap(source, target), finder);
    images = closure(start, letters(target), generators);
  }

  /** Those of a space group; derived when first asked for. */
  public static WyckoffPermutations of(SpaceGroup group) {
    WyckoffPermutations known = DERIVED.get(group.number());
    if (known == null) {
      known = new WyckoffPermutations(group);
      DERIVED.put(group.number(), known);
    }
    return known;
  }

  /** All letters of a group, the general position's first. */
  private static String letters(SpaceGroup group) {
    StringBuilder text = new StringBuilder();
    group.wyckoffPositions().forEach(position -> text.append(position.letter()));
    return text.toString();
  }

  private static String permutation(
      SpaceGroup source, SymmetryOperation map, WyckoffFinder finder) {
    StringBuilder image = new StringBuilder();
    for (WyckoffPosition position : source.wyckoffPositions()) {
      image.append(finder.letter(map.apply(WyckoffFinder.typicalPoint(position)), position));
    }
    return image.toString();
  }

  /** Everything that the generators make of the start. */
  private static List<String> closure(String start, String letters, List<String> generators) {
    List<Map<Character, Character>> maps = new ArrayList<>();
    for (String generator : generators.stream().distinct().toList()) {
      Map<Character, Character> map = new HashMap<>();
      for (int i = 0; i < letters.length(); i++) {
        map.put(letters.charAt(i), generator.charAt(i));
      }
      maps.add(map);
    }
    Map<String, Boolean> found = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    found.put(start, true);
    while (!open.isEmpty()) {
      String word = open.remove();
      for (Map<Character, Character> map : maps) {
        StringBuilder image = new StringBuilder();
        word.chars().forEach(letter -> image.append(map.get((char) letter)));
        if (found.put(image.toString(), true) == null) {
          open.add(image.toString());
        }
      }
    }
    return List.copyOf(found.keySet());
  }

  /** The group whose letters the images are: the same, or the other of the enantiomorphic pair. */
  public SpaceGroup target() {
    return target;
  }

  /** The letters of the group's own positions, the general position's first. */
  public String letters() {
    return letters;
  }

  /** For each permutation the images of {@link #letters()}, in their order; no two are equal. */
  public List<String> images() {
    return images;
  }

  @Override
  public String toString() {
    return letters + " -> " + images;
  }

  /** The letters that a position can be given, sorted: its Wyckoff set. */
  public String wyckoffSet(char letter) {
    int index = letters.indexOf(letter);
    char[] set = new char[images.size()];
    for (int i = 0; i < set.length; i++) {
      set[i] = images.get(i).charAt(index);
    }
    Arrays.sort(set);
    StringBuilder distinct = new StringBuilder();
    for (char member : set) {
      if (distinct.indexOf(String.valueOf(member)) < 0) {
        distinct.append(member);
      }
    }
    return distinct.toString();
  }
}
