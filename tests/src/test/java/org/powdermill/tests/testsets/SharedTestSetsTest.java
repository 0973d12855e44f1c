package org.powdermill.tests.testsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.PowderSimulation;
import org.powdermill.generation.CrystalResampler.Part;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.ShardRow;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.entries.RealStructure;
import org.powdermill.statistics.entries.StructureCollector;
import org.powdermill.statistics.split.Split;
import org.powdermill.statistics.split.Splitter;
import org.powdermill.tests.SharedFolder;
import org.powdermill.testset.BuiltInTestSet;
import org.powdermill.testset.CrystalSelection;
import org.powdermill.testset.NamedSet;
import org.powdermill.testset.StructureInput;
import org.powdermill.testset.StructureSettings;
import org.powdermill.testset.StructureTestSet;
import org.powdermill.testset.TestSetSummary;

/** Sets of some held-out crystals of all shared structures. */
class SharedTestSetsTest {

  private static final int CRYSTALS = 150;
  private static final int POINTS = 8501;

  @TempDir static Path folder;

  private static Path table;
  private static Path chosenLines;
  private static StatisticsFile statistics;
  private static Split split;
  private static Set<String> chosen;

  @BeforeAll
  static void read() throws IOException {
    table = SharedFolder.require("structures/structures.jsonl.gz");
    statistics = StatisticsFile.builtIn();
    StructureCollector.Result all =
        StructureCollector.collect(List.of(table), entry -> false, 2, entry -> {});
    split = Splitter.again(all.entries().crystals(), statistics.origin()).orElseThrow();
    List<CrystalEntry> held = split.testSide();
    chosen =
        held.stream()
            .filter(entry -> statistics.statistics().groups().containsKey(entry.spaceGroup()))
            .map(CrystalEntry::id)
            .filter(id -> Math.floorMod(id.hashCode(), held.size() / CRYSTALS) == 0)
            .collect(Collectors.toSet());
    chosenLines = folder.resolve("chosen.jsonl");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(table)), StandardCharsets.UTF_8))) {
      Files.write(
          chosenLines,
          lines.lines().filter(line -> chosen.contains(line.split("\"", 5)[3])).toList());
    }
  }

  private static StructureSettings settings(NamedSet set, Optional<Part> part) {
    return new StructureSettings(
        CrystalSelection.of(set), part, 1, 20, 100, 3, DiffractionSettings.DEFAULT);
  }

  /** Of the chosen lines of the table alone: reading all of it takes longer than the rest. */
  private static TestSetSummary write(Path file, NamedSet set, Optional<Part> part) {
    return write(
        new StructureInput(List.of(chosenLines), Optional.empty(), Optional.empty(), true),
        file,
        set,
        part);
  }

  private static TestSetSummary write(
      StructureInput input, Path file, NamedSet set, Optional<Part> part) {
    return new StructureTestSet(input, settings(set, part), statistics)
        .write(file, 2, 0, entry -> {}, rows -> {});
  }

  private static Map<String, ShardRow> rows(Path file) {
    Map<String, ShardRow> rows = new HashMap<>();
    try (ShardReader reader = ShardReader.open(file)) {
      reader.verify();
      for (int i = 0; i < reader.rows(); i++) {
        ShardRow row = reader.columns().row(i);
        rows.put(row.sourceId().orElseThrow(), row);
      }
    }
    return rows;
  }

  @Test
  void aRowIsTheSimulationOfItsCrystal() {
    Path file = folder.resolve("match.h5");
    TestSetSummary summary =
        write(
            new StructureInput(List.of(table), Optional.of(chosen), Optional.empty(), false),
            file,
            NamedSet.MATCH,
            Optional.empty());
    Map<String, RealStructure> structures =
        StructureCollector.collect(List.of(chosenLines), entry -> true, 2, entry -> {})
            .wanted()
            .stream()
            .collect(Collectors.toMap(one -> one.entry().id(), one -> one));

    assertThat(summary.n()).isGreaterThan(100);
    assertThat(summary.trainingTypes()).hasValue(0);
    float[] row = new float[POINTS];
    try (ShardReader reader = ShardReader.open(file)) {
      for (int i = 0; i < reader.rows(); i++) {
        ShardRow told = reader.columns().row(i);
        RealStructure structure = structures.get(told.sourceId().orElseThrow());
        reader.read(i, 1, row);
        assertThat(row)
            .as(structure.entry().id())
            .isEqualTo(
                new PowderSimulation(
                        DiffractionSettings.DEFAULT, PeakShape.gaussian(told.crystalliteSizeNm()))
                    .simulate(structure.crystal())
                    .diffractogram()
                    .intensity());
        assertThat(told.spaceGroup()).isEqualTo(structure.entry().sourceLabel());
        assertThat((double) told.volume())
            .isCloseTo(structure.crystal().lattice().volume(), within(1e-3));
        assertThat(told.crystalliteSizeNm()).isBetween(20f, 100f);
      }
    }
  }

  @Test
  void eachNamedSetIsAPartOfTheOneBefore() {
    Set<String> before = chosen;
    for (NamedSet set : NamedSet.values()) {
      Path file = folder.resolve(set.word() + ".h5");
      write(file, set, Optional.empty());
      Set<String> ids = rows(file).keySet();
      assertThat(before).as(set.word()).containsAll(ids);
      before = ids;
    }
  }

  @Test
  void resampledSetsArePairedWithTheirReference() {
    Map<Part, Map<String, ShardRow>> sets = new HashMap<>();
    for (Part part : Part.values()) {
      Path file = folder.resolve(part + ".h5");
      TestSetSummary summary = write(file, NamedSet.MATCH_CORRECTED_PURE, Optional.of(part));
      assertThat(summary.symmetryCheckFailedShare().orElseThrow()).isLessThan(0.05);
      sets.put(part, rows(file));
    }
    Map<String, ShardRow> rebuilt = sets.get(Part.REBUILT);
    assertThat(sets.get(Part.COORDINATES).keySet()).isEqualTo(rebuilt.keySet());
    assertThat(sets.get(Part.LATTICE).keySet()).isEqualTo(sets.get(Part.BOTH).keySet());
    rebuilt.forEach(
        (id, row) -> {
          assertThat(sets.get(Part.COORDINATES).get(id)).isEqualTo(row);
          ShardRow lattice = sets.get(Part.LATTICE).get(id);
          if (lattice != null) {
            assertThat(lattice).isEqualTo(sets.get(Part.BOTH).get(id));
            assertThat(lattice.crystalliteSizeNm()).isEqualTo(row.crystalliteSizeNm());
            assertThat(lattice.volume()).isNotEqualTo(row.volume());
          }
        });
  }

  /** An ordered crystal built anew is the crystal: same diffractogram but for rounding. */
  @Test
  void rebuiltOrderedCrystalsDiffractAlike() {
    Path real = folder.resolve("real.h5");
    Path rebuilt = folder.resolve("rebuilt.h5");
    write(real, NamedSet.MATCH_CORRECTED_PURE, Optional.empty());
    write(rebuilt, NamedSet.MATCH_CORRECTED_PURE, Optional.of(Part.REBUILT));
    try (ShardReader one = ShardReader.open(real);
        ShardReader other = ShardReader.open(rebuilt)) {
      assertThat(one.rows()).isEqualTo(other.rows());
      assertThat(one.readAll()).containsExactly(other.readAll(), within(2e-5f));
    }
  }

  @Test
  void theBuiltInSetSharesNoTypeWithTheBuiltInStatistics() {
    Path file = folder.resolve("open.h5");
    BuiltInTestSet.write(file);
    Set<String> ids = rows(file).keySet();
    Set<String> types = new HashSet<>();
    split.gathered().forEach(entry -> types.add(entry.structureType()));
    List<CrystalEntry> entries =
        split.testSide().stream().filter(entry -> ids.contains(entry.id())).toList();

    assertThat(entries).hasSameSizeAs(ids);
    assertThat(entries).noneMatch(entry -> types.contains(entry.structureType()));
    assertThat(entries).allMatch(entry -> entry.source().equals("materials_project"));
  }
}
