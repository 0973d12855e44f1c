package org.powdermill.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generator ranks on two nodes and the trainer on a third, at the same time: as one job or two of
 * the workflow, and as one without Nextflow.
 */
class WorkflowOnSlurmTest {

  private static OneMachineSlurm slurm;

  /** The whole workflow, with ranks and trainer as one job; nothing befalls it. */
  private static WorkflowOnSlurm undisturbed;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    slurm = OneMachineSlurm.start();
    undisturbed = WorkflowOnSlurm.submit(slurm, shared);
    undisturbed.awaitRankOn("cpu1");
    undisturbed.awaitRankOn("cpu2");
  }

  @AfterAll
  static void stop() throws IOException {
    if (slurm != null) {
      slurm.close();
    }
  }

  @Test
  void theHeadJobRunsTheWholeWorkflow() throws IOException {
    undisturbed.awaitSuccess();

    Path run = undisturbed.run();
    assertThat(run.resolve("training/model-last.h5")).isNotEmptyFile();
    assertThat(run.resolve("report.html")).isNotEmptyFile();
    assertThat(run.resolve("stream/ranks.json")).content().contains("\"rank\":1");
    assertThat(shared.resolve("results/nextflow/trace.txt"))
        .content()
        .contains("ONLINE\tCOMPLETED");
    String jobs = Files.readString(slurm.folder().resolve("log/jobs.txt"));
    assertThat(jobs).containsPattern("Name=nf-ONLINE .*NodeList=gpu1 ");
    assertThat(jobs).containsPattern("Name=nf-ONLINE .*NodeList=cpu\\[1-2\\] ");
    assertThat(undisturbed.jobs("")).isEmpty();
  }

  @Test
  void whatBefallsTheJobsOfTheWorkflowChangesNoBit() throws IOException {
    WorkflowOnSlurm disturbed = WorkflowOnSlurm.submit(slurm, folder, "--slurm_jobs", "two");

    disturbed.awaitStep(10);
    // As SLURM does before a time limit.
    slurm.call("scancel", "--batch", "--signal=TERM", disturbed.job("TRAIN")).ok();
    disturbed.awaitMetrics("\"event\":\"stopped\"");
    disturbed.awaitStep(40);
    slurm.call("scancel", disturbed.job("GENERATE")).ok();
    disturbed.awaitStep(70);
    slurm.call("scontrol", "requeue", String.valueOf(disturbed.head().id())).ok();
    disturbed.awaitSuccess();
    undisturbed.awaitSuccess();

    assertThat(disturbed.head().restarts()).as(disturbed.head().log()).isEqualTo(1);
    assertThat(disturbed.metrics().lines().filter(line -> line.contains("\"resumed\":true")))
        .as(disturbed.head().log())
        .hasSizeGreaterThanOrEqualTo(2);
    for (String file : List.of("training/model-last.h5", "evaluation/metrics.json")) {
      assertThat(disturbed.run().resolve(file))
          .hasSameBinaryContentAs(undisturbed.run().resolve(file));
    }
    assertThat(disturbed.run().resolve("report.html")).isNotEmptyFile();
    assertThat(disturbed.jobs("")).isEmpty();
  }

  @Test
  void whatIsWrongIsOneLineBeforeAnythingIsSubmitted() throws IOException {
    Path bare = Files.createDirectories(folder.resolve("bin"));
    for (String program : List.of("bash", "dirname", "readlink")) {
      Files.copy(
          Path.of("/usr/bin", program), bare.resolve(program), StandardCopyOption.COPY_ATTRIBUTES);
    }
    String submit = OneMachineSlurm.PROJECT.resolve("slurm/submit.sh").toString();
    Map.of(
            submit + " --network resnet-11",
            "--network resnet-11: want one of",
            submit + " --epoch 3",
            "there is no parameter --epoch: did you mean --epochs?",
            submit + " epochs=3",
            "'epochs=3' is no option",
            submit + " --time 2m",
            "--time 2m: want at least 5m",
            submit + " --gpu_partition nowhere",
            "--gpu_partition nowhere: there is no such partition; there are: cpu gpu",
            submit + " --head_colour red",
            "there is no setting head_colour",
            submit + " --site nowhere.config",
            "cannot read nowhere.config",
            "PATH=" + bare + " " + submit,
            "found no sbatch")
        .forEach(
            (call, line) -> {
              Call made = slurm.call("bash", "-c", "cd " + folder + " && " + call);
              assertThat(made.status()).as(call + ": " + made.output()).isEqualTo(2);
              assertThat(made.output().lines()).as(call).hasSize(1);
              assertThat(made.output()).contains(line);
            });
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
                OneMachineSlurm.PROJECT.resolve("slurm/online-training.sbatch").toString(),
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
                "--generate",
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
}
