package org.powdermill.symmetry;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the absent reflections tell of a space group: groups of one Laue class that extinguish the
 * same reflections have one extinction symbol, and no diffraction pattern tells them apart by which
 * reflections it lacks.
 *
 * <p>The reflections follow from the operations of the standard settings. Which axis is called a, b
 * or c is a convention (in monoclinic cells also which vectors of the net at right angles to b):
 * groups whose absences are the same after such a renaming are together here. That makes 120 sets
 * of groups; the literature counts 122, with the two orientations of -3m on a hexagonal lattice
 * (-31m, -3m1) apart, which no absence shows.
 *
 * <p>The text is that of the setting of the group with the least number, after International Tables
 * for Crystallography A (2016), section 1.6.4: for each symmetry direction the glide plane that
 * absences show, and the screw axis where they show more, else a dash. Laue classes may share a
 * text.
 *
 * @param laueClass Laue class of the groups
 * @param symbol such as {@code P 1 21/c 1} or {@code P n a -}
 * @param spaceGroups numbers of the groups that share it, ascending
 */
public record ExtinctionSymbol(LaueClass laueClass, String symbol, List<Integer> spaceGroups) {

  /** Conditions are congruences modulo 2, 3, 4 and 6: indices 0 to 6 tell them apart. */
  private static final int MAX_INDEX = 6;

  private static final int[][] AS_THEY_ARE = {{1, 0, 0, 0, 1, 0, 0, 0, 1}};

  /** The bases of the net of a and c, modulo 2: only oddness counts in monoclinic conditions. */
  private static final int[][] MONOCLINIC = {
    {1, 0, 0, 0, 1, 0, 0, 0, 1},
    {0, 0, 1, 0, 1, 0, 1, 0, 0},
    {1, 0, 1, 0, 1, 0, 0, 0, 1},
    {1, 0, 0, 0, 1, 0, 1, 0, 1},
    {0, 0, 1, 0, 1, 0, 1, 0, 1},
    {1, 0, 1, 0, 1, 0, 1, 0, 0}
  };

  private static final int[][] ORTHORHOMBIC = {
    {1, 0, 0, 0, 1, 0, 0, 0, 1},
    {0, 1, 0, 0, 0, 1, 1, 0, 0},
    {0, 0, 1, 1, 0, 0, 0, 1, 0},
    {0, 1, 0, 1, 0, 0, 0, 0, 1},
    {1, 0, 0, 0, 0, 1, 0, 1, 0},
    {0, 0, 1, 0, 1, 0, 1, 0, 0}
  };

  /** A quarter turn, which no operation of the class m-3 is. */
  private static final int[][] LOWER_CUBIC = {
    {1, 0, 0, 0, 1, 0, 0, 0, 1}, {0, 1, 0, 1, 0, 0, 0, 0, 1}
  };

  private static final List<ExtinctionSymbol> ALL = derive();
  private static final Map<Integer, ExtinctionSymbol> BY_GROUP = new LinkedHashMap<>();

  static {
    ALL.forEach(one -> one.spaceGroups.forEach(number -> BY_GROUP.put(number, one)));
  }

  /** Keeps the numbers. */
  public ExtinctionSymbol {
    spaceGroups = List.copyOf(spaceGroups);
  }

  /**
   * The symbol of a space group.
   *
   * @throws IllegalArgumentException if the number is not 1 to 230
   */
  public static ExtinctionSymbol of(int spaceGroup) {
    ExtinctionSymbol found = BY_GROUP.get(spaceGroup);
    if (found == null) {
      throw new IllegalArgumentException("there is no space group " + spaceGroup);
    }
    return found;
  }

  /** All symbols, in the order of the least numbers of their groups. */
  public static List<ExtinctionSymbol> all() {
    return ALL;
  }

  private record Pattern(LaueClass laueClass, BitSet extinct) {}

  private static List<ExtinctionSymbol> derive() {
    Map<Pattern, List<Integer>> groups = new LinkedHashMap<>();
    for (int number = 1; number <= SpaceGroup.COUNT; number++) {
      SymmetryGroup operations = Settings.standard(number).symmetryGroup();
      LaueClass laueClass = PointGroup.of(operations).laueClass();
      BitSet extinct = leastPattern(new SystematicAbsences(operations), laueClass);
      groups.computeIfAbsent(new Pattern(laueClass, extinct), key -> new ArrayList<>()).add(number);
    }
    List<ExtinctionSymbol> all = new ArrayList<>();
    groups.forEach(
        (pattern, numbers) ->
            all.add(
                new ExtinctionSymbol(
                    pattern.laueClass(), ExtinctionText.of(numbers.get(0)), numbers)));
    return List.copyOf(all);
  }

  /** One and the same pattern for all ways to name the axes. */
  private static BitSet leastPattern(SystematicAbsences absences, LaueClass laueClass) {
    BitSet least = null;
    for (int[] axes : namesOfAxes(laueClass)) {
      BitSet pattern = pattern(absences, axes);
      if (least == null || compare(pattern, least) < 0) {
        least = pattern;
      }
    }
    return least;
  }

  private static int[][] namesOfAxes(LaueClass laueClass) {
    return switch (laueClass) {
      case L2M -> MONOCLINIC;
      case LMMM -> ORTHORHOMBIC;
      case LM3 -> LOWER_CUBIC;
      default -> AS_THEY_ARE;
    };
  }

  private static BitSet pattern(SystematicAbsences absences, int[] axes) {
    BitSet extinct = new BitSet();
    int bit = 0;
    for (int h = 0; h <= MAX_INDEX; h++) {
      for (int k = 0; k <= MAX_INDEX; k++) {
        for (int l = 0; l <= MAX_INDEX; l++, bit++) {
          extinct.set(
              bit,
              absences.isExtinct(
                  axes[0] * h + axes[1] * k + axes[2] * l,
                  axes[3] * h + axes[4] * k + axes[5] * l,
                  axes[6] * h + axes[7] * k + axes[8] * l));
        }
      }
    }
    return extinct;
  }

  private static int compare(BitSet one, BitSet other) {
    BitSet different = (BitSet) one.clone();
    different.xor(other);
    int first = different.nextSetBit(0);
    return first < 0 ? 0 : one.get(first) ? 1 : -1;
  }

  /** Laue class and symbol, such as {@code mmm P n a -}. */
  @Override
  public String toString() {
    return laueClass.symbol() + " " + symbol;
  }
}
