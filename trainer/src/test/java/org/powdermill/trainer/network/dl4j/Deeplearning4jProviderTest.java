package org.powdermill.trainer.network.dl4j;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.powdermill.trainer.network.NetworkException;

class Deeplearning4jProviderTest {

  @Test
  void arraysOnAGpuAreRefusedRatherThanMiscomputed() {
    assertThatThrownBy(() -> Deeplearning4jProvider.requireHostMemory(ExecutionerType.CUDA))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("CUDA")
        .hasMessageContaining("--device cpu");
    assertThatCode(() -> Deeplearning4jProvider.requireHostMemory(ExecutionerType.NATIVE_CPU))
        .doesNotThrowAnyException();
  }
}
