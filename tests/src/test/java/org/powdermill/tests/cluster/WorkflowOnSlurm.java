package org.powdermill.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The workflow in miniature, submitted by {@code slurm/submit.sh} in a folder of its own, with one
 * thread of the trainer.
 *
 * @param head its head job
 */
record WorkflowOnSlurm(OneMachineSlurm slurm, Path folder, SlurmJob head) {

  private static final Path SCRIPT = OneMachineSlurm.PROJECT.resolve("slurm/submit.sh");
  private static final Pattern STEP = Pattern.compile("\"event\":\"step\",\"step\":(\\d+)");

  static WorkflowOnSlurm submit(OneMachineSlurm slurm, Path folder, String... parameters)
      throws IOException {
    Files.writeString(
        folder.resolve("site.config"),
        """
        # as slurm/site.config.example
        partition = cpu
        gpu_partition = gpu
        nodes = 2
        ranks = 2
        time = 30m
        trainer_cpus = 1
        trainer_memory = 2 GB
        head_memory = 1500M
        """);
    String call =
        "cd %s && exec %s --site site.config --profiles slurm,test --epochs 2 --batches_per_epoch 60 %s"
            .formatted(folder, SCRIPT, String.join(" ", parameters));
    long id =
        slurm
            .call("bash", "-c", call)
            .ok()
            .lines()
            .mapToLong(WorkflowOnSlurm::number)
            .max()
            .orElseThrow();
    Path log = folder.resolve("powdermill-workflow-%d.log".formatted(id));
    return new WorkflowOnSlurm(slurm, folder, new SlurmJob(slurm, id, log));
  }

  /** The number that a line consists of, or -1: the script says more on standard error. */
  private static long number(String line) {
    return line.matches("\\d+") ? Long.parseLong(line) : -1;
  }

  void awaitSuccess() {
    assertThat(head.awaitEnd()).as(head.toString()).isZero();
  }

  /** Waits until the training has made so many steps. */
  void awaitStep(int step) {
    Patience.until("step " + step, () -> lastStep() >= step, head::toString);
  }

  /** Waits until a line of the metrics holds a text. */
  void awaitMetrics(String text) {
    Patience.until(text, () -> metrics().contains(text), head::toString);
  }

  /** Waits until a rank runs on a node: all nodes are this machine, so SLURM's variable tells. */
  void awaitRankOn(String node) {
    Patience.until("a rank on " + node, () -> hasRankOn(node), head::toString);
  }

  private boolean hasRankOn(String node) {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process.info().commandLine().orElse("").contains(" generate --stream " + folder))
        .map(process -> Environment.of(process.pid()))
        .anyMatch(
            variables ->
                variables.containsKey("SLURM_STEP_ID")
                    && node.equals(variables.get("SLURMD_NODENAME")));
  }

  private int lastStep() {
    Matcher matcher = STEP.matcher(metrics());
    int last = 0;
    while (matcher.find()) {
      last = Integer.parseInt(matcher.group(1));
    }
    return last;
  }

  /** What the training has written down. */
  String metrics() {
    return found()
        .map(run -> run.resolve("training/metrics.jsonl"))
        .filter(Files::exists)
        .map(WorkflowOnSlurm::text)
        .orElse("");
  }

  /** The folder of the run. */
  Path run() {
    return found().orElseThrow();
  }

  private Optional<Path> found() {
    Path results = folder.resolve("results");
    if (!Files.exists(results)) {
      return Optional.empty();
    }
    try (Stream<Path> runs = Files.list(results)) {
      return runs.filter(run -> Files.exists(run.resolve("run.json"))).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Numbers of those jobs that Nextflow has for a process, or of all: as long as SLURM has them.
   */
  List<String> jobs(String process) {
    return slurm
        .call("squeue", "--noheader", "--format=%A %j %Z")
        .ok()
        .lines()
        .map(line -> line.split(" ", 3))
        .filter(job -> job[1].startsWith("nf-" + process))
        .filter(job -> Path.of(job[2]).startsWith(folder))
        .map(job -> job[0])
        .toList();
  }

  /** Number of the job of a process that is there. */
  String job(String process) {
    Patience.until("job of " + process, () -> !jobs(process).isEmpty(), head::toString);
    return jobs(process).get(0);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
