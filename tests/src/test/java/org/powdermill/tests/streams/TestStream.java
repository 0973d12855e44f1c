package org.powdermill.tests.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.files.MonotonicClock;
import org.powdermill.files.Storage;
import org.powdermill.generation.DiffractogramGenerator;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamFolder;
import org.powdermill.hdf5.stream.StreamOwner;
import org.powdermill.hdf5.stream.StreamReader;
import org.powdermill.hdf5.stream.StreamShard;
import org.powdermill.production.IndexRange;
import org.powdermill.production.LocalWorkers;
import org.powdermill.production.ShardMaker;
import org.powdermill.production.ShardRecipe;
import org.powdermill.production.StreamCoordinator;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.symmetry.SymmetryFinder;

/** A stream of small shards in a folder, with producers and consumers as threads. */
final class TestStream {

  static final int SHARD_SIZE = 10;
  static final int LEAD = 4;

  private static final CrystalStatistics STATISTICS = StatisticsFile.builtIn().statistics();
  private static final SymmetryFinder FINDER = SymmetryFinder.load();
  private static final TwoThetaGrid GRID = new TwoThetaGrid(5, 90, 0.5);
  private static final Duration LONG = Duration.ofHours(1000);

  /** What each diffractogram must be. */
  private static final float[][] WANTED = new float[1000][];

  private final Path folder;
  private final Storage storage;
  private final MonotonicClock clock;
  private final long seed;
  private final Duration peerTimeout;
  private final boolean consume;

  private TestStream(
      Path folder,
      Storage storage,
      MonotonicClock clock,
      long seed,
      Duration peerTimeout,
      boolean consume) {
    this.folder = folder;
    this.storage = storage;
    this.clock = clock;
    this.seed = seed;
    this.peerTimeout = peerTimeout;
    this.consume = consume;
  }

  /** On this machine's disk, by its clock. */
  static TestStream in(Path folder) {
    return new TestStream(
        folder, Storage.disk(), MonotonicClock.system(), 5, Duration.ofMinutes(10), false);
  }

  TestStream on(Storage other) {
    return new TestStream(folder, other, clock, seed, peerTimeout, consume);
  }

  TestStream by(MonotonicClock other) {
    return new TestStream(folder, storage, other, seed, peerTimeout, consume);
  }

  TestStream withSeed(long other) {
    return new TestStream(folder, storage, clock, other, peerTimeout, consume);
  }

  TestStream consuming() {
    return new TestStream(folder, storage, clock, seed, peerTimeout, true);
  }

  /** Where nobody gives up. */
  TestStream patient() {
    return new TestStream(folder, storage, clock, seed, LONG, consume);
  }

  StreamAccess access() {
    return new StreamAccess(new StreamFolder(folder), storage.patient(clock), clock);
  }

  ShardRecipe recipe() {
    return new ShardRecipe(
        STATISTICS, settings(), seed, StoreKind.FLOAT32, SHARD_SIZE, ShardWriter.Options.DEFAULT);
  }

  private static GenerationSettings settings() {
    return new GenerationSettings(
        GenerationSettings.GroupDraw.FREQUENCY,
        List.of(),
        1,
        20,
        100,
        false,
        true,
        false,
        new DiffractionSettings(Wavelength.CU_KA1, GRID, 0, Map.of()));
  }

  /** A producer that runs in threads of its own. */
  static final class Producer implements AutoCloseable {
    private final AtomicBoolean stop = new AtomicBoolean();
    private CompletableFuture<StreamCoordinator.Result> future;

    StreamCoordinator.Result await() throws Exception {
      return future.get(2, TimeUnit.MINUTES);
    }

    boolean isDone() {
      return future.isDone();
    }

    StreamCoordinator.Result stop() throws Exception {
      stop.set(true);
      return await();
    }

    @Override
    public void close() {
      stop.set(true);
      future.handle((result, failure) -> result).join();
    }
  }

