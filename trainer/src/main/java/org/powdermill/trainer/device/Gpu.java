package org.powdermill.trainer.device;

import java.util.Optional;

/**
 * A GPU of this machine.
 *
 * @param index its number, from 0, among those that this process may see
 * @param uuid such as {@code GPU-8a4f...}; empty where it is not known
 * @param name such as {@code Tesla V100-SXM2-16GB}
 * @param capability of its instructions, where it is known
 */
public record Gpu(int index, String uuid, String name, Optional<ComputeCapability> capability) {

  @Override
  public String toString() {
    return "GPU %d (%s)".formatted(index, name);
  }
}
