package org.powdermill.tests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import org.powdermill.files.MonotonicClock;
import org.powdermill.files.Storage;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamFolder;
import org.powdermill.hdf5.stream.StreamOwner;
import org.powdermill.production.IndexRange;
import org.powdermill.production.LocalWorkers;
import org.powdermill.production.ShardMaker;
import org.powdermill.production.StreamCoordinator;
import org.powdermill.symmetry.SymmetryFinder;
import org.powdermill.tests.streams.DelegatingStorage;

/**
 * A producer with a fault put in, which the tests have to find. Arguments: folder of the stream,
 * the {@link Defect}. Exit status as that of {@code powdermill generate}.
 */
final class DefectiveProducer {

  /** What is wrong with it. */
  enum Defect {
    /** A shard grows under its own name, and the process dies meanwhile. */
    COPIES_INSTEAD_OF_RENAMING {
      @Override
      void rename(Storage storage, Path from, Path to) throws IOException {
        if (!to.toString().endsWith("shard-00000002.h5")) {
          storage.rename(from, to);
          return;
        }
        byte[] bytes = Files.readAllBytes(from);
        Files.write(to, Arrays.copyOf(bytes, bytes.length / 2));
        DoomedProgram.die();
      }
    },
    /** A shard never gets its name. */
    LEAVES_OUT_THE_RENAME_OF_A_SHARD {
      @Override
      void rename(Storage storage, Path from, Path to) throws IOException {
        if (!to.toString().endsWith("shard-00000002.h5")) {
          storage.rename(from, to);
        }
      }
    },
    /** A state never gets its name. */
    LEAVES_OUT_THE_RENAME_OF_THE_STATE {
      @Override
      void rename(Storage storage, Path from, Path to) throws IOException {
        if (!to.endsWith("state.json")) {
          storage.rename(from, to);
        }
      }
    };

    abstract void rename(Storage storage, Path from, Path to) throws IOException;
  }

  private DefectiveProducer() {}

  /** Produces. */
  public static void main(String[] args) {
    Defect defect = Defect.valueOf(args[1]);
    MonotonicClock clock = MonotonicClock.system();
    StreamAccess access =
        new StreamAccess(
            new StreamFolder(Path.of(args[0])),
            new DelegatingStorage() {
              @Override
              public void rename(Path from, Path to) throws IOException {
                defect.rename(Storage.disk(), from, to);
              }
            },
            clock);
    System.exit(produce(access, 1, StreamOwner.Timing.DEFAULT).status());
  }

  /** Produces all of a {@link FaultyStream}. */
  static StreamCoordinator.Ending produce(
      StreamAccess access, int threads, StreamOwner.Timing timing) {
    SymmetryFinder finder = SymmetryFinder.load();
    StreamCoordinator.Options options =
        new StreamCoordinator.Options(
            new IndexRange(0, OptionalLong.of(FaultyStream.COUNT), FaultyStream.SHARD_SIZE),
            FaultyStream.LEAD,
            Duration.ofMinutes(2),
            Duration.ofMillis(250),
            timing);
    try (StreamCoordinator coordinator =
            StreamCoordinator.open(access, FaultyStream.recipe().identity(), options, () -> false)
                .orElseThrow();
        LocalWorkers workers =
            new LocalWorkers(
                threads,
                () -> new ShardMaker(FaultyStream.recipe(), finder, coordinator.place()),
                () -> false)) {
      return coordinator.run(workers, () -> false, () -> {}).ending();
    }
  }
}
