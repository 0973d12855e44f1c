package org.powdermill.tests.fuzz;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All formats that are read, in groups, with the number of inputs of each in a full test. */
final class Catalogue {

  /** Of which formats a process of its own reads the damaged files. */
  enum Group {
    PATTERNS(
        Map.of(
            "columns", 2500,
            "stepped", 4000,
            "gsas", 3000,
            "uxd", 4000,
            "xrdml", 1500,
            "brml", 4000,
            "bruker-raw", 8000,
            "npz", 4000)),
    CRYSTALS(
        Map.of(
            "cif", 6000,
            "cif-symmetry", 1000,
            "zip", 3000,
            "tar", 3000,
            "tar.gz", 3000,
            "tar.zst", 2500,
            "structures", 6000,
            "structures-gz", 3000,
            "labels", 5000,
            "ids", 6000)),
    JSON(
        Map.ofEntries(
            Map.entry("statistics", 2000),
            Map.entry("stream", 3000),
            Map.entry("end", 2000),
            Map.entry("producer", 2500),
            Map.entry("consumer", 3500),
            Map.entry("outcome", 2500),
            Map.entry("network", 3000),
            Map.entry("configuration", 200),
            Map.entry("run-metrics", 40),
            Map.entry("run-settings", 20),
            Map.entry("run-provenance", 20),
            Map.entry("run-stream", 20),
            Map.entry("run-rates", 30),
            Map.entry("run-evaluation", 30))),
    HDF5(
        Map.of(
            "shard", 2500,
            "shard-repaired", 3500,
            "model", 1500,
            "model-repaired", 2500,
            "predictions", 1500,
            "predictions-repaired", 2500));

    private final Map<String, Integer> counts;

    Group(Map<String, Integer> counts) {
      this.counts = counts;
    }

    /** Number of inputs of all formats of the group. */
    int count() {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  private final Map<Group, Supplier<List<ForeignFormat>>> formats;

  /**
   * The formats.
   *
   * @param work folder for good files that are made first
   */
  Catalogue(Corpus corpus, Path work) {
    formats =
        Map.of(
            Group.PATTERNS,
            () ->
                Stream.concat(
                        new PatternFormats(corpus).all().stream(), Stream.of(NpzFormat.format()))
                    .toList(),
            Group.CRYSTALS,
            () -> new CrystalFormats(corpus).all(),
            Group.JSON,
            () ->
                Stream.concat(
                        Stream.of(StatisticsFormat.format()),
                        new JsonFormats(corpus).all().stream())
                    .toList(),
            Group.HDF5,
            () -> new Hdf5Formats(corpus, work).all());
  }

  List<ForeignFormat> of(Group group) {
    return formats.get(group).get();
  }

  int count(ForeignFormat format) {
    return group(format.name()).counts.get(format.name());
  }

  /** The group that a format belongs to. */
  static Group group(String format) {
    return Arrays.stream(Group.values())
        .filter(group -> group.counts.containsKey(format))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no format " + format));
  }
}
