package org.powdermill.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.files.Storage;

/**
 * A training run as the end of its {@code metrics.jsonl} and its {@code settings.json} tell it.
 *
 * @param run the folder
 * @param secondsOld age of the file of metrics, by its time stamp: for people
 * @param phase learning, interrupted or complete
 * @param network its name, null where it is not known
 * @param stepsDone steps made so far
 * @param steps steps of all epochs, null where they are not known
 * @param epochs all of them, null where they are not known
 * @param secondsLeft of learning, at the present rate; null where that is not known, 0 at the end
 * @param step the last line of a step, null before the first
 * @param epoch the last line of an epoch
 * @param tests the last line of each test set, by its name
 */
record RunStatus(
    String run,
    Long secondsOld,
    String phase,
    String network,
    long stepsDone,
    Long steps,
    Long epochs,
    Double secondsLeft,
    JsonNode step,
    JsonNode epoch,
    Map<String, JsonNode> tests) {

  private static final String METRICS = "metrics.jsonl";
  private static final String SETTINGS = "settings.json";
  private static final int MAX_SETTINGS_BYTES = 1 << 20;

  /** Numbers beyond are nobody's. */
  private static final long MOST = 1_000_000_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether a folder is that of a training run. */
  static boolean isRun(Path folder) {
    return Files.exists(folder.resolve(METRICS));
  }

  static RunStatus read(Path folder) {
    Path file = folder.resolve(METRICS);
    String phase = "learning";
    long done = 0;
    JsonNode step = null;
    JsonNode epoch = null;
    Map<String, JsonNode> tests = new LinkedHashMap<>();
    for (JsonNode line : JsonLinesTail.read(file)) {
      String event = line.path("event").asText();
      phase = phase(event);
      done = line.path("step").asLong(done);
      switch (event) {
        case "step" -> step = line;
        case "epoch" -> epoch = line;
        case "test", "validation" -> tests.put(line.path("set").asText(), line);
        default -> {
          // the beginning, an end, or of a later version
        }
      }
    }
    JsonNode settings = settings(folder.resolve(SETTINGS));
    Long epochs = number(settings.path("epochs"));
    Long batches = number(settings.at("/plan/batches_per_epoch"));
    Long steps = epochs == null || batches == null ? null : (Long) (epochs * batches);
    Double left =
        phase.equals("complete")
            ? (Double) 0.0
            : secondsLeft(done, steps, number(settings.at("/plan/batch_size")), step);
    return new RunStatus(
        folder.toString(),
        StreamInspection.age(file),
        phase,
        settings.at("/plan/network").asText(null),
        done,
        steps,
        epochs,
        left,
        step,
        epoch,
        tests);
  }

  private static String phase(String event) {
    return switch (event) {
      case "end" -> "complete";
      case "stopped" -> "interrupted";
      default -> "learning";
    };
  }

  /** For people: without a file that can be read there are fewer numbers. */
  private static JsonNode settings(Path file) {
    try {
      JsonNode settings = JSON.readTree(Storage.disk().read(file, MAX_SETTINGS_BYTES));
      return settings == null ? MissingNode.getInstance() : settings;
    } catch (JsonProcessingException | NoSuchFileException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  private static Long number(JsonNode node) {
    return node.isIntegralNumber() && node.asLong() > 0 && node.asLong() <= MOST
        ? (Long) node.asLong()
        : null;
  }

  private static Double secondsLeft(long done, Long steps, Long batchSize, JsonNode step) {
    double rate = step == null ? 0 : step.path("diffractograms_per_second").asDouble(0);
    return steps == null || batchSize == null || !(rate > 0) || !Double.isFinite(rate)
        ? null
        : (Double) (double) Math.round(Math.max(0, steps - done) * batchSize / rate);
  }

  /** Whether nothing more will come. */
  boolean isOver() {
    return phase.equals("complete");
  }
}
