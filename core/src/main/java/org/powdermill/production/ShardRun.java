package org.powdermill.production;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.powdermill.files.AtomicFile;
import org.powdermill.hdf5.ShardException;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * Fills a folder with the shards of a run, by several threads, each making whole shards.
 *
 * <p>What is there and can be trusted is kept, what is missing or too short is made, what is
 * damaged is set aside and made again: a run that was interrupted goes on when it is started once
 * more. A folder with shards of another run is refused. When all are there an {@link EndMarker} is
 * written. The bytes do not depend on the number of threads, nor on how often a run was
 * interrupted.
 */
public final class ShardRun {

  /** Is told what happens, by several threads. */
  public interface Listener {

    /** A shard was made. */
    void made(Path shard, int rows);

    /** A shard was there. */
    void kept(Path shard, int rows);

    /** A damaged shard got another name and will be made again. */
    void setAside(Path aside, String fault);
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

  private final ShardRecipe recipe;
  private final SymmetryFinder finder;
  private final Path folder;
  private final ShardFolder shards;
  private final long firstIndex;
  private final long endIndex;
  private final Listener listener;

  private final AtomicLong next;
  private final AtomicLong made = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong damaged = new AtomicLong();
  private final AtomicLong rowsMade = new AtomicLong();

  /**
   * A run, for one call of {@link #run}.
   *
   * @param finder judges the rare crystal with a finer lattice
   * @param folder for the shards; made if need be
   * @param firstIndex number of the first diffractogram, a multiple of the shard size
   * @param count number of diffractograms, at least 1
   * @param listener told what happens
   * @throws ProductionException if the seed is {@link ShardRecipe#RESERVED_SEED}
   */
  public ShardRun(
      ShardRecipe recipe,
      SymmetryFinder finder,
      Path folder,
      long firstIndex,
      long count,
      Listener listener) {
    if (recipe.seed() == ShardRecipe.RESERVED_SEED) {
      throw new ProductionException(
          "the seed %d is that of synthetic test sets: choose another".formatted(recipe.seed()));
    }
    if (firstIndex < 0 || firstIndex % recipe.shardSize() != 0 || count < 1) {
      throw new IllegalArgumentException(
          "%d diffractograms from number %d on, in shards of %d"
              .formatted(count, firstIndex, recipe.shardSize()));
    }
    this.recipe = recipe;
    this.finder = finder;
    this.folder = folder;
    this.shards = new ShardFolder(folder, recipe.identity());
    this.firstIndex = firstIndex;
    this.endIndex = Math.addExact(firstIndex, count);
    this.listener = listener;
    this.next = new AtomicLong(firstIndex / recipe.shardSize());
  }

  /**
   * Makes the shards.
   *
   * @param threads at least 1; more than there are shards do nothing
   * @param stop asked before each row: whether to stop; what is half written then is removed
   * @throws ProductionException if the folder holds shards of another run
   * @throws org.powdermill.files.FileException if a file cannot be read or written
   */
  public Result run(int threads, BooleanSupplier stop) {
    AtomicFile.createFolder(folder);
    shards.requireThisRun();
    long most = (endIndex - firstIndex + recipe.shardSize() - 1) / recipe.shardSize();
    Crew.run((int) Math.min(threads, most), stop, this::makeShards);
    boolean complete = (made.get() + kept.get()) == most;
    if (complete) {
      shards.writeEnd(firstIndex, endIndex - firstIndex);
    }
    return new Result(made.get(), kept.get(), damaged.get(), rowsMade.get(), complete);
  }

  private void makeShards(BooleanSupplier stop) {
    ShardProducer producer = new ShardProducer(recipe, finder);
    while (!stop.getAsBoolean()) {
      long shard = next.getAndIncrement();
      long first = shard * recipe.shardSize();
      if (first >= endIndex) {
        return;
      }
      int rows = (int) Math.min(recipe.shardSize(), endIndex - first);
      if (isKept(shard, rows)) {
        kept.incrementAndGet();
        listener.kept(shards.file(shard), rows);
      } else {
        shards.withdrawEnd(shard);
        if (producer.produce(shard, rows, shards.file(shard), stop)) {
          made.incrementAndGet();
          rowsMade.addAndGet(rows);
          listener.made(shards.file(shard), rows);
        }
      }
    }
  }

  private boolean isKept(long shard, int rows) {
    try {
      return shards.isWhole(shard, rows);
    } catch (ShardException e) {
      damaged.incrementAndGet();
      listener.setAside(shards.setAside(shard), e.getMessage());
      return false;
    }
  }
}
