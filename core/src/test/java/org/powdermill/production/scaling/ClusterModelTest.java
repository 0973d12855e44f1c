package org.powdermill.production.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** The model against what can be worked out by hand. */
class ClusterModelTest {

  private static final int ROWS = 1000;
  private static final long BYTES = 2_000_000;
  private static final Percentage CLOSE = Percentage.withPercentage(2);

  /** 0.1 s on the average. */
  private static final ShardCosts COSTS =
      new ShardCosts(ROWS, BYTES, List.of(0.09, 0.10, 0.11), 0.005);

  /** So fast that only the ranks count: writing a shard takes a microsecond. */
  private static final Cluster FREE = new Cluster(1, 1, 64, 0, 1, 1e16, 2e12, 1e12, 1e-9, 1e-4);

  private static Cluster bandwidth(double bytesPerSecond) {
    return new Cluster(1, 1, 64, 0, 1, bytesPerSecond, bytesPerSecond, 1e12, 1e-9, 1e-4);
  }

  private static Cluster metadata(double perSecond) {
    return new Cluster(1, 1, 64, 0, 1, 1e16, 2e12, perSecond, 1e-9, 1e-4);
  }

  private static Cluster messages(double seconds) {
    return new Cluster(1, 1, 64, 0, 1, 1e16, 2e12, 1e12, seconds, 1e-4);
  }

  private static Throughput alone(Cluster cluster, int ranks) {
    return ClusterModel.withoutConsumer(cluster.withRanks(ranks), COSTS, 1);
  }

  @Property(tries = 12)
  void nothingSharedRanksAreAsFastAsTheirCores(@ForAll @IntRange(min = 1, max = 2000) int ranks) {
    Throughput run = alone(FREE, ranks);

    assertThat(run.madePerSecond()).isCloseTo(ranks * ROWS / 0.1, CLOSE);
    assertThat(run.ranksWaiting()).as("a task lies ready").isLessThan(0.001);
    assertThat(run.bottleneck()).isEqualTo(Bottleneck.MAKING);
  }

  @Test
  void bandwidthIsWhatAllHaveTogether() {
    Throughput run = alone(bandwidth(1e9), 200);

    assertThat(run.madePerSecond()).isCloseTo(1e9 / BYTES * ROWS, CLOSE);
    assertThat(run.bottleneck()).isEqualTo(Bottleneck.BANDWIDTH);
  }

  @Test
  void threeOperationsOnNamesForAShard() {
    Throughput run = alone(metadata(1000), 200);

    assertThat(run.madePerSecond()).isCloseTo(1000 / 3.0 * ROWS, CLOSE);
    assertThat(run.bottleneck()).isEqualTo(Bottleneck.METADATA);
  }

  @Test
  void twoMessagesForAShardAtRankZero() {
    Throughput run = alone(messages(1e-4), 2000);

    assertThat(run.madePerSecond()).isCloseTo(1 / 2e-4 * ROWS, CLOSE);
    assertThat(run.bottleneck()).isEqualTo(Bottleneck.RANK_ZERO);
  }

  @Test
  void aSlowMachineGetsFewerShardsAndHoldsNobodyUp() {
    Cluster half = new Cluster(8, 1, 4, 0.5, 3, 1e16, 2e12, 1e12, 1e-9, 1e-4);

    Throughput run = ClusterModel.withoutConsumer(half, COSTS, 1);

    assertThat(run.madePerSecond()).isCloseTo((4 + 4 / 3.0) * ROWS / 0.1, CLOSE);
    assertThat(run.ranksWaiting()).isLessThan(0.001);
  }

  @Test
  void aConsumerThatIsSlowerIsFedWithoutGapsWithinTheBoundOfTheDisk() {
    // 4 ranks make 40 shards a second; the consumer takes 10.
    Consumer consumer = new Consumer(0.1, 1, 5, 20);

    Throughput run = ClusterModel.withConsumer(FREE.withRanks(4), COSTS, consumer, 1);

    assertThat(run.trainedPerSecond()).isCloseTo(10_000, CLOSE);
    assertThat(run.madePerSecond()).isCloseTo(10_000, Percentage.withPercentage(5));
    assertThat(run.trainerWaiting()).isLessThan(0.002);
    assertThat(run.bottleneck()).isEqualTo(Bottleneck.TRAINING);
    assertThat(run.ranksWaiting()).isCloseTo(0.75, within(0.03));
    assertThat(run.mostShards())
        .as("lead, ranks, those since the checkpoint, those read ahead")
        .isBetween(20L, 20 + 4 + 5 + 2L);
  }

  @Test
  void aConsumerThatIsFasterWaitsForTheRanks() {
    Consumer consumer = new Consumer(0.01, 1, 5, 200);

    Throughput run = ClusterModel.withConsumer(FREE.withRanks(4), COSTS, consumer, 1);

    assertThat(run.trainedPerSecond()).isCloseTo(40_000, CLOSE);
    assertThat(run.trainerWaiting()).isCloseTo(0.6, Offset.offset(0.02));
    assertThat(run.bottleneck()).isEqualTo(Bottleneck.MAKING);
  }

  @Test
  void tooSmallALeadKeepsRanksWaiting() {
    // Positions travel in up to 0.45 s: 8 shards in that time are less than the 160 that could be.
    Consumer consumer = new Consumer(0, 1, 5, 8);

    Throughput run = ClusterModel.withConsumer(FREE.withRanks(64), COSTS, consumer, 1);

    assertThat(run.bottleneck()).isEqualTo(Bottleneck.CREDITS);
    assertThat(run.trainedPerSecond() / ROWS).isBetween(8 / 0.6, 8 / 0.2);
  }

  @Test
  void oneSeedOneResult() {
    Throughput first = alone(bandwidth(1e9), 50);

    assertThat(alone(bandwidth(1e9), 50)).isEqualTo(first);
    assertThat(ClusterModel.withoutConsumer(FREE.withRanks(3), COSTS, 2))
        .isNotEqualTo(ClusterModel.withoutConsumer(FREE.withRanks(3), COSTS, 3));
  }
}
