package org.powdermill.tests.scaling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardProfile;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamFolder;
import org.powdermill.production.Distribution;
import org.powdermill.production.IndexRange;
import org.powdermill.production.ShardDispatcher;
import org.powdermill.production.ShardReport;
import org.powdermill.production.StreamCoordinator;
import org.powdermill.production.Workers;
import org.powdermill.production.ranks.PortRange;
import org.powdermill.production.ranks.RankGroup;
import org.powdermill.production.ranks.RankGroups;
import org.powdermill.production.ranks.RankPlace;

/**
 * A rank that sleeps instead of making shards. All else is real: MPJ Express, the messages, the
 * coordinator and the states in the folder. Rank 0 prints a line: shards a second, then the times
 * that shards took on ranks that are not slow.
 */
final class SleepingRank {

  /** Rank 3 of each four is a slow machine. */
  static final int SLOW_ONE_OF = 4;

  static final int SLOWNESS = 3;

  /** Milliseconds that shards take, in turn. */
  private static final long[] MILLISECONDS = {50, 70, 60, 90, 55, 65, 60, 50};

  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  /** So many tasks at a time keep rank 0 busy with messages alone. */
  private static final int MANY = 200;

  private static final Duration LOOK = Duration.ofMillis(20);
  private static final IndexRange ENDLESS = new IndexRange(0, OptionalLong.empty(), 1);

  private final Path folder;
  private final long lead;
  private final long trainingMilliseconds;
  private final double warmUp;
  private final double seconds;
  private final List<ShardReport> reports = new ArrayList<>();

  private SleepingRank(String[] args) {
    folder = Path.of(args[2]);
    lead = Long.parseLong(args[3]);
    trainingMilliseconds = Long.parseLong(args[4]);
    warmUp = Double.parseDouble(args[5]);
    seconds = Double.parseDouble(args[6]);
  }

  /**
   * Runs a rank.
   *
   * @param args rank, size, folder, lead (0: no consumer), milliseconds to train on a shard (below
   *     0: shards take no time), seconds to warm up and to measure
   */
  public static void main(String[] args) {
    int rank = Integer.parseInt(args[0]);
    int size = Integer.parseInt(args[1]);
    System.exit(new SleepingRank(args).run(rank, size));
  }

  private int run(int rank, int size) {
    boolean busy = trainingMilliseconds < 0;
    int threads = busy ? MANY : 1;
    boolean slow = rank % SLOW_ONE_OF == SLOW_ONE_OF - 1;
    Workers own =
        new SleepingWorkers(
            threads, shard -> busy ? 0 : milliseconds(shard) * (slow ? SLOWNESS : 1), this::made);
    RankGroup group =
        RankGroups.load()
            .join(
                new RankPlace(
                    rank,
                    size,
                    "scaling",
                    folder,
                    Optional.of("127.0.0.1"),
                    PortRange.ANY,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60)));
    if (rank > 0) {
      return group.work(own);
    }
    double perSecond = lead == 0 ? intoFolder(group.workers(own)) : stream(group.workers(own));
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%.3f", perSecond));
    for (ShardReport report : reports) {
      if (report.worker() % SLOW_ONE_OF != SLOW_ONE_OF - 1) {
        line.append(String.format(Locale.ROOT, " %.4f", report.workingSeconds()));
      }
    }
    System.out.println(line);
    group.leave(0);
    return 0;
  }

  /** As good as drawn at random. */
  private static long milliseconds(long shard) {
    return MILLISECONDS[(int) (((shard * GOLDEN_RATIO) >>> 32) % MILLISECONDS.length)];
  }

  /** An empty file stands for a shard where somebody reads. */
  private void made(long shard) {
    if (lead > 0) {
      try {
        Files.createFile(new StreamFolder(folder).shard(shard));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private double intoFolder(Workers workers) {
    Distribution distribution =
        new Distribution(
            new ShardDispatcher(0, Long.MAX_VALUE, Long.MAX_VALUE), workers, ENDLESS, reports::add);
    Rate rate = new Rate(() -> reports.size());
    while (!rate.isOver()) {
      distribution.grant();
      pause(workers);
      distribution.takeReports();
    }
    return rate.perSecond();
  }

  private static void pause(Workers workers) {
    try {
      workers.await(LOOK);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private double stream(Workers workers) {
    StreamAccess access = StreamAccess.of(folder);
    SleepingReader reader = new SleepingReader(access, trainingMilliseconds);
    reader.start();
    StreamCoordinator.Options usual = StreamCoordinator.Options.of(ENDLESS);
    StreamCoordinator.Options options =
        new StreamCoordinator.Options(
            ENDLESS, lead, usual.peerTimeout(), usual.poll(), usual.timing());
    try (StreamCoordinator coordinator =
        StreamCoordinator.open(access, identity(), options, () -> false).orElseThrow()) {
      Rate rate = new Rate(reader::trained);
      coordinator.run(new Recorded(workers, reports), rate::isOver, () -> {});
      return rate.perSecond();
    }
  }

  private static ShardIdentity identity() {
    return new ShardIdentity(
        1,
        "none",
        1.5406,
        TwoThetaGrid.DEFAULT,
        ShardProfile.GAUSSIAN,
        "{}",
        new SpaceGroupClasses(List.of(1)),
        1,
        StoreKind.FLOAT32);
  }

  /** Counts in the time after the warm-up. */
  private final class Rate {
    private final LongSupplier count;
    private final long start = System.nanoTime();
    private long begin;
    private long countBefore;
    private long countNow;
    private long now;

    Rate(LongSupplier count) {
      this.count = count;
    }

    boolean isOver() {
      now = System.nanoTime();
      countNow = count.getAsLong();
      if (begin == 0 && now - start >= warmUp * 1e9) {
        begin = now;
        reports.clear();
        countBefore = count.getAsLong();
      }
      return begin > 0 && now - begin >= seconds * 1e9;
    }

    double perSecond() {
      return (countNow - countBefore) * 1e9 / (now - begin);
    }
  }
}
