package org.powdermill.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.files.Storage;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.hdf5.stream.ConsumerState;
import org.powdermill.hdf5.stream.OwnerState;
import org.powdermill.hdf5.stream.ProducerState;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamFolder;
import org.powdermill.hdf5.stream.StreamSide;
import org.powdermill.production.ShardRecipe;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.tests.streams.RowChecksum;

/**
 * A stream of small shards, the programs on both sides of it, and what must be true of it whatever
 * befell them.
 */
final class FaultyStream {

  static final int COUNT = 200;
  static final int SHARD_SIZE = 10;
  static final int LEAD = 4;
  static final long SEED = 3;

  /** What makes a program go to its end. */
  static final String ALIVE = "-";

  private static final long DEADLINE_NANOS = 180_000_000_000L;

  private static final Pattern SHARD = Pattern.compile("shard-(\\d+)\\.h5");
  private static final TwoThetaGrid GRID = new TwoThetaGrid(5, 90, 0.5);
  private static List<String> undisturbed = List.of();

  private final Path folder;
  private final Path root;
  private int programs;

  /** In a folder that also takes what the programs print. */
  FaultyStream(Path folder) {
    this(folder, folder.resolve("stream"));
  }

  /**
   * A stream.
   *
   * @param folder for what the programs print and the consumer remembers
   */
  FaultyStream(Path folder, Path root) {
    this.folder = folder;
    this.root = root;
  }

