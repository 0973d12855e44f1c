package org.powdermill.tests.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.powdermill.symmetry.AtomicArrangement;
import org.powdermill.symmetry.DrawnTypeCheck;
import org.powdermill.symmetry.ExcessSymmetry;
import org.powdermill.symmetry.ExcessSymmetry.Verdict;
import org.powdermill.symmetry.FoundSymmetry;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryFinder;
import org.powdermill.symmetry.SymmetrySearchException;

/** The check of generated crystals against spglib's search, over all 230 groups. */
class ExcessSymmetryAgainstSpglibTest {

  private static final int CRYSTALS_PER_GROUP = 25;

  private static final double SPGLIB_TOLERANCE = 1e-6;

  private static SymmetryFinder finder;

  @BeforeAll
  static void loadOrSkip() {
    finder = SymmetryFinder.load();
    try {
      finder.program();
    } catch (SymmetrySearchException e) {
      abort(e.getMessage());
    }
  }

  @Test
  void theVerdictIsSpglibs() {
    ExcessSymmetry excess = new ExcessSymmetry();
    AtomicInteger asked = new AtomicInteger();
    DrawnTypeCheck check = new DrawnTypeCheck(new CountingFinder(finder, asked));

    Map<Verdict, int[]> counts = new EnumMap<>(Verdict.class);
    List<String> disagreements = new ArrayList<>();
    for (int number = 1; number <= SpaceGroup.COUNT; number++) {
      RandomArrangements source = new RandomArrangements(number, 0.5);
      for (int i = 0; i < CRYSTALS_PER_GROUP; i++) {
        GroupArrangement arrangement = source.draw(SpaceGroup.of(number));
        Verdict verdict = arrangement.check(excess);
        FoundSymmetry found = finder.find(arrangement.primitive(), SPGLIB_TOLERANCE);
        boolean sameType = found.spaceGroup().number() == number;
        boolean sameVolume =
            Math.abs(primitiveVolume(found) / arrangement.primitive().lattice().volume() - 1)
                < 1e-6;
        boolean agrees =
            switch (verdict) {
              case NONE -> sameType && sameVolume;
              case LARGER_POINT_GROUP ->
                  found.spaceGroup().pointGroup().order()
                      > arrangement.group().pointGroup().order();
              case FINER_LATTICE -> !sameVolume;
            };
        int[] count = counts.computeIfAbsent(verdict, v -> new int[2]);
        count[0]++;
        count[1] += sameType ? 1 : 0;
        boolean accepted = arrangement.check(check);
        if (!agrees || accepted != sameType) {
          disagreements.add(
              String.format(
                  Locale.ROOT,
                  "group %d, crystal %d, %d atoms, %s: %s, spglib %s volume %s of %s",
                  number,
                  i,
                  arrangement.size(),
                  arrangement.lattice(),
                  verdict,
                  found.spaceGroup(),
                  primitiveVolume(found),
                  arrangement.primitive().lattice().volume()));
        }
      }
    }
    counts.forEach(
        (verdict, count) ->
            System.out.printf(
                "%s: %d, of these the drawn type: %d%n", verdict, count[0], count[1]));
    System.out.println("the finder was asked for " + asked.get());
    assertThat(disagreements).as("disagreements with " + finder.program()).isEmpty();
  }

  private record CountingFinder(SymmetryFinder finder, AtomicInteger calls)
      implements SymmetryFinder {

    @Override
    public FoundSymmetry find(AtomicArrangement arrangement, double tolerance) {
      calls.incrementAndGet();
      return finder.find(arrangement, tolerance);
    }

    @Override
    public String program() {
      return finder.program();
    }
  }

  private static double primitiveVolume(FoundSymmetry found) {
    return found.standardCell().lattice().volume() / found.spaceGroup().centring().latticePoints();
  }
}
