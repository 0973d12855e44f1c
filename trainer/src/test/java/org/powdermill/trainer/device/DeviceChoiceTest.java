package org.powdermill.trainer.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.powdermill.trainer.device.MadeUpMachine.HOPPER;
import static org.powdermill.trainer.device.MadeUpMachine.VOLTA;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceChoiceTest {

  @TempDir Path root;

  @Test
  void withoutGpuAndEngineForItAutoIsTheProcessor() {
    GpuExamination laptop = new MadeUpMachine(root).withoutEngine().examination();

    assertThat(DeviceChoice.AUTO.decide(laptop)).isEqualTo(Device.CPU);
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "GPU"})
  void whereAllFitsTheGpuIsUsed(DeviceChoice choice) {
    GpuExamination node = MadeUpMachine.withGpus(root, VOLTA).examination();

    assertThat(choice.decide(node)).isEqualTo(Device.GPU);
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "GPU"})
  void aBuildForGpusNeverFallsBack(DeviceChoice choice) {
    GpuExamination loginNode = new MadeUpMachine(root).examination();

    assertThatThrownBy(() -> choice.decide(loginNode))
        .isInstanceOf(DeviceException.class)
        .hasMessage(
            "cannot train on a GPU: this machine has no NVIDIA driver: no"
                + " /proc/driver/nvidia/version, no answer of nvidia-smi; run on a node with a GPU,"
                + " or install the driver (450.80.02 or newer); or say --device cpu");
  }

  @Test
  void aGpuThatThisBuildCannotUseIsNotPassedOverInSilence() {
    GpuExamination node = MadeUpMachine.withGpus(root, VOLTA).withoutEngine().examination();

    assertThatThrownBy(() -> DeviceChoice.AUTO.decide(node))
        .hasMessageContaining("run powdermill setup --cuda");
  }

  @Test
  void nobodyIsSentToBuildForAGpuThatWouldNotFit() {
    GpuExamination node = MadeUpMachine.withGpus(root, HOPPER).withoutEngine().examination();

    assertThatThrownBy(() -> DeviceChoice.AUTO.decide(node))
        .hasMessageContaining("compute capability 9.0")
        .hasMessageNotContaining("setup --cuda");
  }

  @Test
  void aGpuThatWasHiddenOnPurposeIsLeftAlone() {
    GpuExamination hidden =
        MadeUpMachine.withGpus(root, VOLTA)
            .withoutEngine()
            .variable("CUDA_VISIBLE_DEVICES", "")
            .examination();

    assertThat(DeviceChoice.AUTO.decide(hidden)).isEqualTo(Device.CPU);
  }

  @Test
  void theProcessorIsUsedOnlyWhereItIsSaid() {
    GpuExamination node = MadeUpMachine.withGpus(root, VOLTA).examination();

    assertThat(DeviceChoice.CPU.decide(node)).isEqualTo(Device.CPU);
  }
}
