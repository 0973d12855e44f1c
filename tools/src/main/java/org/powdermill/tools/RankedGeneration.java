package org.powdermill.tools;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.powdermill.files.MonotonicClock;
import org.powdermill.files.Provenance;
import org.powdermill.files.Storage;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.production.LocalWorkers;
import org.powdermill.production.ShardFolder;
import org.powdermill.production.ShardMaker;
import org.powdermill.production.ShardPlace;
import org.powdermill.production.StreamCoordinator;
import org.powdermill.production.StreamPlace;
import org.powdermill.production.ranks.RankGroup;

/**
 * {@code generate} by several ranks. Rank 0 hands out the shards, as a process alone does to its
 * threads; it makes shards too, as all the others do.
 */
final class RankedGeneration {

  private final RankGroup group;
  private final GenerationTask task;
  private RankMetrics metrics;

  RankedGeneration(RankGroup group, GenerationTask task) {
    this.group = group;
    this.task = task;
  }

  /** Into a folder; the outcome of all but rank 0 is a status alone. */
  GenerationTask.Outcome run(FolderGeneration generation) {
    ShardPlace place =
        new ShardFolder(
            Storage.disk().patient(MonotonicClock.system()),
            task.folder(),
            task.recipe().identity());
    try (LocalWorkers own = workers(place)) {
      if (group.rank() != 0) {
        return work(own);
      }
      GenerationTask.Outcome outcome = generation.run(() -> measured(own), group::stopWanted);
      metrics.finish();
      return withRanks(outcome);
    }
  }

  private RankMetrics measured(LocalWorkers own) {
    RankedProcess.listRanks(group, task.folder());
    metrics = new RankMetrics(group.workers(own), task.folder().resolve(RankMetrics.FILE));
    return metrics;
  }

  /** Into a stream. */
  GenerationTask.Outcome run(StreamGeneration generation, Provenance provenance) {
    if (group.rank() != 0) {
      long epoch = epoch(0);
      try (LocalWorkers own =
          workers(
              new StreamPlace(StreamAccess.of(task.folder()), task.recipe().identity(), epoch))) {
        return work(own);
      }
    }
    Optional<StreamCoordinator> opened = generation.open(group::stopWanted);
    if (opened.isEmpty()) {
      throw group.abort(Powdermill.INTERRUPTED, StreamCoordinator.Ending.STOPPED.line());
    }
    try (StreamCoordinator coordinator = opened.get()) {
      epoch(coordinator.epoch());
      RankedProcess.listRanks(group, task.folder());
      try (LocalWorkers own = workers(coordinator.place())) {
        return withRanks(
            generation.run(coordinator, group.workers(own), provenance, group::stopWanted));
      }
    }
  }

  /** Number of the producer that rank 0 is, at every rank. */
  private long epoch(long ofRankZero) {
    byte[] bytes =
        group.broadcast(() -> ByteBuffer.allocate(Long.BYTES).putLong(ofRankZero).array());
    return ByteBuffer.wrap(bytes).getLong();
  }

  private LocalWorkers workers(ShardPlace place) {
    return new LocalWorkers(
        task.threads(),
        () -> new ShardMaker(task.recipe(), task.finder(), place),
        group::stopWanted);
  }

  private GenerationTask.Outcome work(LocalWorkers own) {
    return new GenerationTask.Outcome(group.work(own), "", Map.of());
  }

  private GenerationTask.Outcome withRanks(GenerationTask.Outcome outcome) {
    outcome.fields().put("ranks", group.members().size());
    return outcome;
  }
}
