package org.powdermill.hdf5;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.powdermill.diffraction.TwoThetaGrid;

/**
 * What all shards of a run have in common: everything that decides its bits and how they are kept.
 *
 * @param seed seed of the run
 * @param statisticsDigest digest of the statistics, or a word where there are none; not empty
 * @param wavelength angstrom
 * @param grid angles 2theta, degrees
 * @param profile shape of the peaks
 * @param settings everything else that changes bits, canonical JSON: sorted keys, no white space
 * @param classes space group of each class
 * @param shardSize diffractograms in a shard; the last one of a run may have fewer
 * @param store how diffractograms are kept
 */
public record ShardIdentity(
    long seed,
    String statisticsDigest,
    double wavelength,
    TwoThetaGrid grid,
    ShardProfile profile,
    String settings,
    SpaceGroupClasses classes,
    int shardSize,
    StoreKind store) {

  /** Most diffractograms in one file. */
  public static final int MAX_SHARD_SIZE = 10_000_000;

  /** Longest text in the header, bytes of UTF-8. */
  static final int MAX_TEXT = 1 << 15;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a text is empty or too long, or a number out of bounds
   */
  public ShardIdentity {
    HeaderText.check("statistics digest", statisticsDigest);
    HeaderText.check("settings", settings);
    if (!(wavelength >= 0.05 && wavelength <= 10)) {
      throw new IllegalArgumentException("wavelength %s: want 0.05 to 10".formatted(wavelength));
    }
    if (shardSize < 1 || shardSize > MAX_SHARD_SIZE) {
      throw new IllegalArgumentException(
          "shard size %d: want 1 to %d".formatted(shardSize, MAX_SHARD_SIZE));
    }
  }

  /** What differs from the run that is expected: {@code seed is 1, not 2}. */
  public List<String> differencesFrom(ShardIdentity expected) {
    Map<String, Object> wanted = expected.byName();
    List<String> differences = new ArrayList<>();
    byName()
        .forEach(
            (name, value) -> {
              if (!Objects.equals(value, wanted.get(name))) {
                differences.add("%s is %s, not %s".formatted(name, value, wanted.get(name)));
              }
            });
    differences.addAll(SettingsText.differences(settings, expected.settings));
    return differences;
  }

  private Map<String, Object> byName() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("seed", seed);
    values.put("statistics_digest", statisticsDigest);
    values.put("wavelength", wavelength);
    values.put("two_theta range", grid);
    values.put("profile", profile);
    values.put("classes", classes);
    values.put("shard_size", shardSize);
    values.put("store", store.word());
    return values;
  }
}
