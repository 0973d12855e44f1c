package org.powdermill.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.powdermill.files.Provenance;
import org.powdermill.hdf5.PredictionFile;
import org.powdermill.trainer.evaluation.EvaluatedSet;
import org.powdermill.trainer.evaluation.EvaluationFolder;
import org.powdermill.trainer.evaluation.EvaluationRun;
import org.powdermill.trainer.network.SavedModel;

/** Where an evaluation comes from: its record, and the digests in its predictions. */
final class EvaluationProvenance {

  private final Provenance provenance;
  private final Optional<String> modelSha256;
  private final String statisticsDigest;

  /** Notes the model and the sets, as the user named them: the built-in one is no file. */
  EvaluationProvenance(
      Provenance provenance, Path modelFile, Collection<Path> sets, SavedModel model) {
    this.provenance = provenance;
    this.statisticsDigest = model.statisticsDigest();
    provenance.input(modelFile);
    this.modelSha256 = provenance.digestOfInput(modelFile);
    sets.stream().filter(Files::isRegularFile).forEach(provenance::input);
    provenance
        .setting("sets", sets.stream().map(EvaluatedSet::nameOf).toList())
        .setting("network", model.network().name())
        .setting("statistics_digest", statisticsDigest);
  }

  /** Of what the predictions for a set come from. */
  SortedMap<String, String> digests(EvaluatedSet set) {
    SortedMap<String, String> digests = new TreeMap<>();
    modelSha256.ifPresent(digest -> digests.put(PredictionFile.MODEL_SHA256, digest));
    provenance
        .digestOfInput(set.file())
        .ifPresent(digest -> digests.put(PredictionFile.SET_SHA256, digest));
    digests.put(PredictionFile.STATISTICS_DIGEST, statisticsDigest);
    return digests;
  }

  /** Writes the record, with the digests of what was written. */
  void end(Path folder, List<EvaluationRun.Result> results) {
    EvaluationFolder names = new EvaluationFolder(folder);
    results.forEach(result -> provenance.output(folder, names.predictions(result.set().name())));
    provenance.outputs(folder, List.of(EvaluationFolder.METRICS)).writeInto(folder);
  }
}