  static GenerationSettings settings() {
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

  static ShardRecipe recipe() {
    return new ShardRecipe(
        StatisticsFile.builtIn().statistics(),
        settings(),
        SEED,
        StoreKind.FLOAT32,
        SHARD_SIZE,
        ShardWriter.Options.DEFAULT);
  }

  /** What an undisturbed run leaves. */
  static synchronized List<String> undisturbed(int count) {
    if (undisturbed.size() < count) {
      undisturbed = RowChecksum.undisturbed(settings(), SEED, count);
    }
    return undisturbed.subList(0, count);
  }

  Path root() {
    return root;
  }

  StreamAccess access() {
    return StreamAccess.of(root);
  }

  private Path lines() {
    return folder.resolve("lines");
  }

  private Program start(String name, String point, int passage, List<String> arguments) {
    return start(List.of(), name, point, passage, arguments);
  }

  Program start(
      List<String> prefix, String name, String point, int passage, List<String> arguments) {
    programs++;
    List<String> all = new ArrayList<>(List.of(point, Integer.toString(passage)));
    all.addAll(arguments);
    return Program.start(folder.resolve("%s-%d.txt".formatted(name, programs)), prefix, all);
  }

  /** {@code powdermill generate} with more arguments, doomed or {@link #ALIVE}. */
  Program producer(String point, int passage, String... more) {
    return start("producer", point, passage, generate(COUNT, more));
  }

  Program producer(String... more) {
    return producer(ALIVE, 0, more);
  }

  /** The same for as many diffractograms. */
  Program producerOf(long count, String... more) {
    return start("producer", ALIVE, 0, generate(count, more));
  }

  List<String> generate(long count, String... more) {
    List<String> arguments = new ArrayList<>(List.of("powdermill", "generate"));
    arguments.addAll(List.of("--stream", root.toString(), "--count", Long.toString(count)));
    arguments.addAll(List.of("--seed", Long.toString(SEED), "--lead", Integer.toString(LEAD)));
    arguments.addAll(List.of("--shard-size", Integer.toString(SHARD_SIZE)));
    arguments.addAll(List.of("--two-theta", "5:90:0.5"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** A rank of such a run, started by hand. */
  Program rank(int rank, int ranks, String point, int passage, long count) {
    return start(
        "rank" + rank,
        point,
        passage,
        generate(
            count,
            "--rank",
            Integer.toString(rank),
            "--ranks",
            Integer.toString(ranks),
            "--interface",
            "127.0.0.1"));
  }

  /** A consumer that goes on where the one before made its last checkpoint. */
  Program consumer(String point, int passage, String... settings) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("consumer", root.toString(), lines().toString(), "checkpoint=2"));
    arguments.addAll(List.of(settings));
    return start("consumer", point, passage, arguments);
  }

  Program consumer(String... settings) {
    return consumer(ALIVE, 0, settings);
  }

  /** What the consumer has read, up to the last whole line. */
  List<String> read() {
    try {
      String text = Files.exists(lines()) ? Files.readString(lines()) : "";
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first diffractogram that is not behind the consumer's last checkpoint. */
  long checkpoint() {
    Path file = lines().resolveSibling(lines().getFileName() + ".checkpoint");
    try {
      return Files.exists(file) ? Long.parseLong(Files.readString(file).split(" ", -1)[0]) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something is so, as long as a loaded machine may take. */
  static void await(String what, BooleanSupplier condition, Program... alive) {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    while (!condition.getAsBoolean()) {
      for (Program program : alive) {
        assertThat(program.isAlive() || condition.getAsBoolean())
            .as("%s, before the end of %s", what, program.output())
            .isTrue();
      }
      assertThat(System.nanoTime()).as("waited too long: %s", what).isLessThan(deadline);
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  Optional<OwnerState<ProducerState>> producerState() {
    StreamAccess access = access();
    return access.state(StreamSide.PRODUCER, access.latestEpoch(StreamSide.PRODUCER, 0));
  }

  Optional<OwnerState<ConsumerState>> consumerState() {
    StreamAccess access = access();
    return access.state(StreamSide.CONSUMER, access.latestEpoch(StreamSide.CONSUMER, 0));
  }

  /** Whether the producer has made what it may and waits. */
  boolean isWaiting() {
    return producerState().filter(state -> state.head().phase().startsWith("waiting")).isPresent();
  }

  /** All shards below are made, as the producer says. */
  long madeBefore() {
    return producerState().map(state -> state.side().madeBefore()).orElse(0L);
  }

  /** Each diffractogram was read once, in order, bit for bit as undisturbed. */
  void requireUndisturbed(int count) {
    assertThat(read()).isEqualTo(undisturbed(count));
  }

  /**
   * What must be true at any moment, whoever was killed: nothing half written has its name, what is
   * said to be made is there, and what the consumer may still need was not deleted.
   *
   * @param damaged a shard that the test itself has damaged, or -1
   */
  void requireSound(long damaged) {
    requireWhole(damaged);
    // Throw where a small file cannot be trusted.
    access().identity();
    access().end();
    consumerState();
    long madeBefore = madeBefore();
    for (long shard = checkpoint() / SHARD_SIZE; shard < madeBefore; shard++) {
      assertThat(isThere(shard) || shard == damaged)
          .as(
              "shard %d is there: shards before %d are made, and the checkpoint is at %d",
              shard, madeBefore, checkpoint())
          .isTrue();
    }
  }

  private boolean isThere(long shard) {
    StreamFolder names = new StreamFolder(root);
    return Files.exists(names.shard(shard)) || Files.exists(names.consumed(shard));
  }

  /**
   * Nothing half written has its name.
   *
   * @param damaged a shard that the test itself has damaged, or -1
   */
  void requireWhole(long damaged) {
    ShardIdentity identity = recipe().identity();
    for (long number : shardNumbers()) {
      if (number == damaged) {
        continue;
      }
      Path shard = new StreamFolder(root).shard(number);
      try (ShardReader reader = ShardReader.open(Storage.disk(), shard, identity, number)) {
        reader.verify();
      } catch (RuntimeException e) {
        if (Files.exists(shard)) { // else read meanwhile
          throw new AssertionError("%s is not whole".formatted(shard), e);
        }
      }
    }
  }

  /** After a run that ended in order nobody's unfinished files are left. */
  void requireTidy() {
    assertThat(files()).noneMatch(file -> file.getFileName().toString().endsWith(".tmp"));
  }

  /** All files and folders. */
  List<Path> files() {
    try (Stream<Path> files = Files.walk(root)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Which shards lie in the folder for the consumer. */
  List<Long> shardNumbers() {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(root)) {
      return files
          .map(file -> SHARD.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> Long.valueOf(name.group(1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
