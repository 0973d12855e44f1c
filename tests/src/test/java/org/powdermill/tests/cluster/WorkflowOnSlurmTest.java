package org.powdermill.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generator ranks on two nodes and the trainer on a third, at the same time, in one job. */
class WorkflowOnSlurmTest {

  private static final Path SLURM_FOLDER = OneMachineSlurm.PROJECT.resolve("slurm");

  private static OneMachineSlurm slurm;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    slurm = OneMachineSlurm.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (slurm != null) {
      slurm.close();
    }
  }

  @Test
  void theHeadJobRunsTheWholeWorkflow() throws IOException {
    Files.writeString(
        folder.resolve("site.config"),
        """
        # as slurm/site.config.example
        partition = cpu
        gpu_partition = gpu
        nodes = 2
        ranks = 2
        time = 30m
        trainer_cpus = 2
        trainer_memory = 2 GB
        head_memory = 1500M
        """);
    String call =
        "cd %s && exec %s --site site.config --profiles slurm,test --epochs 1"
            .formatted(folder, SLURM_FOLDER.resolve("submit.sh"));
    long id = Long.parseLong(slurm.call("bash", "-c", call).ok().strip());
    SlurmJob head =
        new SlurmJob(slurm, id, folder.resolve("powdermill-workflow-%d.log".formatted(id)));

    assertThat(head.awaitEnd()).as(head.toString()).isZero();

    Path run = run();
    assertThat(run.resolve("training/model-last.h5")).isNotEmptyFile();
    assertThat(run.resolve("report.html")).isNotEmptyFile();
    assertThat(run.resolve("stream/ranks.json")).content().contains("\"rank\":1");
    assertThat(Files.readString(folder.resolve("results/nextflow/trace.txt")))
        .contains("ONLINE\tCOMPLETED");
    String jobs = Files.readString(slurm.folder().resolve("log/jobs.txt"));
    assertThat(jobs).containsPattern("Name=nf-ONLINE .*NodeList=gpu1 ");
    assertThat(jobs).containsPattern("Name=nf-ONLINE .*NodeList=cpu\\[1-2\\] ");
    assertThat(slurm.call("squeue", "--noheader").ok()).isEmpty();
  }

  @Test
  void withoutNextflowTheJobSavesItselfAndGoesOn() {
    SlurmJob job =
        slurm.submit(
            Map.of(),
            List.of(
                "--partition=gpu",
                "--gres=gpu:1",
                ":",
                "--partition=cpu",
                "--nodes=2",
                "--ntasks=2"),
            List.of(
                SLURM_FOLDER.resolve("online-training.sbatch").toString(),
                folder.toString(),
                "--network",
                "parkcnn-small",
                "--epochs",
                "6",
                "--batches-per-epoch",
                "4",
                "--batch-size",
                "16",
                "--validation-size",
                "0",
                "--threads",
                "1",
                "--device",
                "cpu",
                ":",
                "--space-groups",
                "2,14",
                "--shard-size",
                "16",
                "--lead",
                "2"));
    Patience.until("a step", () -> metrics().contains("\"event\":\"step\""), job::toString);

    slurm.call("scancel", "--batch", "--signal=TERM", String.valueOf(job.id())).ok();
    job.awaitLog("put into the queue again");
    // The scheduler looks at such a job again when something else happens.
    Patience.until("it starts again", () -> isStartedBesideOthers(job), job::toString);

    assertThat(job.awaitEnd()).as(job.toString()).isZero();
    assertThat(job.log()).contains("restart 0: trainer and ranks have left (status 75)");
    assertThat(folder.resolve("training/model-last.h5")).isNotEmptyFile();
    assertThat(metrics()).contains("\"resumed\":true", "\"ending\":\"complete\"");
  }

  private static boolean isStartedBesideOthers(SlurmJob job) {
    slurm.call("sbatch", "--output=/dev/null", "--wait", "--wrap=true").ok();
    return job.restarts() > 0 && !job.state().equals("PENDING");
  }

  private String metrics() {
    Path file = folder.resolve("training/metrics.jsonl");
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path run() throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve("results"))) {
      return runs.filter(run -> Files.exists(run.resolve("run.json"))).findFirst().orElseThrow();
    }
  }
}
