package org.powdermill.hdf5;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Names and versions in a shard: docs/formats.md. */
final class ShardFormat {

  static final String NAME = "powdermill-shard";

  /** Readers of one major version read all its minor versions. */
  static final int MAJOR = 1;

  static final int MINOR = 0;

  static final String DIFFRACTOGRAM = "diffractogram";
  static final String PEAK_OFFSET = "peak_offset";
  static final String PEAK_TWO_THETA = "peak_two_theta";
  static final String PEAK_INTENSITY = "peak_intensity";
  static final String SPACE_GROUP = "space_group";
  static final String LABEL = "label";
  static final String CLASSES = "classes";
  static final String INDEX = "index";
  static final String CRYSTALLITE_SIZE = "crystallite_size";
  static final String VOLUME = "volume";
  static final String DENSITY_FACTOR = "density_factor";
  static final String ASYMMETRIC_UNIT_ATOMS = "asymmetric_unit_atoms";
  static final String SOURCE_ID = "source_id";

  /** Names of the attributes that the file's checksum covers, sorted. */
  static final List<String> ATTRIBUTES =
      List.of(
          "arrays",
          "attributes",
          "caglioti",
          "format",
          "format_version",
          "mixing",
          "seed",
          "settings",
          "shard_size",
          "statistics_digest",
          "store",
          "two_theta_max",
          "two_theta_min",
          "two_theta_step",
          "wavelength",
          "writer_version");

  private ShardFormat() {}

  /** Names of the arrays of a shard, sorted. */
  static List<String> arrays(StoreKind store, ShardColumns columns) {
    List<String> names =
        new ArrayList<>(
            List.of(
                SPACE_GROUP,
                LABEL,
                CLASSES,
                INDEX,
                CRYSTALLITE_SIZE,
                VOLUME,
                DENSITY_FACTOR,
                ASYMMETRIC_UNIT_ATOMS));
    names.addAll(
        store == StoreKind.PEAKS
            ? List.of(PEAK_OFFSET, PEAK_TWO_THETA, PEAK_INTENSITY)
            : List.of(DIFFRACTOGRAM));
    if (columns.sourceId.length > 0) {
      names.add(SOURCE_ID);
    }
    Collections.sort(names);
    return names;
  }
}
