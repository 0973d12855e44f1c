package org.powdermill.trainer.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The GPUs that {@code CUDA_VISIBLE_DEVICES} leaves to a process. CUDA reads the list up to the
 * first entry that names no GPU and drops the rest in silence.
 *
 * @param entries of the variable; nothing where it is not set
 * @param gpus those that are left; parts of a GPU (MIG) are not among them
 * @param unknown the entry at which CUDA stops to read
 */
record VisibleGpus(Optional<List<String>> entries, List<Gpu> gpus, Optional<String> unknown) {

  static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  static VisibleGpus of(Optional<String> variable, List<Gpu> all) {
    if (variable.isEmpty()) {
      return new VisibleGpus(Optional.empty(), all, Optional.empty());
    }
    List<String> entries = list(variable.get());
    List<Gpu> visible = new ArrayList<>();
    for (String entry : entries) {
      if (entry.startsWith("MIG-")) {
        continue;
      }
      Optional<Gpu> named = all.stream().filter(gpu -> names(entry, gpu)).findFirst();
      if (named.isEmpty()) {
        return new VisibleGpus(Optional.of(entries), visible, Optional.of(entry));
      }
      visible.add(named.get());
    }
    return new VisibleGpus(Optional.of(entries), visible, Optional.empty());
  }

  /** The entries of a list with commas; none in an empty one. */
  static List<String> list(String text) {
    return text.isBlank()
        ? List.of()
        : List.of(text.split(",", -1)).stream().map(String::strip).toList();
  }

  private static boolean names(String entry, Gpu gpu) {
    return entry.equals(Integer.toString(gpu.index()))
        || (entry.startsWith("GPU-") && gpu.uuid().startsWith(entry));
  }

  /** Whether the list leaves no GPU, nor a part of one. */
  boolean isNone() {
    return entries.isPresent()
        && gpus.isEmpty()
        && entries.get().stream().noneMatch(entry -> entry.startsWith("MIG-"));
  }
}
