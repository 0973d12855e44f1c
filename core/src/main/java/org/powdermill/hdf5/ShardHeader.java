package org.powdermill.hdf5;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.files.Build;

/**
 * What a shard says of itself.
 *
 * @param formatVersion major.minor
 * @param writerVersion program that wrote it
 * @param identity what it has in common with the other shards of its run
 */
public record ShardHeader(String formatVersion, String writerVersion, ShardIdentity identity) {

  private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})");

  /** The header that this program writes. */
  static ShardHeader of(ShardIdentity identity) {
    return new ShardHeader(
        ShardFormat.MAJOR + "." + ShardFormat.MINOR, Build.current().toString(), identity);
  }

  /** Writes the header, and the seal over it and the arrays. */
  void write(Hdf5Container file, List<String> arrays) {
    text(file, "format", ShardFormat.NAME);
    text(file, "format_version", formatVersion);
    text(file, "writer_version", writerVersion);
    text(file, "statistics_digest", identity.statisticsDigest());
    text(file, "settings", identity.settings());
    text(file, "store", identity.store().word());
    Attributes.writeLong(file, "seed", identity.seed());
    Attributes.writeLong(file, "shard_size", identity.shardSize());
    Attributes.writeDoubles(file, "wavelength", identity.wavelength());
    Attributes.writeDoubles(file, "two_theta_min", identity.grid().min());
    Attributes.writeDoubles(file, "two_theta_max", identity.grid().max());
    Attributes.writeDoubles(file, "two_theta_step", identity.grid().step());
    ShardProfile profile = identity.profile();
    Attributes.writeDoubles(file, "mixing", profile.mixing());
    Attributes.writeDoubles(file, "caglioti", profile.u(), profile.v(), profile.w());
    text(file, Attributes.ARRAYS, String.join(",", arrays));
    text(file, Attributes.ATTRIBUTES, String.join(",", ShardFormat.ATTRIBUTES));
    String seal = Attributes.seal(Attributes.ofRoot(file), Attributes.checksums(file, arrays));
    text(file, Attributes.CHECKSUM, seal);
  }

  private static void text(Hdf5Container file, String name, String value) {
    Attributes.writeText(file.id(), name, value);
  }

  /**
   * Reads a header.
   *
   * @throws ShardException if it is none, of a version that cannot be read, or not to be trusted
   */
  static ShardHeader read(SealedFile file, SpaceGroupClasses classes) {
    AttributeReader from = file.attributes();
    try {
      double[] caglioti = from.doubles("caglioti", 3);
      ShardIdentity identity =
          new ShardIdentity(
              from.integer("seed"),
              from.text("statistics_digest"),
              from.real("wavelength"),
              new TwoThetaGrid(
                  from.real("two_theta_min"),
                  from.real("two_theta_max"),
                  from.real("two_theta_step")),
              new ShardProfile(from.real("mixing"), caglioti[0], caglioti[1], caglioti[2]),
              from.text("settings"),
              classes,
              Math.toIntExact(from.integer("shard_size")),
              StoreKind.ofWord(from.text("store"))
                  .orElseThrow(() -> new IllegalArgumentException("unknown kind of store")));
      return new ShardHeader(from.text("format_version"), from.text("writer_version"), identity);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw ShardException.damaged(file.path(), "attributes", e.getMessage(), e);
    }
  }

  /**
   * Looks whether a file is a shard of a version that can be read, and as its writer left it.
   *
   * @throws ShardException if not
   */
  static SealedFile check(Path path, Hdf5Container file, long bytes) {
    return check(path, file, bytes, ShardFormat.NAME, "shard");
  }

  /**
   * Looks whether a file is of a format whose version can be read, and as its writer left it.
   *
   * @param format name of the format
   * @param what what the user calls such a file
   * @throws ShardException if not
   */
  static SealedFile check(Path path, Hdf5Container file, long bytes, String format, String what) {
    SortedMap<String, Hdf5Container.Attribute> root = Attributes.ofRoot(file);
    AttributeReader from = new AttributeReader(path, root);
    if (!from.has("format") || !from.text("format").equals(format)) {
      throw ShardException.of(
          path,
          "attribute format",
          "this HDF5 file is no %s of Powdermill".formatted(what),
          "name another file");
    }
    String version = from.text("format_version");
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) != ShardFormat.MAJOR) {
      throw ShardException.of(
          path,
          "attribute format_version",
          "version %s cannot be read by this %s, which reads %d.x"
              .formatted(version, Build.current(), ShardFormat.MAJOR),
          "use the Powdermill that wrote it, or make it again");
    }
    List<String> arrays = Attributes.names(from.text(Attributes.ARRAYS));
    for (String name : arrays) {
      if (file.dataSet(name).isEmpty()) {
        throw ShardException.damaged(path, "/" + name, "is missing or no data set");
      }
    }
    SortedMap<String, String> checksums = Attributes.checksums(file, arrays);
    String found = Attributes.seal(root, checksums);
    String written = from.text(Attributes.CHECKSUM);
    if (!found.equals(written)) {
      throw ShardException.damaged(
          path,
          "attribute checksum",
          "the attributes have the checksum %s, but %s is written".formatted(found, written));
    }
    return new SealedFile(path, file, bytes, from, checksums);
  }
}