  StreamCoordinator coordinator(OptionalLong count) {
    IndexRange range = new IndexRange(0, count, SHARD_SIZE);
    return StreamCoordinator.open(
            access(),
            recipe().identity(),
            new StreamCoordinator.Options(
                range, LEAD, peerTimeout, Duration.ofMillis(250), StreamOwner.Timing.DEFAULT),
            () -> false)
        .orElseThrow();
  }

  StreamCoordinator.Result run(StreamCoordinator coordinator, int threads, AtomicBoolean stop) {
    try (coordinator;
        LocalWorkers workers =
            new LocalWorkers(
                threads, () -> new ShardMaker(recipe(), FINDER, coordinator.place()), stop::get)) {
      return coordinator.run(workers, stop::get, () -> {});
    }
  }

  /** Starts a producer. */
  Producer produce(OptionalLong count, int threads) {
    Producer producer = new Producer();
    producer.future =
        CompletableFuture.supplyAsync(
            () -> run(coordinator(count), threads, producer.stop), TestStream::startThread);
    return producer;
  }

  /** Not in the common pool, whose few threads would wait for each other. */
  private static void startThread(Runnable work) {
    Thread thread = new Thread(work, "test-producer");
    thread.setDaemon(true);
    thread.start();
  }

  Producer produce(long count, int threads) {
    return produce(OptionalLong.of(count), threads);
  }

  StreamReader reader(long firstIndex) {
    return StreamReader.open(
            access(),
            new StreamReader.Options(consume, peerTimeout, StreamOwner.Timing.DEFAULT),
            firstIndex,
            () -> false)
        .orElseThrow();
  }

  /**
   * Reads shards, each of which must follow the one before, hold the right bits, and is durable
   * after that.
   *
   * @return the index after the last
   */
  static long read(StreamReader reader, int shards) {
    BooleanSupplier late = deadline();
    long index = reader.nextIndex();
    for (int i = 0; i < shards; i++) {
      try (StreamShard shard = reader.next(late).orElseThrow()) {
        index = check(shard, index);
      }
    }
    return index;
  }

  /** Reads to the end; tells the index after the last. */
  static long readAll(StreamReader reader) {
    BooleanSupplier late = deadline();
    long index = reader.nextIndex();
    for (var shard = reader.next(late); shard.isPresent(); ) {
      try (StreamShard open = shard.get()) {
        index = check(open, index);
      }
      reader.durable(index);
      shard = reader.next(late);
    }
    assertThat(reader.isEnded()).isTrue();
    return index;
  }

  private static BooleanSupplier deadline() {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    return () -> System.nanoTime() > deadline;
  }

  private static long check(StreamShard shard, long begin) {
    long index = begin;
    int points = GRID.points();
    for (int row = shard.firstRow(); row < shard.rows(); row++) {
      assertThat(shard.index(row)).isEqualTo(index);
      assertThat(
              Arrays.equals(
                  shard.diffractograms(),
                  row * points,
                  (row + 1) * points,
                  wanted((int) index),
                  0,
                  points))
          .as("bits of diffractogram %d", index)
          .isTrue();
      index++;
    }
    return index;
  }

  private static synchronized float[] wanted(int index) {
    if (WANTED[index] == null) {
      WANTED[index] = new float[GRID.points()];
      new DiffractogramGenerator(STATISTICS, settings(), 5, FINDER).generate(index, WANTED[index]);
    }
    return WANTED[index];
  }

  Path shard(long number) {
    return new StreamFolder(folder).shard(number);
  }

  /** Names of the shards that lie in the stream's folder itself. */
  List<String> shards() {
    return names(folder).filter(name -> name.startsWith("shard-")).sorted().toList();
  }

  List<String> damaged() {
    return Files.exists(folder.resolve("damaged"))
        ? names(folder.resolve("damaged")).sorted().toList()
        : List.of();
  }

  static Stream<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something is so. */
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long: %s", what).isLessThan(deadline);
      Thread.sleep(5);
    }
  }
}
