package org.powdermill.trainer.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A tree of {@code /proc} and {@code /usr/lib}, an answer of nvidia-smi, an environment. */
final class MadeUpMachine {

  static final String VOLTA = "GPU-11111111-1111-1111-1111-111111111111, Tesla V100-SXM2-16GB, 7.0";
  static final String HOPPER = "GPU-22222222-2222-2222-2222-222222222222, NVIDIA H100, 9.0";

  private final Path root;
  private final Map<String, String> environment = new HashMap<>();
  private Optional<String> answer = Optional.empty();
  private boolean engineBuilt = true;

  MadeUpMachine(Path root) {
    this.root = root;
  }

  /** One on which everything fits. */
  static MadeUpMachine withGpus(Path root, String... gpus) {
    return new MadeUpMachine(root)
        .file(
            "proc/driver/nvidia/version",
            "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 01:15:15 UTC"
                + " 2023\nGCC version:  gcc version 12.2.0 (Debian 12.2.0-14)\n")
        .file("usr/lib/x86_64-linux-gnu/libcuda.so.1", "")
        .nvidiaSmi("535.104.05", gpus);
  }

  MadeUpMachine file(String path, String content) {
    try {
      Files.createDirectories(root.resolve(path).getParent());
      Files.writeString(root.resolve(path), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  MadeUpMachine nvidiaSmi(String driver, String... gpus) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < gpus.length; i++) {
      lines.append("%d, %s, %s%n".formatted(i, gpus[i], driver));
    }
    answer = Optional.of(lines.toString());
    return this;
  }

  MadeUpMachine withoutNvidiaSmi() {
    answer = Optional.empty();
    return this;
  }

  MadeUpMachine variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  MadeUpMachine withoutEngine() {
    engineBuilt = false;
    return this;
  }

  GpuMachine look() {
    return GpuMachine.read(root, environment, answer);
  }

  GpuExamination examination() {
    return new GpuExamination(look(), environment, engineBuilt);
  }
}
