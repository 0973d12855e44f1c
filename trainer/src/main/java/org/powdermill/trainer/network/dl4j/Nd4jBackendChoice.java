package org.powdermill.trainer.network.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.powdermill.trainer.device.Device;
import org.powdermill.trainer.device.DeviceException;

/**
 * Which of its backends ND4J loads. Left alone it tries the GPU first and, where that fails, takes
 * the processor with a line in the log; it is therefore shown one backend only.
 */
public final class Nd4jBackendChoice {

  static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

  private static final String CUDA_PACKAGE = ".jcublas.";

  private Nd4jBackendChoice() {}

  /**
   * Loads ND4J for a device; to be called before anything else of it is used.
   *
   * @throws DeviceException if there is no backend for it, or it does not start
   */
  public static void use(Device device) {
    NativeFolder.choose();
    ClassLoader all = Nd4jBackendChoice.class.getClassLoader();
    ClassLoader one = new OneBackend(all, device);
    try {
      if (!one.getResources(SERVICE).hasMoreElements()) {
        throw new DeviceException(
            device == Device.GPU
                ? "this build has no engine for GPUs: run powdermill setup --cuda, or say --device"
                    + " cpu"
                : "this build has no engine for processors: run powdermill setup");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ND4JClassLoading.setNd4jClassloader(one);
    try {
      String loaded = Nd4j.getBackend().getClass().getName();
      if (loaded.contains(CUDA_PACKAGE) != (device == Device.GPU)) {
        throw new DeviceException(
            "ND4J had loaded %s before the device was chosen".formatted(loaded));
      }
    } catch (LinkageError | IllegalStateException e) {
      throw new DeviceException(
          "ND4J does not start on the %s: %s; powdermill doctor --gpu looks at the machine"
              .formatted(device, rootOf(e)),
          e);
    }
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).replaceAll("\\s*\\R\\s*", " ");
  }

  /** Hides the services of the other backends. */
  static final class OneBackend extends ClassLoader {
    private final Device device;

    OneBackend(ClassLoader all, Device device) {
      super(all);
      this.device = device;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      Enumeration<URL> found = super.getResources(name);
      if (!name.equals(SERVICE)) {
        return found;
      }
      List<URL> kept = new ArrayList<>();
      for (URL file : Collections.list(found)) {
        try (InputStream input = file.openStream()) {
          String names = new String(input.readAllBytes(), StandardCharsets.UTF_8);
          if (names.contains(CUDA_PACKAGE) == (device == Device.GPU)) {
            kept.add(file);
          }
        }
      }
      return Collections.enumeration(kept);
    }
  }
}
