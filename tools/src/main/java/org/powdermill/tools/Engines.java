package org.powdermill.tools;

import java.nio.file.Path;
import org.powdermill.trainer.device.Device;
import org.powdermill.trainer.device.DeviceChoice;
import org.powdermill.trainer.device.DeviceException;
import org.powdermill.trainer.device.GpuExamination;
import org.powdermill.trainer.network.dl4j.Nd4jBackendChoice;

/** The engines of networks that this build has, on this machine. */
final class Engines {

  private Engines() {}

  /** What there is of GPUs. */
  static GpuExamination examination() {
    return GpuExamination.ofThisMachine(
        Path.of(System.getProperty("powdermill.lib", "build/lib"), "dl4j"));
  }

  /**
   * Readies what computes, as the user said.
   *
   * @throws DeviceException if that cannot be
   */
  static void use(DeviceChoice choice) {
    Device device = choice == DeviceChoice.CPU ? Device.CPU : choice.decide(examination());
    Nd4jBackendChoice.use(device);
  }
}
