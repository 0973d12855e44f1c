package org.powdermill.production.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RunPlanTest {

  private static final Percentage CLOSE = Percentage.withPercentage(2);

  /** A core makes 10,000 diffractograms a second, of 2,000 bytes each. */
  private static final ShardCosts COSTS = new ShardCosts(1000, 2_000_000, List.of(0.1), 0.005);

  private static final Cluster CLUSTER = new Cluster(1, 1, 64, 0, 1, 5e9, 1e9, 1e5, 5e-5, 1e-3);

  private static RunPlan plan(OptionalDouble trainer, OptionalInt nodes) {
    return RunPlan.of(new RunPlan.Task(36_000_000, trainer, nodes, 4, COSTS, CLUSTER, 130, 200));
  }

  @Test
  void aTrainerDecidesItsHoursAndItsCores() {
    RunPlan plan = plan(OptionalDouble.of(25_000), OptionalInt.empty());

    assertThat(plan.coresPerGpu()).hasValue(3);
    assertThat(plan.nodes()).isEqualTo(1);
    assertThat(plan.cores()).isEqualTo(4);
    assertThat(plan.diffractogramsPerSecond()).isCloseTo(25_000, CLOSE);
    assertThat(plan.hours()).isCloseTo(0.4, CLOSE);
    assertThat(plan.nodeHours()).isCloseTo(0.4, CLOSE);
    assertThat(plan.coreHoursOfMaking()).isCloseTo(1, CLOSE);
    assertThat(plan.trainerWaiting().orElseThrow()).isLessThan(RunPlan.WAITING);
    assertThat(plan.bottleneck()).isEqualTo(Bottleneck.TRAINING);
    assertThat(plan.writtenBytesPerSecond()).isCloseTo(50e6, CLOSE);
    assertThat(plan.keptDiskBytes()).isEqualTo(72_000_000_000L);
    assertThat(plan.peakDiskBytes()).isEqualTo((200 + 2 + 130) * 2_000_000L);
  }

  @Test
  void tooFewMachinesAreSaidToBeTheBottleneck() {
    RunPlan plan = plan(OptionalDouble.of(90_000), OptionalInt.of(1));

    assertThat(plan.bottleneck()).isEqualTo(Bottleneck.MAKING);
    assertThat(plan.diffractogramsPerSecond()).isCloseTo(4000 / 0.102, CLOSE);
    assertThat(plan.trainerWaiting().orElseThrow()).isGreaterThan(0.5);
    assertThat(plan.coresPerGpu().orElseThrow()).isBetween(9, 11);
  }

  @Test
  void noNumberOfCoresFeedsATrainerThatIsFasterThanOneReader() {
    // Reading takes 2 ms of transfer and 5 ms of checking.
    RunPlan plan = plan(OptionalDouble.of(300_000), OptionalInt.of(20));

    assertThat(plan.coresPerGpu()).isEmpty();
    assertThat(plan.bottleneck()).isEqualTo(Bottleneck.READING);
    assertThat(plan.diffractogramsPerSecond())
        .as("a little less, as credits come in bursts")
        .isCloseTo(1000 / 0.00702, Percentage.withPercentage(5));
  }

  @Test
  void withoutATrainersRateTheRanksDecide() {
    RunPlan plan = plan(OptionalDouble.empty(), OptionalInt.of(2));

    assertThat(plan.coresPerGpu()).isEmpty();
    assertThat(plan.trainerWaiting()).isEmpty();
    assertThat(plan.diffractogramsPerSecond()).isCloseTo(80_000, Percentage.withPercentage(4));
  }

  @Test
  void theModelKeepsToTheBoundOfTheDisk() {
    Consumer consumer = new Consumer(0.05, 1, 130, 64);

    Throughput run = ClusterModel.withConsumer(CLUSTER.withRanks(40), COSTS, consumer, 1);

    assertThat(run.mostShards()).isBetween(150L, 64 + 2 + 130L);
  }
}
