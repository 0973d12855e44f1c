package org.powdermill.production;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Keeps workers busy with the shards that a dispatcher hands out: each has a task for each of its
 * threads, and one more to go on with while its report is on its way. Counts what comes back.
 */
final class Distribution {

  private final ShardDispatcher dispatcher;
  private final Workers workers;
  private final IndexRange range;
  private final Consumer<ShardReport> listener;
  private final int[] outstanding;

  Distribution(
      ShardDispatcher dispatcher,
      Workers workers,
      IndexRange range,
      Consumer<ShardReport> listener) {
    this.dispatcher = dispatcher;
    this.workers = workers;
    this.range = range;
    this.listener = listener;
    this.outstanding = new int[workers.count()];
  }

  /** Takes in what the workers report; tells whether there was anything. */
  boolean takeReports() {
    boolean any = false;
    for (Optional<ShardReport> report = workers.poll();
        report.isPresent();
        report = workers.poll()) {
      any = true;
      outstanding[report.get().worker()]--;
      dispatcher.made(report.get().task().shard());
      listener.accept(report.get());
    }
    return any;
  }

  /** Hands out tasks, one to each worker in turn, as long as there are tasks and free workers. */
  void grant() {
    boolean granted = true;
    while (granted) {
      granted = false;
      for (int worker = 0; worker < outstanding.length; worker++) {
        if (outstanding[worker] <= workers.threads(worker)) {
          OptionalLong shard = dispatcher.next();
          if (shard.isEmpty()) {
            return;
          }
          outstanding[worker]++;
          workers.grant(worker, range.task(shard.getAsLong()));
          granted = true;
        }
      }
    }
  }

  /** Whether nobody works. */
  boolean isIdle() {
    for (int count : outstanding) {
      if (count > 0) {
        return false;
      }
    }
    return true;
  }
}
