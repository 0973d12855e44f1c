package org.powdermill.hdf5.stream;

import java.nio.file.Path;
import java.util.List;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardProfile;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.StoreKind;

/**
 * Says of which run a stream is, so that a reader knows it before the first shard: {@code
 * stream.json}, format in docs/formats.md. But for the first three it is a {@link ShardIdentity}.
 */
record StreamDescription(
    String format,
    String version,
    long firstIndex,
    long seed,
    String statisticsDigest,
    double wavelength,
    double twoThetaMin,
    double twoThetaMax,
    double twoThetaStep,
    double mixing,
    List<Double> caglioti,
    String settings,
    List<Integer> classes,
    int shardSize,
    String store) {

  private static final String FORMAT = "powdermill-stream";

  static StreamDescription of(ShardIdentity identity, long firstIndex) {
    ShardProfile profile = identity.profile();
    return new StreamDescription(
        FORMAT,
        StreamJson.VERSION,
        firstIndex,
        identity.seed(),
        identity.statisticsDigest(),
        identity.wavelength(),
        identity.grid().min(),
        identity.grid().max(),
        identity.grid().step(),
        profile.mixing(),
        List.of(profile.u(), profile.v(), profile.w()),
        identity.settings(),
        identity.classes().spaceGroups(),
        identity.shardSize(),
        identity.store().word());
  }

  /**
   * Reads a description.
   *
   * @throws StreamException if it is none
   */
  static StreamDescription parse(Path file, byte[] bytes) {
    StreamDescription description = StreamJson.parse(file, bytes, StreamDescription.class);
    StreamJson.requireFormat(file, FORMAT, description.format, description.version);
    try {
      StateNumbers.notNegative("first_index", description.firstIndex);
      if (description.firstIndex % description.identity().shardSize() != 0) {
        throw new IllegalArgumentException("first_index is no multiple of shard_size");
      }
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new StreamException(
          "%s cannot be trusted: %s; choose another folder".formatted(file, e.getMessage()), e);
    }
    return description;
  }

  ShardIdentity identity() {
    if (caglioti.size() != 3) {
      throw new IllegalArgumentException("caglioti: want 3 numbers");
    }
    return new ShardIdentity(
        seed,
        statisticsDigest,
        wavelength,
        new TwoThetaGrid(twoThetaMin, twoThetaMax, twoThetaStep),
        new ShardProfile(mixing, caglioti.get(0), caglioti.get(1), caglioti.get(2)),
        settings,
        new SpaceGroupClasses(classes),
        shardSize,
        StoreKind.ofWord(store)
            .orElseThrow(() -> new IllegalArgumentException("unknown kind of store")));
  }
}
