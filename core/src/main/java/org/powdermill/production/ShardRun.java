package org.powdermill.production;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.powdermill.files.MonotonicClock;
import org.powdermill.files.Storage;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * Fills a folder with the shards of a run, by workers that each make whole shards.
 *
 * <p>What is there and can be trusted is kept, what is missing or too short is made, what is
 * damaged is set aside and made again: a run that was interrupted goes on when it is started once
 * more. A folder with shards of another run is refused. When all are there an {@link EndMarker} is
 * written. The bytes do not depend on the number of threads, nor on how often a run was
 * interrupted.
 */
public final class ShardRun {

  /** Is told what happens, by the thread that runs. */
  public interface Listener {

    /** A shard was made. */
    void made(Path shard, int rows);

    /** A shard was there. */
    void kept(Path shard, int rows);

    /** A damaged shard got another name, which the fault tells, and was made again. */
    void setAside(Path shard, String fault);
  }

  /**
   * What a run did.
   *
   * @param shardsMade number of shards made
   * @param shardsKept number of shards that were there
   * @param shardsDamaged number of shards set aside
   * @param diffractogramsMade number of diffractograms in the shards made
   * @param complete whether all shards are there now; else it was stopped
   */
  public record Result(
      long shardsMade,
      long shardsKept,
      long shardsDamaged,
      long diffractogramsMade,
      boolean complete) {}

  private static final Duration LOOK = Duration.ofMillis(20);

  private final ShardRecipe recipe;
  private final SymmetryFinder finder;
  private final ShardFolder shards;
  private final IndexRange range;
  private final Listener listener;

  private long made;
  private long kept;
  private long damaged;
  private long rowsMade;

  /**
   * A run, for one call of {@link #run}.
   *
   * @param finder judges the rare crystal with a finer lattice
   * @param folder for the shards; made if need be
   * @param firstIndex number of the first diffractogram, a multiple of the shard size
   * @param count number of diffractograms, at least 1
   * @param listener told what happens
   */
  public ShardRun(
      ShardRecipe recipe,
      SymmetryFinder finder,
      Path folder,
      long firstIndex,
      long count,
      Listener listener) {
    this.recipe = recipe;
    this.finder = finder;
    this.shards =
        new ShardFolder(Storage.disk().patient(MonotonicClock.system()), folder, recipe.identity());
    this.range = new IndexRange(firstIndex, OptionalLong.of(count), recipe.shardSize());
    this.listener = listener;
  }

  /**
   * Makes the shards by threads of this process.
   *
   * @param threads at least 1; more than there are shards do nothing
   * @param stop asked before each row: whether to stop; what is half written then is removed
   * @throws ProductionException if the folder holds shards of another run
   * @throws org.powdermill.files.FileException if a file cannot be read or written
   */
  public Result run(int threads, BooleanSupplier stop) {
    prepare();
    try (LocalWorkers workers =
        new LocalWorkers(
            (int) Math.min(threads, range.shards()),
            () -> new ShardMaker(recipe, finder, shards),
            stop)) {
      return run(workers, stop);
    }
  }

  /**
   * Makes the folder, and looks what is in it.
   *
   * @throws ProductionException if that are shards of another run
   */
  public void prepare() {
    shards.create();
    shards.requireThisRun();
  }

  /**
   * Has the shards made by others, whose {@link ShardMaker}s have the run's {@link ShardFolder};
   * {@link #prepare} comes before.
   *
   * @param stop whether to hand out no more; the workers are told by other means
   * @throws ProductionException if a worker is lost
   */
  public Result run(Workers workers, BooleanSupplier stop) {
    ShardDispatcher dispatcher =
        new ShardDispatcher(range.firstShard(), range.endShard(), Long.MAX_VALUE);
    Distribution distribution = new Distribution(dispatcher, workers, range, this::take);
    while (!dispatcher.isComplete() && !stop.getAsBoolean()) {
      distribution.grant();
      Waiting.await(workers, LOOK);
      distribution.takeReports();
    }
    boolean complete = dispatcher.isComplete();
    if (complete) {
      shards.writeEnd(range.firstIndex(), range.count().orElseThrow());
    }
    return new Result(made, kept, damaged, rowsMade, complete);
  }

  private void take(ShardReport report) {
    Path file = shards.file(report.task().shard());
    report
        .fault()
        .ifPresent(
            fault -> {
              damaged++;
              listener.setAside(file, fault);
            });
    if (report.made()) {
      made++;
      rowsMade += report.task().rows();
      listener.made(file, report.task().rows());
    } else {
      kept++;
      listener.kept(file, report.task().rows());
    }
  }
}
