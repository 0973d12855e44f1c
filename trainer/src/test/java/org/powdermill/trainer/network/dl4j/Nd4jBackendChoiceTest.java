package org.powdermill.trainer.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;
import org.powdermill.trainer.device.Device;
import org.powdermill.trainer.device.DeviceException;

class Nd4jBackendChoiceTest {

  @TempDir Path folder;

  @Test
  void nd4jSeesTheBackendOfTheDeviceAlone() throws IOException {
    URL cpu = service("cpu", "org.nd4j.linalg.cpu.nativecpu.CpuBackend");
    URL gpu = service("gpu", "org.nd4j.linalg.jcublas.JCublasBackend");
    try (URLClassLoader both = new URLClassLoader(new URL[] {cpu, gpu}, null)) {
      assertThat(services(both, Device.CPU)).singleElement().asString().contains("/cpu/");
      assertThat(services(both, Device.GPU)).singleElement().asString().contains("/gpu/");
    }
  }

  @Test
  void theProcessorIsUsedWhereItIsSaid() {
    Nd4jBackendChoice.use(Device.CPU);

    assertThat(Nd4j.getBackend().getClass().getSimpleName()).isEqualTo("CpuBackend");
  }

  @Test
  void withoutTheEngineForGpusItStopsAndNamesTheRemedy() {
    assertThatThrownBy(() -> Nd4jBackendChoice.use(Device.GPU))
        .isInstanceOf(DeviceException.class)
        .hasMessage(
            "this build has no engine for GPUs: run powdermill setup --cuda, or say --device cpu");
  }

  private static List<URL> services(ClassLoader all, Device device) throws IOException {
    return Collections.list(
        new Nd4jBackendChoice.OneBackend(all, device).getResources(Nd4jBackendChoice.SERVICE));
  }

  private URL service(String name, String provider) throws IOException {
    Path file = folder.resolve(name).resolve(Nd4jBackendChoice.SERVICE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, provider + "\n");
    return folder.resolve(name).toUri().toURL();
  }
}
