package org.powdermill.trainer.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code metrics.jsonl}: a line of JSON for each event. A training that is resumed cuts off what
 * came after the checkpoint, as it will come again.
 */
final class MetricsFile implements TrainingListener {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsFile.class);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final FileChannel channel;

  /**
   * Opens the file, which need not exist.
   *
   * @param bytes those to keep
   * @throws FileException if that fails
   */
  MetricsFile(Path file, long bytes) {
    this.file = file;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.size() < bytes) {
        LOG.warn(
            "{} has {} bytes, the checkpoint knows of {}: lines are missing from it",
            file,
            channel.size(),
            bytes);
      }
      channel.truncate(bytes);
      channel.position(channel.size());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private FileException failure(IOException e) {
    return new FileException("cannot write %s: %s".formatted(file, AtomicFile.reason(e)), e);
  }

  @Override
  public void happened(TrainingEvent event) {
    try {
      byte[] line =
          (JSON.writeValueAsString(fields(event)) + "\n").getBytes(StandardCharsets.UTF_8);
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Length of the file, in bytes. */
  long bytes() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void checkpoint() {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static Map<String, Object> fields(TrainingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (event instanceof TrainingEvent.Start start) {
      begin(fields, "start", event);
      fields.put("network", start.network());
      fields.put("resumed", start.resumed());
    } else if (event instanceof TrainingEvent.Step step) {
      begin(fields, "step", event);
      fields.put("epoch", step.epoch());
      fields.put("loss", step.loss());
      fields.put("learning_rate", step.learningRate());
      fields.put("top1", step.top1());
      fields.put("top5", step.top5());
      fields.put("waiting_share", rounded(step.waitingShare()));
      fields.put("diffractograms_per_second", rounded(step.diffractogramsPerSecond()));
    } else if (event instanceof TrainingEvent.Epoch epoch) {
      begin(fields, "epoch", event);
      fields.put("epoch", epoch.epoch());
      fields.put("loss", epoch.loss());
      fields.put("learning_rate", epoch.learningRate());
      fields.put("top1", epoch.top1());
      fields.put("top5", epoch.top5());
      fields.put("waiting_share", rounded(epoch.waitingShare()));
      fields.put("diffractograms_per_second", rounded(epoch.diffractogramsPerSecond()));
      fields.put("seconds", rounded(epoch.seconds()));
    } else if (event instanceof TrainingEvent.Test test) {
      begin(fields, test.validation() ? "validation" : "test", event);
      fields.put("epoch", test.epoch());
      fields.put("set", test.set());
      fields.put("weights", test.average() ? "average" : "raw");
      fields.put("n", test.score().n());
      fields.put("n_outside", test.score().nOutside());
      fields.put("top1", test.score().top1());
      fields.put("top5", test.score().top5());
      fields.put("loss", test.score().loss());
    } else if (event instanceof TrainingEvent.End end) {
      begin(fields, end.ending() == TrainingEvent.Ending.STOPPED ? "stopped" : "end", event);
      fields.put("ending", end.ending().name().toLowerCase(Locale.ROOT));
      fields.put("seconds", rounded(end.seconds()));
      fields.put("waiting_share", rounded(end.waitingShare()));
      fields.put("diffractograms_per_second", rounded(end.diffractogramsPerSecond()));
    }
    return fields;
  }

  private static void begin(Map<String, Object> fields, String name, TrainingEvent event) {
    fields.put("event", name);
    fields.put("step", event.step());
    fields.put("diffractograms", event.diffractograms());
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
