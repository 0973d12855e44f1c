package org.powdermill.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.powdermill.tests.streams.ConsumerProcess;
import org.powdermill.tests.streams.RowChecksum;

/**
 * {@code slurm/generate.sbatch} with real ranks on two nodes, and what befalls jobs there. After
 * each fault a consumer has read what an undisturbed run gives, bit for bit, once and in order.
 */
class RanksOnSlurmTest {

  private static final String SCRIPT =
      OneMachineSlurm.PROJECT.resolve("slurm/generate.sbatch").toString();
  private static final int SEED = 7;
  private static final int SHARD_SIZE = 20;
  private static final int COUNT = 1200;

  /** Read before the fault, so that it strikes in the midst of work. */
  private static final int SOME = 160;

  private static final List<String> TWO_NODES = List.of("--nodes=2", "--ntasks=3");

  private static OneMachineSlurm slurm;
  private static List<String> undisturbed;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    slurm = OneMachineSlurm.start();
    undisturbed = RowChecksum.undisturbed(SEED, COUNT);
  }

  @AfterAll
  static void stop() throws IOException {
    if (slurm != null) {
      slurm.close();
    }
  }

  @Test
  void theTimeLimitPutsTheJobIntoTheQueueAgain() {
    List<String> options = new ArrayList<>(TWO_NODES);
    // SLURM looks each half minute, and half a minute ahead: so the signal comes in between.
    options.addAll(List.of("--time=1", "--signal=B:TERM@20"));
    SlurmJob job = submit("stream", Map.of(), options);
    try (ConsumerProcess slow = consumer("stream", "pause=1500")) {
      job.awaitLog("told to stop");
      job.awaitLog("(status 75)");
      job.awaitRestart(1);
      slow.kill();
      assertThat(slow.read()).isPositive().isLessThan(COUNT);
    }
    endsWell("stream", job);
    assertThat(job.log()).contains("restart 0: put into the queue again");
  }

  @Test
  void aWishToStopPutsTheJobIntoTheQueueAgainAndScancelEndsItForGood() {
    SlurmJob job = submit("stream", Map.of(), TWO_NODES);
    try (ConsumerProcess slow = consumer("stream", "pause=400")) {
      awaitSome(slow, job);
      slurm.call("scancel", "--batch", "--signal=TERM", String.valueOf(job.id())).ok();
      job.awaitRestart(1);
      awaitMore(slow, job);
      slurm.call("scancel", String.valueOf(job.id())).ok();
      job.awaitState("CANCELLED");
      job.awaitLog("SLURM itself is ending the job");
      assertThat(job.restarts()).isEqualTo(1);
      slow.kill();
    }
    endsWell("stream", submit("stream", Map.of(), List.of("--nodes=1", "--ntasks=2")));
  }

  @Test
  void requeueingByHandLosesNothing() {
    SlurmJob job = submit("stream", Map.of(), TWO_NODES);
    try (ConsumerProcess slow = consumer("stream", "pause=200")) {
      awaitSome(slow, job);
      slurm.call("scontrol", "requeue", String.valueOf(job.id())).ok();
      job.awaitRestart(1);
      slow.kill();
    }
    endsWell("stream", job);
  }

  @Test
  void aNodeThatGoesDownLosesNothing() {
    SlurmJob job = submit("stream", Map.of(), TWO_NODES);
    try (ConsumerProcess slow = consumer("stream", "pause=200")) {
      awaitSome(slow, job);
      slurm.call("scontrol", "update", "nodename=cpu2", "state=down", "reason=test").ok();
      job.ranks("cpu2").forEach(ProcessHandle::destroyForcibly);
      Patience.until("restart of " + job.id(), () -> job.restarts() == 1, job::toString);
      slurm.call("scontrol", "update", "nodename=cpu2", "state=resume").ok();
      job.awaitRestart(1);
      slow.kill();
    }
    endsWell("stream", job);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aRankThatIsKilledEndsTheOthersAndTheJobGoesOn(int rank) {
    SlurmJob job = submit("stream", Map.of(), TWO_NODES);
    try (ConsumerProcess slow = consumer("stream", "pause=200")) {
      awaitSome(slow, job);
      job.kill(rank);
      job.awaitLog("(status 70)");
      if (rank > 0) {
        assertThat(job.log()).containsPattern("restart 0: .*rank " + rank + " .*\\(status 70\\)");
      }
      job.awaitRestart(1);
      slow.kill();
    }
    endsWell("stream", job);
    assertThat(job.restarts()).isEqualTo(1);
  }

  @Test
  void theNumberOfRestartsIsLimited() {
    SlurmJob job = submit("stream", Map.of("POWDERMILL_MAX_RESTARTS", "0"), TWO_NODES);
    try (ConsumerProcess slow = consumer("stream", "pause=200")) {
      awaitSome(slow, job);
      job.kill(1);
      assertThat(job.awaitEnd()).as(job.log()).isEqualTo(70);
      slow.kill();
    }
    assertThat(job.log()).contains("not put into the queue again: that was done 0 times");
    assertThat(job.restarts()).isZero();
    endsWell("stream", submit("stream", Map.of(), TWO_NODES));
  }

  @Test
  void anErrorIsNotTriedAgain() {
    endsWell("stream", submit("stream", Map.of(), TWO_NODES));

    SlurmJob other = submit("stream", Map.of("POWDERMILL_GENERATE_SEED", "8"), TWO_NODES);

    assertThat(other.awaitEnd()).as(other.log()).isEqualTo(1);
    assertThat(other.restarts()).isZero();
    assertThat(other.log()).contains("seed").contains("(status 1)");
  }

  @Test
  void withoutAStreamItIsWrongUsage() {
    SlurmJob job = slurm.submit(Map.of(), List.of(), List.of(SCRIPT, "--count=20"));

    assertThat(job.awaitEnd()).isEqualTo(2);
    assertThat(job.log()).contains("want --stream DIR");
  }

  @Test
  void twoJobsOnOneNodeDoNotDisturbEachOther() {
    List<String> oneNode = List.of("--nodes=1", "--nodelist=cpu1", "--ntasks=2");
    SlurmJob job = submit("stream", Map.of(), oneNode);
    SlurmJob other = submit("other", Map.of(), oneNode);
    try (ConsumerProcess consumer = consumer("stream");
        ConsumerProcess otherConsumer = consumer("other")) {
      assertThat(job.awaitEnd()).as(job.log()).isZero();
      assertThat(other.awaitEnd()).as(other.log()).isZero();
      assertThat(consumer.await()).as(consumer.toString()).isZero();
      assertThat(otherConsumer.await()).as(otherConsumer.toString()).isZero();
      assertThat(consumer.lines()).isEqualTo(undisturbed);
      assertThat(otherConsumer.lines()).isEqualTo(undisturbed);
    }
  }

  private SlurmJob submit(String stream, Map<String, String> variables, List<String> options) {
    List<String> script =
        new ArrayList<>(
            List.of(
                SCRIPT,
                "--stream=" + folder.resolve(stream),
                "--count=" + COUNT,
                "--shard-size=" + SHARD_SIZE,
                "--lead=4"));
    if (!variables.containsKey("POWDERMILL_GENERATE_SEED")) {
      script.add("--seed=" + SEED);
    }
    return slurm.submit(variables, options, script);
  }

  private ConsumerProcess consumer(String stream, String... settings) {
    return ConsumerProcess.start(
        folder.resolve(stream), folder.resolve(stream + ".lines"), settings);
  }

  private static void awaitSome(ConsumerProcess consumer, SlurmJob job) {
    awaitRead(consumer, job, SOME);
  }

  private static void awaitMore(ConsumerProcess consumer, SlurmJob job) {
    awaitRead(consumer, job, consumer.read() + SOME);
  }

  private static void awaitRead(ConsumerProcess consumer, SlurmJob job, int count) {
    Patience.until(
        count + " diffractograms read",
        () -> consumer.read() >= count,
        () -> consumer + "\n" + job);
  }

  private void endsWell(String stream, SlurmJob job) {
    try (ConsumerProcess consumer = consumer(stream)) {
      assertThat(job.awaitEnd()).as(job.log()).isZero();
      assertThat(consumer.await()).as(consumer.toString()).isZero();
      assertThat(consumer.lines()).isEqualTo(undisturbed);
    }
  }
}
