package org.powdermill.statistics.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.powdermill.statistics.TestCrystals;
import org.powdermill.statistics.entries.CrystalEntry;

class SplitterTest {

  /** Types t0, t1, ... of 1, 2, 3, 1, 2, 3, ... crystals that are no near-duplicates. */
  private static List<CrystalEntry> types(int number) {
    List<CrystalEntry> entries = new ArrayList<>();
    for (int type = 0; type < number; type++) {
      for (int i = 0; i <= type % 3; i++) {
        entries.add(entry("e" + type + "-" + i, "t" + type, "F" + type, 3 + i));
      }
    }
    return entries;
  }

  private static CrystalEntry entry(String id, String type, String formula, double a) {
    return TestCrystals.cubic(id, 225, type, formula, a, "Na:a Cl:b");
  }

  private static List<String> ids(List<CrystalEntry> entries) {
    return entries.stream().map(CrystalEntry::id).collect(Collectors.toList());
  }

  @Property(tries = 100)
  void noTypeIsOnBothSidesAndTheShareIsMet(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 0.9) double fraction) {
    List<CrystalEntry> entries = types(100);

    Split split = new Splitter(entries).split(SplitMethod.STRUCTURE_TYPE, fraction, seed);

    assertThat(split.proof().typesOnBothSides()).isZero();
    assertThat(split.proof().testTypes()).isEqualTo(100 - (int) Math.round((1 - fraction) * 100));
    List<String> all = ids(split.statisticsSide());
    all.addAll(ids(split.testSide()));
    assertThat(all).containsExactlyInAnyOrderElementsOf(ids(entries));
  }

  @Test
  void orderOfTheEntriesDoesNotMatterAndTheSeedDoes() {
    List<CrystalEntry> entries = types(60);
    List<CrystalEntry> shuffled = new ArrayList<>(entries);
    Collections.shuffle(shuffled, new Random(5));

    Split one = new Splitter(entries).split(SplitMethod.STRUCTURE_TYPE, 0.3, 1);

    assertThat(new Splitter(shuffled).split(SplitMethod.STRUCTURE_TYPE, 0.3, 1)).isEqualTo(one);
    assertThat(new Splitter(entries).split(SplitMethod.STRUCTURE_TYPE, 0.3, 2).testSide())
        .isNotEqualTo(one.testSide());
  }

  @Test
  void splitIsTheSameInAllVersions() {
    Split split = new Splitter(types(10)).split(SplitMethod.STRUCTURE_TYPE, 0.3, 0);

    // sha256 of "0\nt0", "0\nt1", ...: the three largest.
    assertThat(ids(split.testSide())).containsExactly("e0-0", "e4-0", "e4-1", "e6-0");
    assertThat(split.proof().testTypes()).isEqualTo(3);
  }

  @Test
  void nearDuplicatesTieTheirTypesTogether() {
    List<CrystalEntry> entries = new ArrayList<>(types(40));
    entries.add(entry("same-1", "t3", "X", 5.00));
    entries.add(entry("same-2", "t4", "X", 5.14));
    entries.add(entry("other", "t5", "X", 5.30)); // 3.1 % more than 5.14

    for (long seed = 0; seed < 20; seed++) {
      Split split = new Splitter(entries).split(SplitMethod.STRUCTURE_TYPE, 0.3, seed);
      List<String> test = ids(split.testSide());

      assertThat(split.proof().nearDuplicatePairs()).isEqualTo(1);
      assertThat(split.proof().unitsOnBothSides()).isZero();
      assertThat(split.proof().units()).isEqualTo(entries.size() - 1);
      assertThat(split.proof().groupsOfTypesAndUnits()).isEqualTo(39);
      assertThat(test.contains("same-1")).isEqualTo(test.contains("same-2"));
      assertThat(test.contains("e3-0")).isEqualTo(test.contains("e4-0"));
    }
  }

  @Test
  void mirrorImagesAreNearDuplicates() {
    CrystalEntry right = TestCrystals.cubic("right", 212, "t", "X", 6, "Si:a");
    CrystalEntry left = TestCrystals.cubic("left", 213, "u", "X", 6, "Si:a");

    assertThat(
            new Splitter(List.of(right, left))
                .split(SplitMethod.STRUCTURE_TYPE, 0.5, 0)
                .proof()
                .nearDuplicatePairs())
        .isEqualTo(1);
  }

  @Test
  void randomSplitDividesTypes() {
    Split split = new Splitter(types(100)).split(SplitMethod.RANDOM, 0.3, 0);

    assertThat(split.testSide()).hasSize(Math.round(0.3f * types(100).size()));
    assertThat(split.proof().typesOnBothSides()).isPositive();
  }

  @Test
  void coarseMatchesAreFoundAcrossTypes() {
    CrystalEntry seen = TestCrystals.cubic("seen", 225, "t", "X", 5, "Na:a Cl:b");
    CrystalEntry alike = TestCrystals.cubic("alike", 225, "u", "Y", 9, "Na:b Cl:a");
    CrystalEntry other = TestCrystals.cubic("other", 225, "v", "Z", 9, "Na:a Cl:c");

    assertThat(CoarseMatch.amongTest(List.of(seen), List.of(alike, other))).containsExactly(alike);
  }
}
