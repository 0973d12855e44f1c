package org.powdermill.trainer.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at all that training on a GPU needs, from the driver up to our own build. */
public final class GpuExamination {

  private static final String OWN_NUMBERING = "leave " + VisibleGpus.VARIABLE + " as SLURM sets it";

  private final GpuMachine machine;
  private final Map<String, String> environment;
  private final boolean engineBuilt;
  private final VisibleGpus visible;

  /**
   * Of a machine.
   *
   * @param environment of this process
   * @param engineBuilt whether this build has the engine for GPUs
   */
  public GpuExamination(GpuMachine machine, Map<String, String> environment, boolean engineBuilt) {
    this.machine = machine;
    this.environment = Map.copyOf(environment);
    this.engineBuilt = engineBuilt;
    this.visible =
        VisibleGpus.of(Optional.ofNullable(environment.get(VisibleGpus.VARIABLE)), machine.gpus());
  }

  /**
   * Of this machine.
   *
   * @param engines folder with the engines' jars
   */
  public static GpuExamination ofThisMachine(Path engines) {
    Map<String, String> environment = System.getenv();
    return new GpuExamination(
        GpuMachine.read(Path.of("/"), environment, NvidiaSmi.answer(GpuMachine.QUESTION)),
        environment,
        CudaBuild.isIn(engines));
  }

  /** Whether this build has the engine for GPUs. */
  boolean engineBuilt() {
    return engineBuilt;
  }

  /** Whether anything speaks of a GPU that this process is meant to use. */
  boolean speaksOfGpu() {
    boolean hidden = visible.isNone();
    return !hidden && (!machine.gpus().isEmpty() || SlurmGrant.of(environment).isPresent());
  }

  /** All that was looked at; what others stand on comes first. */
  public List<GpuFinding> findings() {
    List<GpuFinding> findings = new ArrayList<>(List.of(driver(), library()));
    findings.addAll(gpus());
    findings.add(visibility());
    findings.add(grant());
    findings.add(engine());
    return List.copyOf(findings);
  }

  /** The first thing that does not fit. */
  Optional<GpuFinding> firstWrong() {
    return findings().stream().filter(finding -> !finding.fits()).findFirst();
  }

  private GpuFinding driver() {
    String what = "GPU driver";
    if (machine.driver().isEmpty()) {
      return GpuFinding.wrong(
          what,
          "this machine has no NVIDIA driver: no /proc/driver/nvidia/version, no answer of"
              + " nvidia-smi",
          "run on a node with a GPU, or install the driver (%s or newer)"
              .formatted(CudaBuild.LEAST_DRIVER));
    }
    String driver = machine.driver().get();
    return CudaBuild.isNewEnough(driver)
        ? GpuFinding.fits(what, driver)
        : GpuFinding.wrong(
            what,
            "the NVIDIA driver %s is too old for CUDA 11".formatted(driver),
            "install %s or newer".formatted(CudaBuild.LEAST_DRIVER));
  }

  private GpuFinding library() {
    String what = "libcuda";
    return machine
        .library()
        .map(path -> GpuFinding.fits(what, path.toString()))
        .orElseGet(
            () ->
                GpuFinding.wrong(
                    what,
                    "libcuda.so.1 is not in LD_LIBRARY_PATH or the usual folders",
                    "in a container start it with the host's driver (apptainer --nv); else add"
                        + " the folder to LD_LIBRARY_PATH"));
  }

  private List<GpuFinding> gpus() {
    if (machine.gpus().isEmpty()) {
      return List.of(
          GpuFinding.wrong(
              "GPU",
              "the driver shows no GPU",
              "run on a node with one, in a SLURM job with --gres=gpu:1"));
    }
    return visible.gpus().stream().map(this::gpu).toList();
  }

  private GpuFinding gpu(Gpu gpu) {
    String what = "GPU " + gpu.index();
    String range = "%s to %s".formatted(CudaBuild.LEAST, CudaBuild.LATEST);
    if (gpu.capability().isEmpty()) {
      return GpuFinding.fits(
          what,
          "%s; compute capability not known, the engine wants %s".formatted(gpu.name(), range));
    }
    ComputeCapability capability = gpu.capability().get();
    String detail = "%s, compute capability %s".formatted(gpu.name(), capability);
    return CudaBuild.fits(capability)
        ? GpuFinding.fits(what, detail)
        : GpuFinding.wrong(
            what,
            "GPU %d (%s) does not fit: the engine has machine code for %s only"
                .formatted(gpu.index(), detail, range),
            "use a Pascal, Volta, Turing or Ampere GPU, such as P100, V100, T4, A100");
  }

  private GpuFinding visibility() {
    String what = "visible GPUs";
    String variable = VisibleGpus.VARIABLE;
    if (visible.entries().isEmpty()) {
      return GpuFinding.fits(what, "all; %s is not set".formatted(variable));
    }
    String set = variable + "=" + environment.get(variable);
    if (visible.unknown().isPresent()) {
      return GpuFinding.wrong(
          what,
          "%s: there is no GPU %s, CUDA reads no further".formatted(set, visible.unknown().get()),
          SlurmGrant.isInJob(environment)
              ? OWN_NUMBERING
              : "name some of " + machine.gpus().stream().map(Gpu::index).toList());
    }
    return visible.isNone()
        ? GpuFinding.wrong(what, set + " hides every GPU", "unset it or name a GPU")
        : GpuFinding.fits(what, set);
  }

  private GpuFinding grant() {
    String what = "SLURM";
    if (!SlurmGrant.isInJob(environment)) {
      return GpuFinding.fits(what, "not in a SLURM job");
    }
    Optional<SlurmGrant> found = SlurmGrant.of(environment);
    if (found.isEmpty()) {
      return GpuFinding.wrong(
          what, "SLURM gave no GPU to this job", "ask for one: sbatch or srun with --gres=gpu:1");
    }
    SlurmGrant grant = found.get();
    int used = visible.entries().map(List::size).orElse(machine.gpus().size());
    if (used > grant.count()) {
      return GpuFinding.wrong(
          what,
          "this process sees %d GPUs, SLURM granted %d".formatted(used, grant.count()),
          OWN_NUMBERING);
    }
    List<String> foreign =
        visible.entries().orElse(List.of()).stream()
            .filter(entry -> entry.matches("[0-9]+"))
            .filter(entry -> !grant.ordinals().contains(entry))
            .toList();
    if (!foreign.isEmpty()) {
      return GpuFinding.wrong(
          what,
          "%s names %s, which SLURM did not grant (%s)"
              .formatted(
                  VisibleGpus.VARIABLE,
                  String.join(",", foreign),
                  String.join(",", grant.ordinals())),
          OWN_NUMBERING);
    }
    return GpuFinding.fits(what, "granted %d, seen %d".formatted(grant.count(), used));
  }

  private GpuFinding engine() {
    String what = "GPU engine";
    return engineBuilt
        ? GpuFinding.fits(what, "ND4J for CUDA 11.6 is built in")
        : GpuFinding.wrong(
            what, "this build has the engine for processors alone", "run powdermill setup --cuda");
  }
}
