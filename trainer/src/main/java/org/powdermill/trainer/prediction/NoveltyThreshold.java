package org.powdermill.trainer.prediction;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.powdermill.files.AtomicFile;
import org.powdermill.statistics.Sha256;

/**
 * Below which largest probability a pattern looks like none of the classes, and how often that is
 * wrong. The score is that of D. Hendrycks, K. Gimpel, A Baseline for Detecting Misclassified and
 * Out-of-Distribution Examples in Neural Networks, ICLR 2017.
 *
 * @param format {@value #FORMAT}
 * @param formatVersion major.minor
 * @param modelSha256 of the model's file
 * @param threshold a pattern whose largest probability is less is flagged
 * @param wantedFalseAlarmRate share of known patterns that were to be flagged
 * @param known patterns of the classes that the threshold was not set on; flagged ones are false
 *     alarms
 * @param heldOut patterns of other space groups; the flagged ones were found
 * @param mixtures two known patterns in one; the flagged ones were found
 * @param sets names of the test sets
 */
public record NoveltyThreshold(
    @JsonProperty("format") String format,
    @JsonProperty("format_version") String formatVersion,
    @JsonProperty("model_sha256") String modelSha256,
    @JsonProperty("threshold") double threshold,
    @JsonProperty("wanted_false_alarm_rate") double wantedFalseAlarmRate,
    @JsonProperty("known") Flagged known,
    @JsonProperty("held_out") Flagged heldOut,
    @JsonProperty("mixtures") Flagged mixtures,
    @JsonProperty("sets") List<String> sets) {

  static final String FORMAT = "powdermill-novelty";
  static final String VERSION = "1.0";

  private static final String ENDING = ".novelty.json";
  private static final int MAX_BYTES = 1 << 16;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * How many patterns were flagged.
   *
   * @param n number of patterns
   * @param flagged number of those that look like none of the classes
   */
  public record Flagged(@JsonProperty("n") int n, @JsonProperty("flagged") int flagged) {

    /** Their share, 0 to 1; NaN where there are no patterns. */
    public double share() {
      return flagged / (double) n;
    }
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if they make no sense
   */
  public NoveltyThreshold {
    if (!FORMAT.equals(format) || formatVersion == null || !formatVersion.startsWith("1.")) {
      throw new IllegalArgumentException("want format %s 1.x".formatted(FORMAT));
    }
    if (!(threshold >= 0 && threshold <= 1)
        || modelSha256 == null
        || known == null
        || heldOut == null
        || mixtures == null
        || sets == null) {
      throw new IllegalArgumentException("incomplete, or the threshold is not between 0 and 1");
    }
    sets = List.copyOf(sets);
  }

  /** Whether a pattern looks like none of the classes. */
  public boolean flags(Prediction prediction) {
    return prediction.largestProbability() < threshold;
  }

  /** Where the threshold of a model stands: {@code M.novelty.json} beside {@code M.h5}. */
  public static Path file(Path model) {
    String name = model.toAbsolutePath().getFileName().toString().replaceFirst("\\.h5$", "");
    return model.resolveSibling(name + ENDING);
  }

  /** The digest by which a threshold knows its model. */
  static String digest(Path model) {
    MessageDigest digest = Sha256.begin();
    try (InputStream stream = new DigestInputStream(Files.newInputStream(model), digest)) {
      stream.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new PredictionException("cannot read %s: %s".formatted(model, AtomicFile.reason(e)), e);
    }
    return Sha256.end(digest);
  }

  /**
   * Writes the threshold beside its model.
   *
   * @throws org.powdermill.files.FileException if that fails
   */
  public void write(Path model) {
    try {
      AtomicFile.write(file(model), JSON.writeValueAsString(this) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The threshold of a model; none if there is no file.
   *
   * @throws PredictionException if the file makes no sense or belongs to another model
   */
  public static Optional<NoveltyThreshold> read(Path model) {
    Path file = file(model);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    NoveltyThreshold threshold;
    try (InputStream stream = Files.newInputStream(file)) {
      threshold = JSON.readValue(stream.readNBytes(MAX_BYTES), NoveltyThreshold.class);
    } catch (IOException e) {
      throw new PredictionException(
          "%s: %s; remove it, or calibrate again"
              .formatted(
                  file,
                  e instanceof JsonProcessingException json
                      ? json.getOriginalMessage()
                      : AtomicFile.reason(e)),
          e);
    }
    if (threshold == null || !threshold.modelSha256().equals(digest(model))) {
      throw new PredictionException(
          "%s belongs to another state of the model: remove it, or calibrate again"
              .formatted(file));
    }
    return Optional.of(threshold);
  }
}
