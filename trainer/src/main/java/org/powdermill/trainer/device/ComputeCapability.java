package org.powdermill.trainer.device;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version of a GPU's instructions, as NVIDIA counts them: 7.0 is Volta, 8.0 Ampere, 9.0 Hopper.
 *
 * @param major generation
 * @param minor member of it
 */
public record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,2})\\.([0-9]{1,2})");

  /** Reads {@code 8.0}; nothing where the text is something else, such as {@code [N/A]}. */
  static Optional<ComputeCapability> of(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ComputeCapability(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(ComputeCapability other) {
    return Comparator.comparingInt(ComputeCapability::major)
        .thenComparingInt(ComputeCapability::minor)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
