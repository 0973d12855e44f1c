package org.powdermill.tests.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.powdermill.production.scaling.Cluster;
import org.powdermill.production.scaling.ClusterModel;
import org.powdermill.production.scaling.Consumer;
import org.powdermill.production.scaling.ShardCosts;
import org.powdermill.production.scaling.Throughput;

/**
 * What the model predicts from the costs of single shards against what ranks do: separate JVMs that
 * talk by MPJ Express, and sleep instead of making shards. A difference of 15 % is let pass.
 */
class ModelOfTheClusterTest {

  private static final double WARM_UP = 1.5;

  @TempDir Path folder;

  /** What the ranks did: shards a second, and the times that shards took. */
  private record Measured(double perSecond, List<Double> times) {}

  @ParameterizedTest(name = "{0} ranks, {3}")
  @CsvSource({
    "1, 0,   0, cores decide, 4",
    "2, 0,   0, cores decide, 4",
    "4, 0,   0, one of them slow, 4",
    "8, 0,   0, two of them slow, 4",
    "4, 64, 40, the trainer decides, 4",
    "8, 10,  1, credits decide, 8",
  })
  void predictsWhatRanksDo(
      int ranks, long lead, long trainingMilliseconds, String what, double seconds)
      throws IOException, InterruptedException {
    Measured measured = run(ranks, lead, trainingMilliseconds, seconds);

    double predicted = predict(ranks, lead, trainingMilliseconds, measured.times());

    System.out.printf(
        Locale.ROOT,
        "%d ranks, %s: measured %.1f shards/s, model %.1f%n",
        ranks,
        what,
        measured.perSecond(),
        predicted);
    assertThat(predicted).isCloseTo(measured.perSecond(), withinPercentage(15));
  }

  /** Tells what the model takes from {@code --message-us}; there is nothing to hold it against. */
  @Test
  @Tag("soak")
  void timesAMessageOfRankZero() throws IOException, InterruptedException {
    Measured measured = run(3, 0, -1, 10);

    // Two ranks of three are reached by messages, each shard by two.
    double microseconds = 1e6 / (measured.perSecond() * 2 * 2 / 3);
    System.out.printf(
        Locale.ROOT,
        "%.0f shards/s without any work: %.1f us a message%n",
        measured.perSecond(),
        microseconds);
    assertThat(microseconds).isPositive();
  }

  private Measured run(int ranks, long lead, long trainingMilliseconds, double seconds)
      throws IOException, InterruptedException {
    List<Process> processes = new ArrayList<>();
    try {
      for (int rank = 0; rank < ranks; rank++) {
        processes.add(start(rank, ranks, lead, trainingMilliseconds, seconds));
      }
      for (int rank = 0; rank < ranks; rank++) {
        boolean ended = processes.get(rank).waitFor(2, TimeUnit.MINUTES);
        assertThat(ended).as("rank %d ends", rank).isTrue();
        assertThat(processes.get(rank).exitValue()).as(output(rank)).isZero();
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    double[] numbers =
        Arrays.stream(output(0).strip().split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    return new Measured(numbers[0], Arrays.stream(numbers).skip(1).boxed().toList());
  }

  private Process start(int rank, int ranks, long lead, long trainingMilliseconds, double seconds)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            SleepingRank.class.getName(),
            Integer.toString(rank),
            Integer.toString(ranks),
            folder.toString(),
            Long.toString(lead),
            Long.toString(trainingMilliseconds),
            Double.toString(WARM_UP),
            Double.toString(seconds))
        .redirectErrorStream(false)
        .redirectOutput(folder.resolve("output-" + rank).toFile())
        .redirectError(folder.resolve("error-" + rank).toFile())
        .start();
  }

  private String output(int rank) throws IOException {
    String error = Files.readString(folder.resolve("error-" + rank));
    return Files.readString(folder.resolve("output-" + rank)) + (rank == 0 ? "" : error);
  }

  /** From the times of single shards alone; nothing is shared but rank 0. */
  private static double predict(
      int ranks, long lead, long trainingMilliseconds, List<Double> times) {
    ShardCosts costs = new ShardCosts(1, 1, times, 0);
    Cluster cluster =
        new Cluster(
            ranks,
            1,
            1,
            1.0 / SleepingRank.SLOW_ONE_OF,
            SleepingRank.SLOWNESS,
            1e12,
            1e12,
            1e5,
            5e-5,
            1e-3);
    if (lead == 0) {
      return ClusterModel.withoutConsumer(cluster, costs, 1).madePerSecond();
    }
    Consumer consumer =
        new Consumer(trainingMilliseconds / 1e3, SleepingReader.READ_AHEAD, 1, lead);
    Throughput run = ClusterModel.withConsumer(cluster, costs, consumer, 1);
    return run.trainedPerSecond();
  }
}
