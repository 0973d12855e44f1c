package org.powdermill.trainer.device;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * ND4J's engine for NVIDIA GPUs: what the profile {@code cuda} builds in.
 *
 * <p>Version 11.6 holds machine code for 3.7 to 8.6 and no PTX, which the driver could translate
 * for newer GPUs. Machine code of CUDA 11 runs on any driver from 450.80.02 on ("minor version
 * compatibility" in NVIDIA's CUDA Compatibility guide).
 */
final class CudaBuild {

  static final ComputeCapability LEAST = new ComputeCapability(3, 7);
  static final ComputeCapability LATEST = new ComputeCapability(8, 6);
  static final String LEAST_DRIVER = "450.80.02";

  private static final String JARS = "nd4j-cuda-*.jar";

  private CudaBuild() {}

  /** Whether a folder of jars holds the engine. */
  static boolean isIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, JARS)) {
      return found.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }

  static boolean fits(ComputeCapability capability) {
    return capability.compareTo(LEAST) >= 0 && capability.compareTo(LATEST) <= 0;
  }

  static boolean isNewEnough(String driver) {
    return Arrays.compare(numbers(driver), numbers(LEAST_DRIVER)) >= 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.", -1))
        .map(part -> part.replaceAll("[^0-9]", ""))
        .mapToInt(part -> part.isEmpty() || part.length() > 6 ? 0 : Integer.parseInt(part))
        .toArray();
  }
}
