package org.powdermill.comparison;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.powdermill.generation.DiffractogramGenerator;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.symmetry.SymmetryFinder;

/** Draws synthetic crystals in several threads. */
public final class SyntheticSample {

  private SyntheticSample() {}

  /**
   * The first crystals of a run; the same for any number of threads.
   *
   * @param count how many
   * @param seed of the run
   * @param progress called for each crystal with its group, from several threads
   */
  public static List<ComparedCrystal> draw(
      CrystalStatistics statistics, int count, long seed, int threads, Consumer<String> progress) {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(
              () ->
                  IntStream.range(0, threads)
                      .parallel()
                      .boxed()
                      .flatMap(
                          thread ->
                              drawRange(
                                  statistics,
                                  seed,
                                  (long) count * thread / threads,
                                  (long) count * (thread + 1) / threads,
                                  progress))
                      .toList())
          .join();
    } finally {
      pool.shutdown();
    }
  }

  private static Stream<ComparedCrystal> drawRange(
      CrystalStatistics statistics, long seed, long from, long to, Consumer<String> progress) {
    DiffractogramGenerator generator =
        new DiffractogramGenerator(
            statistics, GenerationSettings.DEFAULT, seed, SymmetryFinder.load());
    return LongStream.range(from, to)
        .mapToObj(
            index -> {
              ComparedCrystal crystal = ComparedCrystal.of(generator.draw(index));
              progress.accept("space group " + crystal.spaceGroup());
              return crystal;
            });
  }
}
