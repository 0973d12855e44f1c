package org.powdermill.hdf5;

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

  private ShardFormat() {}
}
