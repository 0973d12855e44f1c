package org.powdermill.trainer.network.dl4j;

import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Runs the rounds of a loop, which do not depend on each other, on some threads. */
final class ParallelLoop implements AutoCloseable {

  /** On the JVM's common threads. */
  static final ParallelLoop COMMON = new ParallelLoop(ForkJoinPool.commonPool());

  private final ForkJoinPool pool;

  private ParallelLoop(ForkJoinPool pool) {
    this.pool = pool;
  }

  static ParallelLoop ofThreads(int threads) {
    return new ParallelLoop(new ForkJoinPool(threads));
  }

  void run(int rounds, IntConsumer round) {
    if (pool.getParallelism() == 1) {
      IntStream.range(0, rounds).forEach(round);
    } else {
      pool.submit(() -> IntStream.range(0, rounds).parallel().forEach(round)).join();
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
