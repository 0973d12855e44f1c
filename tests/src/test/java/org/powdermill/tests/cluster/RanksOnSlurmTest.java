package org.powdermill.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  private static final int COUNT = 1000;

  /** Read before the fault, so that it strikes in the midst of work. */
  private static final int SOME = 100;

  private static final List<String> TWO_NODES = List.of("--nodes=2", "--ntasks=3");

  private static OneMachineSlurm slurm;
  private static List<String> undisturbed;

  /** Runs into its time limit, which takes SLURM most of a minute: it goes on beside the tests. */
  private static SlurmJob limited;

  private static ConsumerProcess slowest;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    slurm = OneMachineSlurm.start();
    // SLURM looks each half minute, and half a minute ahead: so the signal comes in between.
    List<String> options =
        List.of("--nodes=1", "--nodelist=cpu1", "--ntasks=2", "--time=1", "--signal=B:TERM@20");
    limited = submit(shared.resolve("stream"), Map.of(), options);
    slowest = consumer(shared.resolve("stream"), "pause=1500");
    undisturbed = RowChecksum.undisturbed(SEED, COUNT);
  }

  @AfterAll
  static void stop() throws IOException {
    if (slowest != null) {
      slowest.close();
    }
    if (slurm != null) {
      slurm.close();
    }
  }

  @Test
  void theTimeLimitPutsTheJobIntoTheQueueAgain() {
    limited.awaitRestart(1);
    slowest.kill();
    try (ConsumerProcess consumer = consumer(shared.resolve("stream"))) {
      assertThat(limited.awaitEnd()).as(limited.log()).isZero();
      assertThat(consumer.await()).as(consumer.toString()).isZero();
      assertThat(consumer.lines()).isEqualTo(undisturbed);
    }
    assertThat(limited.log())
        .contains("told to stop", "(status 75)", "restart 0: put into the queue again");
  }

  @Test
  void aWishToStopAndRequeueingByHandRestartTheJobAndScancelEndsItForGood() {
    SlurmJob job = submit("stream", Map.of(), TWO_NODES);
    try (ConsumerProcess slow = consumer("stream", "pause=400")) {
      awaitSome(slow, job);
      slurm.call("scancel", "--batch", "--signal=TERM", String.valueOf(job.id())).ok();
      job.awaitRestart(1);
      awaitMore(slow, job);
      slurm.call("scontrol", "requeue", String.valueOf(job.id())).ok();
      job.awaitRestart(2);
      awaitMore(slow, job);
      slurm.call("scancel", String.valueOf(job.id())).ok();
      job.awaitState("CANCELLED");
      job.awaitLog("SLURM itself is ending the job");
      assertThat(job.restarts()).as(job.log()).isEqualTo(2);
      slow.kill();
    }
    endsWell("stream", submit("stream", Map.of(), List.of("--nodes=1", "--ntasks=2")));
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

  @Test
  void aRankThatIsKilledEndsTheOthersAndTheJobGoesOnAsOftenAsAllowed() {
    SlurmJob job = submit("stream", Map.of("POWDERMILL_MAX_RESTARTS", "2"), TWO_NODES);
    try (ConsumerProcess slow = consumer("stream", "pause=400")) {
      awaitSome(slow, job);
      job.kill(2);
      job.awaitRestart(1);
      assertThat(job.log()).containsPattern("restart 0: .*rank 2 .*\\(status 70\\)");
      awaitMore(slow, job);
      job.kill(0); // who would have written the outcome
      job.awaitRestart(2);
      assertThat(job.log()).contains("no outcome in", "(status 70)");
      awaitMore(slow, job);
      job.kill(1);
      assertThat(job.awaitEnd()).as(job.log()).isEqualTo(70);
      slow.kill();
    }
    assertThat(job.log()).contains("not put into the queue again: that was done 2 times");
    assertThat(job.restarts()).isEqualTo(2);
    endsWell("stream", submit("stream", Map.of(), TWO_NODES));
  }

  @Test
  void anErrorIsNotTriedAgain() {
    Path stream = shared.resolve("stream");
    Patience.until("a stream", () -> Files.exists(stream.resolve("stream.json")), limited::log);

    SlurmJob other = submit(stream, Map.of("POWDERMILL_GENERATE_SEED", "8"), TWO_NODES);

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
    List<String> oneNode = List.of("--nodes=1", "--nodelist=cpu2", "--ntasks=2");
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
    return submit(folder.resolve(stream), variables, options);
  }

  private static SlurmJob submit(Path stream, Map<String, String> variables, List<String> options) {
    List<String> script =
        new ArrayList<>(
            List.of(
                SCRIPT,
                "--stream=" + stream,
                "--count=" + COUNT,
                "--shard-size=" + SHARD_SIZE,
                "--lead=4"));
    if (!variables.containsKey("POWDERMILL_GENERATE_SEED")) {
      script.add("--seed=" + SEED);
    }
    return slurm.submit(variables, options, script);
  }

  private ConsumerProcess consumer(String stream, String... settings) {
    return consumer(folder.resolve(stream), settings);
  }

  private static ConsumerProcess consumer(Path stream, String... settings) {
    return ConsumerProcess.start(
        stream, stream.resolveSibling(stream.getFileName() + ".lines"), settings);
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
