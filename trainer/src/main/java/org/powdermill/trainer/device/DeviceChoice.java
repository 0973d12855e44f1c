package org.powdermill.trainer.device;

/** What a user says about the device. */
public enum DeviceChoice {
  /**
   * The GPU where this build or this machine has to do with one, else the processor: there is then
   * nothing that could have been wanted instead.
   */
  AUTO,
  /** The processor. */
  CPU,
  /** The GPU. */
  GPU;

  /**
   * Decides. Only {@link #CPU} leaves a GPU unused: nobody finds after days that a job which was
   * given a GPU ran beside it.
   *
   * @throws DeviceException if the GPU is to be used and something does not fit
   */
  public Device decide(GpuExamination examination) {
    boolean gpuWanted =
        this == GPU || (this == AUTO && (examination.engineBuilt() || examination.speaksOfGpu()));
    if (!gpuWanted) {
      return Device.CPU;
    }
    examination
        .firstWrong()
        .ifPresent(
            wrong -> {
              throw new DeviceException(
                  "cannot train on a GPU: %s; or say --device cpu".formatted(wrong.line()));
            });
    return Device.GPU;
  }
}
