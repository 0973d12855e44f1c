package org.powdermill.tools;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Provenance;
import org.powdermill.production.CifRun;
import org.powdermill.production.ShardProducer;
import org.powdermill.production.ShardRun;
import org.powdermill.production.Workers;

/** {@code generate --out}: a certain number of diffractograms, or their crystals, into a folder. */
final class FolderGeneration {

  /** What is written. */
  enum Product {
    SHARDS,
    CIFS,
    /** One diffractogram by itself. */
    ONE_FILE
  }

  private final GenerationTask task;
  private final Product product;
  private final Provenance provenance;
  private final long wanted;

  /**
   * A generation.
   *
   * @param provenance written as soon as the folder is ours, and at the end
   */
  FolderGeneration(GenerationTask task, Product product, Provenance provenance) {
    this.provenance = provenance;
    this.task = task;
    this.product = product;
    this.wanted = task.range().count().orElseThrow();
  }

  GenerationTask.Outcome run(BooleanSupplier stop) {
    Map<String, Object> fields = task.fields("out");
    try (GenerationProgress progress = new GenerationProgress(wanted)) {
      String what =
          switch (product) {
            case SHARDS -> {
              ShardRun run = prepared(progress);
              yield shards(progress, run.run(task.threads(), stop), fields);
            }
            case CIFS -> cifs(progress, stop, fields);
            case ONE_FILE -> oneFile(progress, stop, fields);
          };
      return outcome(progress, what, fields);
    }
  }

  /**
   * Has the shards made by others, whose work goes into the same folder.
   *
   * @param workers called when the folder is ready for them
   */
  GenerationTask.Outcome run(Supplier<Workers> workers, BooleanSupplier stop) {
    Map<String, Object> fields = task.fields("out");
    try (GenerationProgress progress = new GenerationProgress(wanted)) {
      ShardRun run = prepared(progress);
      return outcome(progress, shards(progress, run.run(workers.get(), stop), fields), fields);
    }
  }

  private GenerationTask.Outcome outcome(
      GenerationProgress progress, String what, Map<String, Object> fields) {
    task.addOrigin(fields);
    GenerationTask.Outcome outcome = outcomeOf(progress, what, fields);
    provenance.end(task.folder(), outcome.status());
    return outcome;
  }

  private GenerationTask.Outcome outcomeOf(
      GenerationProgress progress, String what, Map<String, Object> fields) {
    if (progress.done() < wanted) {
      String line =
          "interrupted after %d of %d; run the same call again to go on"
              .formatted(progress.done(), wanted);
      return new GenerationTask.Outcome(Powdermill.INTERRUPTED, line, fields);
    }
    return new GenerationTask.Outcome(Powdermill.DONE, what, fields);
  }

  /** A run whose folder is known to hold no other. */
  private ShardRun prepared(GenerationProgress progress) {
    ShardRun run =
        new ShardRun(
            task.recipe(),
            task.finder(),
            task.folder(),
            task.range().firstIndex(),
            wanted,
            progress);
    run.prepare();
    provenance.begin(task.folder());
    return run;
  }

  private String shards(
      GenerationProgress progress, ShardRun.Result result, Map<String, Object> fields) {
    long all = result.shardsMade() + result.shardsKept();
    fields.put("diffractograms", progress.done());
    fields.put("diffractograms_made", result.diffractogramsMade());
    fields.put("shards", all);
    fields.put("shards_made", result.shardsMade());
    fields.put("shards_kept", result.shardsKept());
    fields.put("shards_damaged", result.shardsDamaged());
    return withRate(
        "%d diffractograms in %d shards (%d made, %d kept)"
            .formatted(progress.done(), all, result.shardsMade(), result.shardsKept()),
        fields,
        progress,
        result.diffractogramsMade());
  }

  private String cifs(
      GenerationProgress progress, BooleanSupplier stop, Map<String, Object> fields) {
    AtomicFile.createFolder(task.folder());
    provenance.begin(task.folder());
    long written =
        new CifRun(task.recipe(), task.finder(), task.folder())
            .run(task.range().firstIndex(), wanted, task.threads(), () -> progress.step(1), stop);
    fields.put("crystals", written);
    return withRate("%d crystals".formatted(written), fields, progress, written);
  }

  private String oneFile(
      GenerationProgress progress, BooleanSupplier stop, Map<String, Object> fields) {
    AtomicFile.createFolder(task.folder());
    provenance.begin(task.folder());
    long index = task.range().firstIndex();
    Path file = task.folder().resolve(index + ".h5");
    fields.put("file", file.toString());
    if (new ShardProducer(task.recipe(), task.finder()).produce(index, 1, file, stop)) {
      progress.made(file, 1);
    }
    return "diffractogram %d in %s".formatted(index, file);
  }

  private String withRate(
      String what, Map<String, Object> fields, GenerationProgress progress, long made) {
    double seconds = progress.seconds();
    fields.put("seconds", Math.round(seconds * 1000) / 1000.0);
    fields.put("per_second", Math.round(made / seconds * 10) / 10.0);
    return String.format(
        Locale.ROOT,
        "%s, in %.2f s, %.0f per second; files in %s",
        what,
        seconds,
        made / seconds,
        task.folder());
  }
}
