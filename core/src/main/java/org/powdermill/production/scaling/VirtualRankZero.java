package org.powdermill.production.scaling;

import java.util.Optional;
import java.util.OptionalLong;
import org.powdermill.production.ShardDispatcher;
import org.powdermill.production.ShardReport;
import org.powdermill.production.ShardTask;

/** Rank 0 at work: takes reports, reads the consumer's position, hands out shards. */
final class VirtualRankZero {

  /** Nanoseconds between two looks at the consumer's state. */
  static final long POLLING = EventQueue.nanoseconds(0.25);

  private final EventQueue events;
  private final VirtualRanks ranks;
  private final Optional<VirtualConsumer> consumer;
  private final long lead;
  private final int rows;
  private final ShardDispatcher dispatcher;
  private final int[] outstanding;
  private boolean stepPlanned;

  VirtualRankZero(
      EventQueue events,
      VirtualRanks ranks,
      Optional<VirtualConsumer> consumer,
      long lead,
      int rows) {
    this.events = events;
    this.ranks = ranks;
    this.consumer = consumer;
    this.lead = lead;
    this.rows = rows;
    this.dispatcher =
        new ShardDispatcher(0, Long.MAX_VALUE, consumer.isPresent() ? lead : Long.MAX_VALUE);
    this.outstanding = new int[ranks.count()];
    ranks.whenReported(this::planStep);
  }

  /** Begins. */
  void start() {
    planStep();
    if (consumer.isPresent()) {
      lookRegularly();
    }
  }

  private void lookRegularly() {
    dispatcher.limit(consumer.orElseThrow().published() + lead);
    planStep();
    events.after(POLLING, this::lookRegularly);
  }

  private void planStep() {
    if (!stepPlanned) {
      stepPlanned = true;
      events.after(ranks.rankZeroFreeAt() - events.now(), this::step);
    }
  }

  private void step() {
    stepPlanned = false;
    for (Optional<ShardReport> report = ranks.poll(); report.isPresent(); report = ranks.poll()) {
      dispatcher.made(report.get().task().shard());
      outstanding[report.get().worker()]--;
    }
    grant();
  }

  /** Who has least gets first, so that few credits do not lie in wait with one rank. */
  private void grant() {
    for (int most = 0; most <= ranks.threads(0); most++) {
      for (int rank = 0; rank < outstanding.length; rank++) {
        if (outstanding[rank] == most) {
          OptionalLong shard = dispatcher.next();
          if (shard.isEmpty()) {
            return;
          }
          outstanding[rank]++;
          ranks.grant(rank, new ShardTask(shard.getAsLong(), rows));
        }
      }
    }
  }
}
