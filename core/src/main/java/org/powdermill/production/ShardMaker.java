package org.powdermill.production;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.powdermill.hdf5.ShardException;
import org.powdermill.symmetry.SymmetryFinder;

/** Temporary until the branch stream brings its own. */
public final class ShardMaker {
  private final ShardProducer producer;
  private final ShardFolder folder;

  /** What. */
  public record Made(boolean made, Optional<String> fault) {}

  /** Of a folder. */
  public ShardMaker(ShardRecipe recipe, SymmetryFinder finder, Path folder) {
    this.producer = new ShardProducer(recipe, finder);
    this.folder = new ShardFolder(folder, recipe.identity());
  }

  /** Makes. */
  public Optional<Made> make(ShardTask task, BooleanSupplier stop) {
    Optional<String> fault = Optional.empty();
    try {
      if (folder.isWhole(task.shard(), task.rows())) {
        return Optional.of(new Made(false, fault));
      }
    } catch (ShardException e) {
      fault = Optional.of(e.getMessage());
      folder.setAside(task.shard());
    }
    return producer.produce(task.shard(), task.rows(), folder.file(task.shard()), stop)
        ? Optional.of(new Made(true, fault))
        : Optional.empty();
  }
}
