package org.powdermill.comparison;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.powdermill.files.AtomicFile;

/**
 * The file {@code comparison.json}, format in docs/formats.md.
 *
 * @param version of the format, major.minor
 * @param source of the statistics, for people
 * @param statisticsDigest digest of the statistics
 * @param seed of the synthetic crystals
 * @param comparison what was found
 */
public record ComparisonFile(
    String version,
    String source,
    String statisticsDigest,
    long seed,
    CrystalComparison comparison) {

  /** Version of the format. */
  public static final String VERSION = "1.0";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new SimpleModule().addSerializer(OptionalDouble.class, new Target()))
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT);

  /** A number, or null. */
  private static final class Target extends StdSerializer<OptionalDouble> {
    private static final long serialVersionUID = 1L;

    Target() {
      super(OptionalDouble.class);
    }

    @Override
    public void serialize(OptionalDouble value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        json.writeNumber(value.getAsDouble());
      } else {
        json.writeNull();
      }
    }
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @throws org.powdermill.files.FileException if that fails
   */
  public void write(Path file) {
    AtomicFile.write(
        file, temporary -> Files.writeString(temporary, JSON.writeValueAsString(this) + "\n"));
  }
}
