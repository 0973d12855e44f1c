package org.powdermill.trainer.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.powdermill.trainer.device.MadeUpMachine.HOPPER;
import static org.powdermill.trainer.device.MadeUpMachine.VOLTA;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuExaminationTest {

  @TempDir Path root;

  @Test
  void nothingIsWrongOnAMachineThatFits() {
    assertThat(MadeUpMachine.withGpus(root, VOLTA).examination().findings())
        .allMatch(GpuFinding::fits)
        .extracting(GpuFinding::what)
        .containsExactly("GPU driver", "libcuda", "GPU 0", "visible GPUs", "SLURM", "GPU engine");
  }

  @Test
  void aMachineWithoutADriverIsTold() {
    assertThat(line(new MadeUpMachine(root)))
        .isEqualTo(
            "this machine has no NVIDIA driver: no /proc/driver/nvidia/version, no answer of"
                + " nvidia-smi; run on a node with a GPU, or install the driver (450.80.02 or"
                + " newer)");
  }

  @ParameterizedTest
  @CsvSource({"450.80.02,true", "450.51.06,false", "470.82,true", "390.157,false", "1000.1,true"})
  void oldDriversAreTold(String driver, boolean fits) {
    MadeUpMachine machine = MadeUpMachine.withGpus(root, VOLTA);
    machine.file("proc/driver/nvidia/version", "Kernel Module  " + driver + "  Tue\n");

    assertThat(machine.examination().findings().get(0).fits()).isEqualTo(fits);
  }

  @Test
  void theDriverOfTheOpenKernelModuleIsRead() {
    MadeUpMachine machine =
        new MadeUpMachine(root)
            .file(
                "proc/driver/nvidia/version",
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  550.54.15  Release Build"
                    + "  (root@host)\n");

    assertThat(machine.look().driver()).contains("550.54.15");
  }

  @Test
  void aContainerWithoutTheHostsLibraryIsTold() throws IOException {
    MadeUpMachine machine = MadeUpMachine.withGpus(root, VOLTA);
    Files.delete(root.resolve("usr/lib/x86_64-linux-gnu/libcuda.so.1"));

    assertThat(line(machine)).startsWith("libcuda.so.1 is not in").contains("apptainer --nv");

    machine.file("opt/driver/libcuda.so.1", "").variable("LD_LIBRARY_PATH", ":/opt/driver");
    assertThat(machine.examination().firstWrong()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "3.5,false",
    "3.7,true",
    "6.0,true",
    "8.0,true",
    "8.6,true",
    "8.9,false",
    "9.0,false"
  })
  void onlyGpusWithMachineCodeFit(String capability, boolean fits) {
    MadeUpMachine machine = MadeUpMachine.withGpus(root, "GPU-3, Some GPU, " + capability);

    assertThat(machine.examination().findings().get(2).fits()).isEqualTo(fits);
  }

  @Test
  void hopperIsTold() {
    assertThat(line(MadeUpMachine.withGpus(root, HOPPER)))
        .isEqualTo(
            "GPU 0 (NVIDIA H100, compute capability 9.0) does not fit: the engine has machine code"
                + " for 3.7 to 8.6 only; use a Pascal, Volta, Turing or Ampere GPU, such as P100,"
                + " V100, T4, A100");
  }

  @Test
  void aGpuThatIsNotVisibleNeedNotFit() {
    MadeUpMachine machine =
        MadeUpMachine.withGpus(root, HOPPER, VOLTA).variable("CUDA_VISIBLE_DEVICES", "1");

    assertThat(machine.examination().firstWrong()).isEmpty();
  }

  @Test
  void withoutNvidiaSmiTheKernelTellsNamesAndNoCapability() {
    MadeUpMachine machine =
        MadeUpMachine.withGpus(root)
            .withoutNvidiaSmi()
            .file(
                "proc/driver/nvidia/gpus/0000:3b:00.0/information",
                "Model: \t\t Tesla T4\nIRQ:   \t\t 59\nGPU UUID: \t GPU-7\n");

    assertThat(machine.look().gpus()).singleElement().hasToString("GPU 0 (Tesla T4)");
    assertThat(machine.examination().findings().get(2).detail())
        .isEqualTo("Tesla T4; compute capability not known, the engine wants 3.7 to 8.6");
  }

  @Test
  void rubbishOfNvidiaSmiIsNoGpu() {
    MadeUpMachine machine = MadeUpMachine.withGpus(root);
    machine.nvidiaSmi("x", "NVIDIA-SMI has failed, because");

    assertThat(machine.look().gpus()).isEmpty();
    assertThat(line(machine)).startsWith("the driver shows no GPU");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0      | true",
        "1,0    | true",
        "GPU-1111 | true",
        "MIG-ab | true",
        "2      | false",
        "0,5    | false",
        "-1     | false",
        "''     | false",
        "NoDevFiles | false",
        "GPU-99 | false",
      })
  void whatCudaVisibleDevicesNamesMustBeThere(String value, boolean fits) {
    MadeUpMachine machine =
        MadeUpMachine.withGpus(root, VOLTA, VOLTA.replace('1', '4'))
            .variable("CUDA_VISIBLE_DEVICES", value);

    assertThat(finding(machine, "visible GPUs").fits()).isEqualTo(fits);
  }

  @Test
  void aJobWithoutAGpuIsTold() {
    MadeUpMachine machine = MadeUpMachine.withGpus(root, VOLTA).variable("SLURM_JOB_ID", "7");

    assertThat(line(machine))
        .isEqualTo("SLURM gave no GPU to this job; ask for one: sbatch or srun with --gres=gpu:1");
  }

  /** SLURM_JOB_GPUS, SLURM_STEP_GPUS, GPU_DEVICE_ORDINAL, CUDA_VISIBLE_DEVICES; - is not set. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "0 - 0 0 true",
        "1 - - 0 true", // locked away: what is left counts from 0
        "1 - - 1 true", // not locked away
        "1 - 0 1 false", // SLURM says 0, somebody said 1
        "0,1 0 0 0,1 false", // more than the step's
        "0,1 0 0 - false", // two are seen, the step has one
        "0,1 - 0,1 - true",
        "0,1 - 0,1 1 true", // fewer is the user's right
        "0 - 0 GPU-1111 true",
      })
  void cudaVisibleDevicesIsHeldAgainstTheGrant(
      String job, String step, String ordinals, String visible, boolean fits) {
    MadeUpMachine machine =
        MadeUpMachine.withGpus(root, VOLTA, VOLTA.replace('1', '4')).variable("SLURM_JOB_ID", "7");
    set(machine, "SLURM_JOB_GPUS", job);
    set(machine, "SLURM_STEP_GPUS", step);
    set(machine, "GPU_DEVICE_ORDINAL", ordinals);
    set(machine, "CUDA_VISIBLE_DEVICES", visible);

    GpuFinding grant = finding(machine, "SLURM");
    assertThat(grant.fits()).as(grant.line()).isEqualTo(fits);
  }

  @Test
  void aBuildWithoutTheEngineIsTold() {
    assertThat(line(MadeUpMachine.withGpus(root, VOLTA).withoutEngine()))
        .isEqualTo("this build has the engine for processors alone; run powdermill setup --cuda");
  }

  @Test
  void theEngineIsFoundByItsJar() throws IOException {
    assertThat(CudaBuild.isIn(root.resolve("absent"))).isFalse();
    assertThat(CudaBuild.isIn(root)).isFalse();

    Files.createFile(root.resolve("nd4j-cuda-11.6-1.0.0-M2.1.jar"));
    assertThat(CudaBuild.isIn(root)).isTrue();
  }

  private static void set(MadeUpMachine machine, String name, String value) {
    if (!value.equals("-")) {
      machine.variable(name, value);
    }
  }

  private static GpuFinding finding(MadeUpMachine machine, String what) {
    return machine.examination().findings().stream()
        .filter(finding -> finding.what().equals(what))
        .findFirst()
        .orElseThrow();
  }

  private static String line(MadeUpMachine machine) {
    return machine.examination().firstWrong().orElseThrow().line();
  }
}
