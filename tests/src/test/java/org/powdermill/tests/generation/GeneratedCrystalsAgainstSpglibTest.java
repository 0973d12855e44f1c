package org.powdermill.tests.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.powdermill.crystal.Element;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.generation.DiffractogramGenerator;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.generation.OccupiedPosition;
import org.powdermill.generation.SyntheticCrystal;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryFinder;
import org.powdermill.symmetry.SymmetrySearchException;

/** Generated crystals of all classes of the built-in statistics, read back through spglib. */
class GeneratedCrystalsAgainstSpglibTest {

  private static final int CRYSTALS = 10_000;
  private static final int THREADS = 2;
  private static final long SEED = 20;

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
  void haveTheIntendedSpaceGroupAndWyckoffSites() {
    CrystalStatistics statistics = StatisticsFile.builtIn().statistics();
    GenerationSettings allClasses =
        new GenerationSettings(
            GenerationSettings.GroupDraw.UNIFORM,
            List.of(),
            1,
            20,
            100,
            false,
            true,
            false,
            DiffractionSettings.DEFAULT);
    Map<ReadBack.Result, Integer> counts = new ConcurrentHashMap<>();
    Set<Integer> groups = ConcurrentHashMap.newKeySet();
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    IntStream.range(0, THREADS)
        .parallel()
        .forEach(
            thread -> {
              DiffractogramGenerator generator =
                  new DiffractogramGenerator(statistics, allClasses, SEED, finder);
              ReadBack readBack = new ReadBack(finder);
              for (int index = thread; index < CRYSTALS; index += THREADS) {
                SyntheticCrystal crystal = generator.draw(index);
                ReadBack.Result result = readBack.of(crystal);
                counts.merge(result, 1, Integer::sum);
                groups.add(crystal.spaceGroup().number());
                if (result == ReadBack.Result.OTHERWISE) {
                  failures.add(crystal.toString());
                }
              }
            });
    System.out.printf(
        "%d crystals of %d groups read back with %s: %s%n",
        CRYSTALS, groups.size(), finder.program(), counts);

    assertThat(failures).as("not as intended, with " + finder.program()).isEmpty();
    assertThat(groups).isEqualTo(statistics.groups().keySet());
    assertThat(counts.getOrDefault(ReadBack.Result.FINER_LATTICE, 0)).isLessThan(CRYSTALS / 100);
  }

  @Test
  void readingBackNoticesWhatIsNotAsIntended() {
    ReadBack readBack = new ReadBack(finder);
    assertThat(readBack.of(crystal(221, 'a', 0))).isEqualTo(ReadBack.Result.AS_INTENDED);
    assertThat(readBack.of(crystal(221, 'g', 0.25))).isEqualTo(ReadBack.Result.FINER_LATTICE);
    assertThat(readBack.of(crystal(200, 'a', 0))).isEqualTo(ReadBack.Result.OTHERWISE);
    assertThat(readBack.of(crystal(1, 'a', 0.3))).isEqualTo(ReadBack.Result.OTHERWISE);
  }

  private static SyntheticCrystal crystal(int number, char letter, double x) {
    SpaceGroup group = SpaceGroup.of(number);
    return new SyntheticCrystal(
        0,
        group,
        new Lattice(4, 4, 4, 90, 90, 90),
        List.of(
            new OccupiedPosition(
                Element.ofSymbol("Po").orElseThrow(), group.wyckoffPosition(letter), x, x, x)),
        32,
        2);
  }
}
