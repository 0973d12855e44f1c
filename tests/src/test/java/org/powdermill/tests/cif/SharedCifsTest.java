package org.powdermill.tests.cif;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.powdermill.cif.CifFiles;
import org.powdermill.cif.CifReader;
import org.powdermill.cif.CifResult;
import org.powdermill.cif.RefusalReason;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Site;
import org.powdermill.crystal.Species;
import org.powdermill.tests.SharedFolder;
import org.powdermill.tests.oracles.StructureTable;

/** Reads all CIFs of the shared folder, as found in the wild, and compares them with its table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedCifsTest {

  /** Largest relative difference of the volume of an atom; the table's lattices are idealised. */
  private static final double VOLUME_TOLERANCE = 0.01;

  private final Map<String, List<CifResult>> results = new LinkedHashMap<>();

  @Test
  void of3dscOnlyOriginsOffTheGridAndCellsOfTooLittleSymmetryAreRefused() {
    List<CifResult> read = read("3dsc");
    assertThat(read).hasSize(15_608);
    assertThat(refusals(read))
        .isEqualTo(Map.of(RefusalReason.BAD_SYMMETRY, 12, RefusalReason.SYMMETRY_AGAINST_CELL, 4));
  }

  @Test
  void allOfCodIsAccepted() {
    List<CifResult> read = read("cod");
    assertThat(read).hasSize(362);
    assertThat(refusals(read)).isEmpty();
  }

  @Test
  void ofMineralsOnlyTheFaultyAreRefused() {
    List<CifResult> read = read("openchemistry");
    assertThat(read).hasSize(524);
    assertThat(
            read.stream()
                .filter(CifResult.Refused.class::isInstance)
                .map(result -> result.source().replaceAll(".*/", "")))
        .containsExactlyInAnyOrder(
            "Co.87Fe.11Ni.13As3-Skutterudite.cif",
            "W2C.cif",
            "Fe2.25Cl0.5H2.75-Fougerite.cif",
            "Mg4Si6O22.82H13.64-Sepiolite.cif",
            "H2O-Ice-VI.cif",
            "ZSM-5.cif");
  }

  @Test
  void contentsAndVolumeAreThoseOfTheTable() throws IOException {
    Map<String, Crystal> read = new TreeMap<>();
    for (String archive : List.of("3dsc", "cod", "openchemistry")) {
      for (CifResult result : read(archive)) {
        if (result instanceof CifResult.Accepted accepted) {
          read.put(tableId(result.source()), accepted.crystal());
        }
      }
    }
    int compared = 0;
    List<String> otherContents = new ArrayList<>();
    List<String> otherVolume = new ArrayList<>();
    for (StructureTable.Row row : StructureTable.everyNth(1)) {
      if (read.containsKey(row.id())) {
        Comparison comparison = Comparison.of(read.get(row.id()), row.crystal());
        compared++;
        if (!comparison.sameContents()) {
          otherContents.add(row.id());
        } else if (Math.abs(comparison.volumeRatio() - 1) > VOLUME_TOLERANCE) {
          otherVolume.add(row.id());
        }
      }
    }
    System.out.printf("%d crystals compared, of other volume: %s%n", compared, otherVolume);
    assertThat(compared).isGreaterThan(4900);
    // Its coordinates are for another origin than that of R -3 c, so that no reading is right.
    assertThat(otherContents).containsExactly("carbonates/MgCO3-Magnesite.cif");
    // The Materials Project relaxed these again between the two snapshots.
    assertThat(otherVolume).hasSizeLessThan(15).allMatch(id -> id.startsWith("mp-"));
  }

  /** Ids of the table are file names, with the source before those of COD. */
  private static String tableId(String source) {
    String entry = source.substring(source.indexOf('!') + 1);
    if (entry.contains("openchem/")) {
      return entry.replaceFirst(".*openchem/", "");
    }
    String name = entry.replaceFirst(".*/", "");
    return entry.contains("all_spacegroups") ? "httk-" + name : name.replace(".cif", "");
  }

  /**
   * How a crystal stands to one of the table, which may have another number of atoms in its cell.
   */
  private record Comparison(boolean sameContents, double volumeRatio) {

    static Comparison of(Crystal ours, Crystal table) {
      Map<String, Double> one = contents(ours);
      Map<String, Double> other = contents(table);
      double scale = total(other) / total(one);
      boolean same =
          one.keySet().equals(other.keySet())
              && one.keySet().stream()
                  .allMatch(e -> Math.abs(one.get(e) * scale - other.get(e)) < 0.02 * other.get(e));
      return new Comparison(same, table.lattice().volume() / ours.lattice().volume() / scale);
    }
  }

  private static Map<String, Double> contents(Crystal crystal) {
    Map<String, Double> contents = new TreeMap<>();
    for (Site site : crystal.sitesInCell()) {
      for (Species species : site.species()) {
        contents.merge(species.element().symbol(), species.occupancy(), Double::sum);
      }
    }
    return contents;
  }

  private static double total(Map<String, Double> contents) {
    return contents.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private List<CifResult> read(String archive) {
    return results.computeIfAbsent(
        archive,
        name -> {
          CifReader reader = new CifReader();
          List<CifResult> read = new ArrayList<>();
          CifFiles.forEach(
              SharedFolder.require("structures/cifs/" + name + ".tar.zst"),
              file -> read.addAll(reader.read(file)));
          report(name, read);
          return read;
        });
  }

  private static void report(String archive, List<CifResult> read) {
    System.out.printf("%s: %d results, refused: %s%n", archive, read.size(), refusals(read));
    for (CifResult result : read) {
      if (result instanceof CifResult.Refused refused) {
        System.out.println(refused.message());
      }
    }
  }

  private static Map<RefusalReason, Integer> refusals(List<CifResult> read) {
    Map<RefusalReason, Integer> counts = new EnumMap<>(RefusalReason.class);
    for (CifResult result : read) {
      if (result instanceof CifResult.Refused refused) {
        counts.merge(refused.reason(), 1, Integer::sum);
      }
    }
    return counts;
  }
}
