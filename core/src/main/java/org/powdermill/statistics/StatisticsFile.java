package org.powdermill.statistics;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.PrintableLine;

/**
 * A file of statistics: gzipped JSON, format in docs/formats.md.
 *
 * <p>The digest is the SHA-256 of the part that crystals are drawn from, as compact JSON with
 * sorted names and whole numbers without a point. The same statistics give the same bytes. A reader
 * takes any file of the same major version and checks every value.
 *
 * @param statistics what crystals are drawn from
 * @param origin how they were made
 */
public record StatisticsFile(CrystalStatistics statistics, StatisticsOrigin origin) {

  /** Value of {@code format}. */
  public static final String FORMAT = "powdermill-statistics";

  /** Version of the format, major.minor. */
  public static final String VERSION = "1.0";

  /** Bytes of JSON that a file may hold. */
  public static final int MAX_BYTES = 512 << 20;

  private static final int LONGEST_REASON = 300;

  private static final String OPEN_STATISTICS = "open-statistics.json.gz";

  private static final ObjectMapper JSON = mapper();

  /** The file, in the order of its fields. */
  private record Document(
      String format,
      String version,
      String digest,
      String source,
      String licence,
      StatisticsOrigin origin,
      Drawn statistics) {}

  /** The part that the digest covers. */
  private record Drawn(
      int minimumCrystals,
      List<Double> densityBandwidths,
      SortedMap<Integer, GroupStatistics> groups,
      Map<LatticeType, List<List<Double>>> lattices) {

    static Drawn of(CrystalStatistics statistics) {
      return new Drawn(
          statistics.minimumCrystals(),
          statistics.densityBandwidths(),
          statistics.groups(),
          statistics.lattices());
    }

    String digest() {
      try {
        return Sha256.of(JSON.writeValueAsString(this));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Whole numbers without a point: counts look like counts. */
  private static final class Numbers extends StdSerializer<Double> {
    private static final long serialVersionUID = 1L;
    private static final double EXACT = 1L << 53;

    Numbers() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (value == Math.rint(value) && Math.abs(value) < EXACT) {
        json.writeNumber(value.longValue());
      } else {
        json.writeNumber(value);
      }
    }
  }

  private static ObjectMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // of a later minor version
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Not Double.toString, whose digits changed with Java 19.
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .addModule(new SimpleModule().addSerializer(Double.class, new Numbers()))
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxDocumentLength(MAX_BYTES)
                .maxNestingDepth(20)
                .maxNumberLength(40)
                .maxStringLength(100_000)
                .build());
    return mapper;
  }

  /** The same statistics with their digest. */
  static CrystalStatistics digested(CrystalStatistics s) {
    return new CrystalStatistics(
        s.source(),
        s.licence(),
        s.minimumCrystals(),
        s.densityBandwidths(),
        s.groups(),
        s.lattices(),
        Drawn.of(s).digest());
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @throws org.powdermill.files.FileException if that fails
   */
  public void write(Path file) {
    AtomicFile.write(
        file,
        temporary -> {
          try (OutputStream stream = Files.newOutputStream(temporary);
              OutputStream zipped = new SmallGzip(stream)) {
            zipped.write(
                JSON.writeValueAsBytes(
                    new Document(
                        FORMAT,
                        VERSION,
                        statistics.digest(),
                        statistics.source(),
                        statistics.licence(),
                        origin,
                        Drawn.of(statistics))));
          }
        });
  }

  /** The JDK's gzip header holds no time; only the strength is ours. */
  private static final class SmallGzip extends GZIPOutputStream {
    SmallGzip(OutputStream stream) throws IOException {
      super(stream, 1 << 16);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  /**
   * Reads a file.
   *
   * @throws StatisticsException in one line, if it cannot be read, is of another major version, or
   *     is not what its digest says
   */
  public static StatisticsFile read(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return read(stream, file.toString());
    } catch (IOException e) {
      throw new StatisticsException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  /**
   * The statistics that come with the program: open crystal structures, their statistics side only;
   * source and licence stand in them (docs/statistics.md).
   */
  public static StatisticsFile builtIn() {
    try (InputStream stream = StatisticsFile.class.getResourceAsStream(OPEN_STATISTICS)) {
      return read(stream, "the built-in statistics");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The bytes of a file, to be sent elsewhere.
   *
   * @throws StatisticsException if it cannot be read, or is too long for one
   */
  public static byte[] bytes(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new StatisticsException(file + " holds more than a statistics file may");
      }
      return bytes;
    } catch (IOException e) {
      throw new StatisticsException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  /** The bytes of the statistics that come with the program. */
  public static byte[] builtInBytes() {
    try (InputStream stream = StatisticsFile.class.getResourceAsStream(OPEN_STATISTICS)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the bytes of a file.
   *
   * @param name for messages
   * @throws StatisticsException as {@link #read(Path)} does
   */
  public static StatisticsFile of(byte[] bytes, String name) {
    return read(new ByteArrayInputStream(bytes), name);
  }

  /**
   * Reads a stream, which the caller closes.
   *
   * @param name for messages
   */
  static StatisticsFile read(InputStream stream, String name) {
    try {
      byte[] json = new GZIPInputStream(stream, 1 << 16).readNBytes(MAX_BYTES + 1);
      if (json.length > MAX_BYTES) {
        throw new StatisticsException(name + " holds more than a statistics file may");
      }
      requireVersion(JSON.readValue(json, Head.class), name);
      Document document = JSON.readValue(json, Document.class);
      CrystalStatistics statistics =
          new CrystalStatistics(
              document.source(),
              document.licence(),
              document.statistics().minimumCrystals(),
              document.statistics().densityBandwidths(),
              document.statistics().groups(),
              document.statistics().lattices(),
              document.digest());
      StatisticsCheck.requireValid(statistics, name);
      if (!document.statistics().digest().equals(document.digest())) {
        throw new StatisticsException(
            name + " is not what its digest says: it was changed or damaged; make it again");
      }
      return new StatisticsFile(statistics, document.origin());
    } catch (JsonProcessingException e) {
      throw new StatisticsException("%s is no statistics file: %s".formatted(name, reason(e)), e);
    } catch (IOException e) {
      throw new StatisticsException(
          "%s is no statistics file, or damaged: %s".formatted(name, AtomicFile.reason(e)), e);
    }
  }

  /** What Jackson says, without the names of exceptions that it adds. */
  private static String reason(JsonProcessingException e) {
    return PrintableLine.of(
        e.getOriginalMessage().replaceFirst(", problem: .*", ""), LONGEST_REASON);
  }

  /** What tells whether the rest can be read. */
  private record Head(String format, String version) {}

  private static void requireVersion(Head head, String name) {
    if (!FORMAT.equals(head.format())) {
      throw new StatisticsException(
          name + " is no statistics file: its format is " + head.format());
    }
    String major = VERSION.substring(0, VERSION.indexOf('.') + 1);
    if (!head.version().startsWith(major)) {
      throw new StatisticsException(
          "%s has version %s; this program reads %sx: make it again with powdermill statistics"
              .formatted(name, head.version(), major));
    }
  }
}
