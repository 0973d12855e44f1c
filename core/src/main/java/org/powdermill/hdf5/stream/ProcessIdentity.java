package org.powdermill.hdf5.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.powdermill.files.Provenance;

/**
 * Which process it is, so that another one can tell whether it still runs.
 *
 * @param host name of its machine, for people: two machines may share it
 * @param machine boot and process name space of its machine, by which numbers of processes can be
 *     compared; empty where the system does not tell
 * @param pid number of the process
 * @param processStarted when it was started, in clock ticks since the boot; 0 where the system does
 *     not tell
 * @param slurmJob SLURM's job; empty outside one
 * @param slurmRestart how often SLURM has started that job again
 */
public record ProcessIdentity(
    String host, String machine, long pid, long processStarted, String slurmJob, int slurmRestart) {

  private static final int MAX_TEXT = 300;
  private static final Path PROC = Path.of("/proc");

  /** In /proc/PID/stat, counted from the one after the name. */
  private static final int STATE_FIELD = 0;

  private static final int START_FIELD = 19;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of bounds
   */
  public ProcessIdentity {
    StateNumbers.text("host", host, MAX_TEXT);
    StateNumbers.text("machine", machine, MAX_TEXT);
    StateNumbers.notNegative("pid", pid);
    StateNumbers.notNegative("process_started", processStarted);
    StateNumbers.text("slurm_job", slurmJob, MAX_TEXT);
    StateNumbers.notNegative("slurm_restart", slurmRestart);
  }

  /** This process. */
  public static ProcessIdentity current() {
    Map<String, String> environment = System.getenv();
    long pid = ProcessHandle.current().pid();
    return new ProcessIdentity(
        Provenance.host(),
        machineId(),
        pid,
        start(pid),
        environment.getOrDefault("SLURM_JOB_ID", ""),
        restarts(environment.getOrDefault("SLURM_RESTART_COUNT", "0")));
  }

  private static int restarts(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  private static String machineId() {
    try {
      String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
      return boot + " " + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
    } catch (IOException | SecurityException e) {
      return "";
    }
  }

  /** When a process was started; 0 if there is none, or it has ended and nobody has noticed. */
  private static long start(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
      boolean ended = fields[STATE_FIELD].equals("Z") || fields[STATE_FIELD].equals("X");
      return ended ? 0 : Long.parseLong(fields[START_FIELD]);
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Whether this process has ended for certain, as another one can tell: one on the same machine,
   * or the same SLURM job after a restart.
   */
  public boolean hasEnded(ProcessIdentity observer) {
    if (!slurmJob.isEmpty()
        && slurmJob.equals(observer.slurmJob)
        && slurmRestart < observer.slurmRestart) {
      return true;
    }
    return isNear(observer) && processStarted > 0 && start(pid) != processStarted;
  }

  /** Whether it is on the observer's own machine. */
  boolean isNear(ProcessIdentity observer) {
    return !machine.isEmpty() && machine.equals(observer.machine);
  }

  /** {@code pid 123 on host x}. */
  @Override
  public String toString() {
    return "pid %d on host %s%s"
        .formatted(pid, host, slurmJob.isEmpty() ? "" : " (job %s)".formatted(slurmJob));
  }
}
