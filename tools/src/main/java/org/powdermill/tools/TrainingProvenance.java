package org.powdermill.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.powdermill.files.Provenance;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.trainer.training.DataDescription;
import org.powdermill.trainer.training.TrainingEvent;
import org.powdermill.trainer.training.TrainingListener;
import org.powdermill.trainer.training.TrainingPlan;

/** Writes the record of a training as soon as its data are known, so that a killed one has it. */
final class TrainingProvenance implements TrainingListener {

  private static final List<String> MODELS =
      List.of("model-last.h5", "model-last-average.h5", "model-best.h5", "model-best-average.h5");

  private final Provenance provenance;
  private final Path folder;

  TrainingProvenance(Provenance provenance, Path folder, TrainingPlan plan) {
    this.provenance = provenance;
    this.folder = folder;
    provenance.setting("batches_per_epoch", plan.batchesPerEpoch());
  }

  @Override
  public void learnsFrom(DataDescription data) {
    ShardIdentity identity = data.identity();
    provenance.setting("statistics_digest", identity.statisticsDigest());
    if (data.isStream()) {
      provenance.seed("stream", identity.seed());
    }
    data.fields().entrySet().stream()
        .filter(field -> field.getKey().equals("sets") || field.getKey().equals("settings"))
        .map(Map.Entry::getValue)
        .forEach(value -> provenance.setting("data", value));
    provenance.begin(folder);
  }

  @Override
  public void happened(TrainingEvent event) {
    // metrics.jsonl tells
  }

  /** At the end; the digests of the models are told of a training that is complete. */
  static void end(Provenance provenance, Path folder, boolean complete) {
    if (complete) {
      provenance.outputs(folder, MODELS);
    }
    provenance.end(folder, complete ? Powdermill.DONE : Powdermill.INTERRUPTED);
  }
}
