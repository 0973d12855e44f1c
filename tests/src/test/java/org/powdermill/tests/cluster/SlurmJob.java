package org.powdermill.tests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A batch job.
 *
 * @param slurm where it was submitted
 * @param id its number
 * @param logFile what its script and its ranks print
 */
record SlurmJob(OneMachineSlurm slurm, long id, Path logFile) {

  private static final List<String> OVER =
      List.of("COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL", "OUT_OF_MEMORY");

  /** A value of {@code scontrol show job}. */
  String value(String name) {
    String text = slurm.call("scontrol", "show", "job", String.valueOf(id)).ok();
    Matcher matcher = Pattern.compile("(?:^|\\s)" + name + "=(\\S*)").matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no %s in %s".formatted(name, text));
    }
    return matcher.group(1);
  }

  /** As SLURM names it, RUNNING for instance. */
  String state() {
    return value("JobState");
  }

  /** How often it was put into the queue again. */
  int restarts() {
    return Integer.parseInt(value("Restarts"));
  }

  /** Waits until it is in a state. */
  void awaitState(String state) {
    Patience.until("job %d %s".formatted(id, state), () -> state().equals(state), this::toString);
  }

  /** Waits until it runs after having been put into the queue again. */
  void awaitRestart(int times) {
    Patience.until(
        "job %d runs for the time %d after its first".formatted(id, times),
        () -> restarts() >= times && (state().equals("RUNNING") || OVER.contains(state())),
        this::toString);
  }

  /** Waits until it is over; returns the script's exit status. */
  int awaitEnd() {
    Patience.until("the end of job " + id, () -> OVER.contains(state()), this::toString);
    return Integer.parseInt(value("ExitCode").split(":", 2)[0]);
  }

  /** Waits until its log holds a text. */
  void awaitLog(String text) {
    Patience.until("'%s' in its log".formatted(text), () -> log().contains(text), this::toString);
  }

  String log() {
    try {
      return Files.readString(logFile, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Processes of its ranks on a node, as SLURM started them there: by their environment, as all
   * nodes share this machine.
   */
  List<ProcessHandle> ranks(String node) {
    return ProcessHandle.allProcesses()
        .filter(
            process -> {
              Map<String, String> variables = Environment.of(process.pid());
              return String.valueOf(id).equals(variables.get("SLURM_JOB_ID"))
                  && slurm.configuration().equals(variables.get("SLURM_CONF"))
                  && variables.containsKey("SLURM_STEP_ID")
                  && node.equals(variables.get("SLURMD_NODENAME"));
            })
        .toList();
  }

  /** Kills a rank, by SIGKILL. */
  void kill(int rank) {
    List<ProcessHandle> found =
        List.of("cpu1", "cpu2").stream()
            .flatMap(node -> ranks(node).stream())
            .filter(
                process ->
                    String.valueOf(rank).equals(Environment.of(process.pid()).get("SLURM_PROCID")))
            .toList();
    if (found.isEmpty()) {
      throw new AssertionError("no rank %d: %s".formatted(rank, this));
    }
    found.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public String toString() {
    return "job %d: %s, log:%n%s".formatted(id, state(), log());
  }
}
