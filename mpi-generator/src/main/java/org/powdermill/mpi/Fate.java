package org.powdermill.mpi;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.powdermill.production.ranks.RankException;

/**
 * Whether and how this process has to end before its time: the first cause counts. From then on the
 * process has some seconds to end by itself; what hangs in MPI, in a file system or in a lock is
 * ended all the same.
 */
final class Fate {

  /** Longer than it takes to write down how the run ended and to remove half-written shards. */
  private static final Duration TIME_TO_END = Duration.ofSeconds(5);

  private final AtomicReference<RankException> verdict = new AtomicReference<>();
  private final Consumer<RankException> end;

  /** Of this process. */
  Fate() {
    this(Fate::halt);
  }

  /** With another end. */
  Fate(Consumer<RankException> end) {
    this.end = end;
  }

  private static void halt(RankException verdict) {
    if (verdict.claimTelling()) {
      System.err.println("powdermill: " + verdict.getMessage());
    }
    Runtime.getRuntime().halt(verdict.status());
  }

  /**
   * Says that it has to end.
   *
   * @return what counts: this, or what was said before
   */
  RankException decide(RankException cause) {
    if (verdict.compareAndSet(null, cause)) {
      Thread watch = new Thread(this::endIfStillHere, "end");
      watch.setDaemon(true);
      watch.start();
    }
    return verdict.get();
  }

  private void endIfStillHere() {
    try {
      Thread.sleep(TIME_TO_END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end.accept(verdict.get());
  }

  boolean isDecided() {
    return verdict.get() != null;
  }

  /**
   * Does nothing as long as all is well.
   *
   * @throws RankException why this process has to end
   */
  void check() {
    RankException decided = verdict.get();
    if (decided != null) {
      throw decided;
    }
  }
}
