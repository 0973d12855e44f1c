package org.powdermill.production;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.powdermill.hdf5.ShardException;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * What a worker does with a task: keeps a shard that stands there whole, sets one aside that cannot
 * be trusted, makes what is not there. Not safe for concurrent use: each thread takes its own.
 */
public final class ShardMaker {

  /**
   * What became of a task.
   *
   * @param isMade whether the shard was made; else it stood there whole
   * @param fault what was wrong with the one that stood there, and where it is now
   */
  public record Result(boolean isMade, Optional<String> fault) {}

  private final ShardProducer producer;
  private final ShardPlace place;

  /**
   * A maker.
   *
   * @param finder judges the rare crystal with a finer lattice; may be shared
   * @param place where the shards belong; may be shared
   */
  public ShardMaker(ShardRecipe recipe, SymmetryFinder finder, ShardPlace place) {
    this.producer = new ShardProducer(recipe, finder);
    this.place = place;
  }

  /**
   * Works on a task.
   *
   * @param stop asked before each row: whether to stop
   * @return empty if it was stopped; nothing is left then
   * @throws org.powdermill.files.FileException if a file cannot be read or written
   */
  public Optional<Result> make(ShardTask task, BooleanSupplier stop) {
    Optional<String> fault = Optional.empty();
    try {
      if (place.isWhole(task.shard(), task.rows())) {
        return Optional.of(new Result(false, fault));
      }
    } catch (ShardException e) {
      Path aside = place.setAside(task.shard());
      fault = Optional.of("%s; kept as %s".formatted(e.getMessage(), aside));
    }
    place.beforeMaking(task.shard());
    return producer.produce(
            task.shard(), task.rows(), place.storage(), place.file(task.shard()), stop)
        ? Optional.of(new Result(true, fault))
        : Optional.empty();
  }
}
