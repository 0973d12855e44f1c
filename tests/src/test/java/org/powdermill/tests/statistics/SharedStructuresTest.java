package org.powdermill.tests.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.statistics.StatisticsSettings;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.run.StatisticsFolder;
import org.powdermill.statistics.run.StatisticsResult;
import org.powdermill.statistics.run.StatisticsRun;
import org.powdermill.statistics.run.StatisticsSummary;
import org.powdermill.statistics.split.Split;
import org.powdermill.statistics.split.SplitMethod;
import org.powdermill.statistics.split.Splitter;
import org.powdermill.symmetry.EnantiomorphicPair;
import org.powdermill.tests.SharedFolder;

/** The table of all shared structures, and their CIFs, from one end to the other. */
class SharedStructuresTest {

  @TempDir static Path folder;

  private static StatisticsResult result;
  private static StatisticsSummary summary;

  @BeforeAll
  static void run() {
    result = run(SharedFolder.require("structures/structures.jsonl.gz"), 50);
    summary = StatisticsSummary.of(result);
  }

  private static StatisticsResult run(Path input, int minimumCrystals) {
    StatisticsRun run =
        new StatisticsRun(
            new StatisticsRun.Options(
                List.of(input),
                SplitMethod.STRUCTURE_TYPE,
                0.3,
                0,
                new StatisticsSettings("shared structures", "see there", minimumCrystals, false),
                2),
            folder,
            entry -> {});
    StatisticsResult made = run.run();
    run.forget();
    return made;
  }

  @Test
  void eachRowIsAcceptedRefusedOrLeftOut() {
    assertThat(summary.accepted() + summary.refused() + summary.leftOut()).isEqualTo(54_669);
    assertThat(summary.accepted()).isGreaterThan(54_000);
    assertThat(summary.leftOut()).isEqualTo(39);
    assertThat(summary.refusedByReason()).containsEntry("no radius of Pm", 335);
  }

  @Test
  void aboutNinetyGroupsAreClasses() {
    assertThat(summary.classes()).isBetween(88, 98);
  }

  /** Counted anew here, by other means than the splitter's own proof. */
  @Test
  void noTypeAndNoNearDuplicateIsOnBothSides() {
    for (long seed = 0; seed < 3; seed++) {
      Split split =
          new Splitter(result.entries().crystals()).split(SplitMethod.STRUCTURE_TYPE, 0.3, seed);
      Set<String> types = new HashSet<>();
      split.statisticsSide().forEach(entry -> types.add(entry.structureType()));
      assertThat(split.testSide()).noneMatch(entry -> types.contains(entry.structureType()));
      assertThat(crossingPairs(split)).isZero();
      assertThat((double) split.proof().testTypes() / split.proof().types())
          .isBetween(0.299, 0.301);
    }
  }

  private static int crossingPairs(Split split) {
    Map<String, List<CrystalEntry>> byFormula = new HashMap<>();
    split
        .statisticsSide()
        .forEach(e -> byFormula.computeIfAbsent(e.formula(), key -> new ArrayList<>()).add(e));
    int pairs = 0;
    for (CrystalEntry test : split.testSide()) {
      for (CrystalEntry other : byFormula.getOrDefault(test.formula(), List.of())) {
        boolean near =
            EnantiomorphicPair.lesser(test.spaceGroup())
                == EnantiomorphicPair.lesser(other.spaceGroup());
        for (int i = 0; i < 6; i++) {
          double larger = Math.max(test.cell().get(i), other.cell().get(i));
          double smaller = Math.min(test.cell().get(i), other.cell().get(i));
          near &= larger <= 1.03 * smaller;
        }
        pairs += near ? 1 : 0;
      }
    }
    return pairs;
  }

  @Test
  void someSevenHundredPairsAreNearDuplicates() {
    assertThat(summary.proof().nearDuplicatePairs()).isBetween(650, 800);
    assertThat(summary.proof().nearDuplicatePairsAcrossSources())
        .isGreaterThan(summary.proof().nearDuplicatePairs() / 2);
  }

  @Test
  void filesAreWholeAndTheStatisticsAreTheBuiltInOnes() throws IOException {
    StatisticsFolder.write(folder, result, summary);

    assertThat(Files.readAllLines(folder.resolve(StatisticsFolder.SPLIT_STATISTICS)))
        .hasSize(summary.statistics());
    assertThat(Files.readAllLines(folder.resolve(StatisticsFolder.SPLIT_TEST)))
        .hasSize(summary.test());
    assertThat(Files.readAllLines(folder.resolve(StatisticsFolder.REJECTS)))
        .hasSize(1 + summary.refused() + summary.leftOut())
        .startsWith("source,kind,reason");
    StatisticsFile read = StatisticsFile.read(folder.resolve(StatisticsFolder.STATISTICS));
    assertThat(read).isEqualTo(result.file());
    assertThat(read.statistics().digest())
        .as("the built-in statistics are to be made anew: docs/statistics.md tells how")
        .isEqualTo(StatisticsFile.builtIn().statistics().digest());
  }

  @Test
  void cifsOfManySourcesAreRead() {
    StatisticsResult cifs = run(SharedFolder.require("structures/cifs/cod.tar.zst"), 1);

    assertThat(cifs.accepted()).hasSizeGreaterThan(350);
    assertThat(cifs.file().statistics().groups().size()).isGreaterThan(100);
    assertThat(cifs.split().proof().typesOnBothSides()).isZero();
  }
}
