package org.powdermill.hdf5.model;

import java.util.List;
import java.util.regex.Pattern;

/**
 * An array of float32 in a model file.
 *
 * @param group {@code parameters}, or {@code optimizer/first_moment} and the like
 * @param name name of the parameter
 * @param shape lengths of its dimensions, the last running fastest
 */
public record ModelArray(String group, String name, List<Integer> shape)
    implements Comparable<ModelArray> {

  /** Group of the parameters. */
  public static final String PARAMETERS = "parameters";

  /** Group of a group for each thing that an optimizer keeps. */
  public static final String OPTIMIZER = "optimizer";

  private static final Pattern GROUP =
      Pattern.compile(PARAMETERS + "|" + OPTIMIZER + "/[a-z][a-z0-9_]{0,63}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,127}");
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  /**
   * Checks the names and the size.
   *
   * @throws IllegalArgumentException if a name is none, or the array has no or too many numbers
   */
  public ModelArray {
    shape = List.copyOf(shape);
    if (!GROUP.matcher(group).matches() || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'%s/%s' is no name of an array".formatted(group, name));
    }
    if (shape.isEmpty() || shape.size() > 8 || size(shape) < 1 || size(shape) > MAX_BYTES / 4) {
      throw new IllegalArgumentException("%s has the shape %s".formatted(name, shape));
    }
  }

  private static long size(List<Integer> shape) {
    long size = 1;
    for (int side : shape) {
      size = side < 1 ? 0 : Math.min(size * side, MAX_BYTES);
    }
    return size;
  }

  /** Number of numbers. */
  public int size() {
    return (int) size(shape);
  }

  /** Where it lies in the file. */
  public String path() {
    return group + "/" + name;
  }

  @Override
  public int compareTo(ModelArray other) {
    return path().compareTo(other.path());
  }
}
