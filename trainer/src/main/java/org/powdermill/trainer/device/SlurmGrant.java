package org.powdermill.trainer.device;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The GPUs that SLURM gave to this step or job.
 *
 * <p>{@code SLURM_STEP_GPUS} and {@code SLURM_JOB_GPUS} count all GPUs of the node; {@code
 * GPU_DEVICE_ORDINAL} counts those that the step can open, as {@code CUDA_VISIBLE_DEVICES} does.
 *
 * @param count number of GPUs
 * @param ordinals numbers by which {@code CUDA_VISIBLE_DEVICES} may name them
 */
record SlurmGrant(int count, Set<String> ordinals) {

  private static final String ORDINALS = "GPU_DEVICE_ORDINAL";

  /** Whether the environment is that of a SLURM job. */
  static boolean isInJob(Map<String, String> environment) {
    return !environment.getOrDefault("SLURM_JOB_ID", "").isEmpty();
  }

  /** The grant of the step, else of the job; nothing where there is none. */
  static Optional<SlurmGrant> of(Map<String, String> environment) {
    return Stream.of("SLURM_STEP_GPUS", "SLURM_JOB_GPUS", ORDINALS)
        .filter(name -> !environment.getOrDefault(name, "").isBlank())
        .findFirst()
        .map(name -> ofNode(VisibleGpus.list(environment.get(name)), environment.get(ORDINALS)));
  }

  private static SlurmGrant ofNode(List<String> onNode, String ordinals) {
    if (ordinals != null && !ordinals.isBlank()) {
      return new SlurmGrant(onNode.size(), new TreeSet<>(VisibleGpus.list(ordinals)));
    }
    // Where SLURM locks the other GPUs away, those that are left count from 0.
    Set<String> either = new TreeSet<>(onNode);
    for (int i = 0; i < onNode.size(); i++) {
      either.add(Integer.toString(i));
    }
    return new SlurmGrant(onNode.size(), either);
  }
}
