package org.powdermill.tests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A SLURM of two nodes, started by {@code slurm/one-machine} in a temporary folder. It ends with
 * this JVM, however that ends: the script watches its standard input, which is a pipe from here.
 */
final class OneMachineSlurm implements AutoCloseable {

  /** The project's folder. */
  static final Path PROJECT = Path.of(System.getProperty("powdermill.root")).toAbsolutePath();

  private static final Path SCRIPT = PROJECT.resolve("slurm/one-machine");
  private static final List<String> PROGRAMS =
      List.of("slurmctld", "slurmd", "srun", "sbatch", "munged");
  private static final String REPORT = "export SLURM_CONF=";

  private final Path folder;
  private final Process script;
  private final Map<String, String> environment;

  private OneMachineSlurm(Path folder, Process script, String configuration) {
    this.folder = folder;
    this.script = script;
    this.environment = Map.of("SLURM_CONF", configuration);
  }

  /** Starts one; where SLURM is not installed the test is skipped. */
  static OneMachineSlurm start() throws IOException {
    requirePrograms();
    return start(Files.createTempDirectory("slurm"));
  }

  /** Starts one in a folder that is empty, or one of a SLURM that was killed. */
  static OneMachineSlurm start(Path folder) throws IOException {
    Process script =
        Call.prepare(Map.of(), List.of(SCRIPT.toString(), "run", folder.toString()))
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(script.getInputStream(), UTF_8));
    String line = output.readLine();
    if (line == null || !line.startsWith(REPORT)) {
      script.destroyForcibly();
      throw new AssertionError("one-machine did not start, see above: " + line);
    }
    return new OneMachineSlurm(folder, script, line.substring(REPORT.length()));
  }

  static void requirePrograms() {
    List<String> missing = PROGRAMS.stream().filter(program -> !isOnPath(program)).toList();
    assumeTrue(
        missing.isEmpty(),
        () -> "needs SLURM (packages slurmctld, slurmd, slurm-client, munge): no " + missing);
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Runs one of SLURM's programs. */
  Call call(String... command) {
    return Call.of(environment, command);
  }

  /**
   * Submits a job script.
   *
   * @param variables for the job, on top of those of a bare user
   * @param options of sbatch
   * @param script with its arguments
   */
  SlurmJob submit(Map<String, String> variables, List<String> options, List<String> script) {
    Path log;
    try {
      log = Files.createTempFile(Files.createDirectories(folder.resolve("log")), "job", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = new ArrayList<>(List.of("sbatch", "--parsable", "--output=" + log));
    command.addAll(options);
    command.addAll(script);
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(variables);
    long id = Long.parseLong(Call.of(all, command.toArray(String[]::new)).ok().strip());
    return new SlurmJob(this, id, log);
  }

  /** Its configuration file. */
  String configuration() {
    return environment.get("SLURM_CONF");
  }

  /** Where its configuration and logs lie. */
  Path folder() {
    return folder;
  }

  /** Processes of this SLURM and its jobs, as lines for people. */
  List<String> processes() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != script.pid() && belongs(process.pid()))
        .map(process -> process.pid() + " " + process.info().commandLine().orElse("?"))
        .toList();
  }

  private boolean belongs(long pid) {
    try {
      String text = Files.readString(Path.of("/proc/" + pid + "/cmdline"), UTF_8);
      return text.contains(folder.toString());
    } catch (IOException e) {
      return false; // it has ended
    }
  }

  /** Kills the daemons and the script that watches them, as a crash would. */
  void crash() {
    script.destroyForcibly();
    ProcessHandle.allProcesses()
        .filter(process -> belongs(process.pid()))
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() throws IOException {
    script.getOutputStream().close(); // and so the script ends SLURM
    try {
      if (!script.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)) {
        script.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Does nothing, unless the script was killed.
    Call.of(Map.of(), SCRIPT.toString(), "stop", folder.toString()).ok();
  }
}
