package org.powdermill.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The SLURM for trying out job scripts, as a user has it. */
class OneMachineSlurmTest {

  private static final List<String> TWO_SLEEPERS =
      List.of("--nodes=2", "--ntasks=2", "--wrap=srun sleep 1234");

  @Test
  void severalRunAtOnceAndLeaveNothing() throws IOException {
    OneMachineSlurm first = OneMachineSlurm.start();
    OneMachineSlurm second = OneMachineSlurm.start();
    SlurmJob job = sleepers(first);
    SlurmJob other = sleepers(second);

    first.close();

    assertThat(first.processes()).isEmpty();
    assertThat(first.folder()).doesNotExist();
    assertThat(sleeping(job)).isEmpty();
    assertThat(sleeping(other)).hasSize(2);
    second.close();
    assertThat(second.processes()).isEmpty();
    assertThat(second.folder()).doesNotExist();
    assertThat(sleeping(other)).isEmpty();
  }

  @Test
  void oneThatWasKilledIsReplaced() throws IOException {
    OneMachineSlurm killed = OneMachineSlurm.start();
    SlurmJob job = sleepers(killed);
    killed.crash();

    try (OneMachineSlurm next = OneMachineSlurm.start(killed.folder())) {
      assertThat(sleeping(job)).isEmpty();
      assertThat(next.call("squeue", "--noheader").ok()).isBlank();
      assertThat(next.call("srun", "--nodes=2", "--ntasks=2", "true").status()).isZero();
    }
    assertThat(killed.processes()).isEmpty();
  }

  private static SlurmJob sleepers(OneMachineSlurm slurm) {
    SlurmJob job = slurm.submit(Map.of(), TWO_SLEEPERS, List.of());
    Patience.until("two sleepers", () -> sleeping(job).size() == 2, job::toString);
    return job;
  }

  private static List<String> sleeping(SlurmJob job) {
    return List.of("cpu1", "cpu2").stream()
        .flatMap(node -> job.ranks(node).stream())
        .map(process -> process.info().commandLine().orElse(""))
        .filter(command -> command.endsWith("sleep 1234"))
        .toList();
  }
}
