package org.powdermill.tools;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Provenance;
import org.powdermill.hdf5.stream.ProducerState;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.production.LocalWorkers;
import org.powdermill.production.ShardMaker;
import org.powdermill.production.StreamCoordinator;
import org.powdermill.production.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code generate --stream} by threads of this process, or by other workers. */
final class StreamGeneration {

  private static final Logger LOG = LoggerFactory.getLogger(StreamGeneration.class);

  /**
   * Seconds to the first line of the log; each later one comes after twice the time, up to an hour.
   */
  private static final long FIRST_LINE = 10;

  private static final long LONGEST_PAUSE = 3600;

  private final GenerationTask task;
  private final StreamCoordinator.Options options;
  private final long start = System.nanoTime();
  private long nextLine = FIRST_LINE;

  StreamGeneration(GenerationTask task, long lead, Duration peerTimeout) {
    StreamCoordinator.Options usual = StreamCoordinator.Options.of(task.range());
    this.task = task;
    this.options =
        new StreamCoordinator.Options(
            task.range(), lead, peerTimeout, usual.poll(), usual.timing());
  }

  /**
   * Runs.
   *
   * @param provenance written as soon as the stream is ours, and at the end
   */
  GenerationTask.Outcome run(Provenance provenance, BooleanSupplier stop) {
    Optional<StreamCoordinator> opened = open(stop);
    if (opened.isEmpty()) {
      String line = StreamCoordinator.Ending.STOPPED.line();
      return new GenerationTask.Outcome(Powdermill.INTERRUPTED, line, task.fields("stream"));
    }
    try (StreamCoordinator coordinator = opened.get();
        LocalWorkers workers =
            new LocalWorkers(
                task.threads(),
                () -> new ShardMaker(task.recipe(), task.finder(), coordinator.place()),
                stop)) {
      return run(coordinator, workers, provenance, stop);
    }
  }

  /** Becomes the producer of the stream; empty if it was stopped before. */
  Optional<StreamCoordinator> open(BooleanSupplier stop) {
    return StreamCoordinator.open(
        StreamAccess.of(task.folder()), task.recipe().identity(), options, stop);
  }

  /** Runs with whatever workers, whose shards go to the coordinator's place. */
  GenerationTask.Outcome run(
      StreamCoordinator coordinator, Workers workers, Provenance provenance, BooleanSupplier stop) {
    AtomicFile.Saving saving = AtomicFile.saving(); // the coordinator's own ends before the record
    try {
      provenance.begin(task.folder());
      GenerationTask.Outcome outcome =
          outcome(coordinator.run(workers, stop, () -> log(coordinator.state())));
      provenance.end(task.folder(), outcome.status());
      return outcome;
    } finally {
      saving.close();
    }
  }

  private void log(ProducerState state) {
    if (seconds() > nextLine) {
      nextLine += Math.min(nextLine, LONGEST_PAUSE);
      LOG.info(
          "all shards before {} are made; {} diffractograms in {} s, {} % of the ranks' time waiting for the consumer",
          state.madeBefore(),
          state.diffractogramsMade(),
          Math.round(seconds()),
          Math.round(100 * state.waitingShare()));
    }
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private GenerationTask.Outcome outcome(StreamCoordinator.Result result) {
    ProducerState state = result.state();
    double seconds = seconds();
    Map<String, Object> fields = task.fields("stream");
    fields.put("ending", result.ending().name().toLowerCase(Locale.ROOT));
    fields.put("made_before", state.madeBefore());
    fields.put("diffractograms_made", state.diffractogramsMade());
    fields.put("shards_made", state.shardsMade());
    fields.put("shards_kept", state.shardsKept());
    fields.put("shards_damaged", state.shardsSetAside());
    fields.put("waiting_share", state.waitingShare());
    fields.put("seconds", Math.round(seconds * 1000) / 1000.0);
    fields.put("per_second", Math.round(state.diffractogramsMade() / seconds * 10) / 10.0);
    task.addOrigin(fields);
    if (result.ending().status() != Powdermill.DONE) {
      return new GenerationTask.Outcome(result.ending().status(), result.ending().line(), fields);
    }
    String line =
        String.format(
            Locale.ROOT,
            "%s: all shards before %d (%d made, %d kept), in %.2f s, %.0f per second; stream in %s",
            result.ending().line(),
            state.madeBefore(),
            state.shardsMade(),
            state.shardsKept(),
            seconds,
            state.diffractogramsMade() / seconds,
            task.folder());
    return new GenerationTask.Outcome(Powdermill.DONE, line, fields);
  }
}
