package org.powdermill.trainer.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.powdermill.files.AtomicFile;

/** A step whose loss is no number: what was learned since the last checkpoint is worthless. */
final class LostBatchException extends TrainingException {

  private static final long serialVersionUID = 1L;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private LostBatchException(String message) {
    super(message);
  }

  /** Writes down which diffractograms it was, as {@code lost-batch.json} in the run's folder. */
  static LostBatchException of(Path run, Batch batch, long epoch, long step, double loss) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("step", step);
    fields.put("epoch", epoch);
    fields.put("loss", Double.toString(loss));
    fields.put("indices", batch.indices());
    fields.put("labels", batch.labels());
    Path file = run.resolve("lost-batch.json");
    AtomicFile.write(
        file, temporary -> Files.writeString(temporary, JSON.writeValueAsString(fields) + "\n"));
    return new LostBatchException(
        "the loss of step %d is %s; its diffractograms are named in %s; nothing after the last checkpoint was kept: train again with a smaller --learning-rate or with --gradient-norm-limit"
            .formatted(step, loss, file));
  }
}
