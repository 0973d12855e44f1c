package org.powdermill.trainer.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A network, described without any library: everything that decides what it computes but the
 * numbers in its parameters.
 *
 * <p>It takes raw diffractograms. What the last layer gives are logits, one a class: their softmax
 * are the probabilities, and their cross-entropy with the labels is the loss.
 *
 * @param name such as {@code resnet-10}
 * @param points points of a diffractogram
 * @param classes number of classes
 * @param preprocessing what is done to a raw diffractogram first
 * @param layers in an order in which they can be computed: inputs stand before their layer
 */
public record Network(
    String name, int points, int classes, Preprocessing preprocessing, List<Layer> layers) {

  /** Name by which a layer takes the preprocessed diffractogram: one channel of all points. */
  public static final String INPUT = "diffractogram";

  /** Largest kernel, window or stride. */
  static final int MAX_WINDOW = 4096;

  static final int MAX_LAYERS = 4096;

  /** Bound on the numbers of all parameters, which an engine keeps in one array. */
  static final long MAX_PARAMETERS = 1L << 28;

  private static final int MAX_POINTS = 2_000_000;
  private static final int MAX_CLASSES = 230;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,63}");

  /**
   * Checks that the layers go together and ends in the classes.
   *
   * @throws IllegalArgumentException if they do not; the message names the layer
   */
  public Network {
    layers = List.copyOf(layers);
    checkName(name);
    require(
        points >= 1 && points <= MAX_POINTS,
        "%d points: want 1 to %d".formatted(points, MAX_POINTS));
    require(
        classes >= 1 && classes <= MAX_CLASSES,
        "%d classes: want 1 to %d".formatted(classes, MAX_CLASSES));
    require(preprocessing != null, "no preprocessing");
    require(
        !layers.isEmpty() && layers.size() <= MAX_LAYERS,
        "%d layers: want 1 to %d".formatted(layers.size(), MAX_LAYERS));
    Map<String, Shape> shapes = shapes(points, layers);
    Shape last = shapes.get(layers.get(layers.size() - 1).name());
    require(
        last.equals(new Shape(classes, 1)),
        "ends in %s, not in %d classes".formatted(last, classes));
    checkAllUsed(layers);
    checkParameters(layers, shapes);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  private static void checkName(String name) {
    require(
        name != null && NAME.matcher(name).matches(),
        "'%s' is no name: want a letter, then up to 63 of a-z 0-9 _ . -".formatted(name));
  }

  private static Map<String, Shape> shapes(int points, List<Layer> layers) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put(INPUT, new Shape(1, points));
    for (Layer layer : layers) {
      checkName(layer.name());
      List<Shape> inputs = new ArrayList<>();
      for (String input : layer.inputs()) {
        require(
            shapes.containsKey(input),
            "layer %s: no layer %s before it".formatted(layer.name(), input));
        inputs.add(shapes.get(input));
      }
      try {
        require(shapes.put(layer.name(), layer.output(inputs)) == null, "comes twice");
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("layer " + layer.name() + ": " + e.getMessage(), e);
      }
    }
    return shapes;
  }

  /** A layer that leads nowhere would have parameters that never learn. */
  private static void checkAllUsed(List<Layer> layers) {
    Set<String> used = new HashSet<>();
    layers.forEach(layer -> used.addAll(layer.inputs()));
    for (Layer layer : layers.subList(0, layers.size() - 1)) {
      require(
          used.contains(layer.name()),
          "layer %s: no layer takes its output".formatted(layer.name()));
    }
  }

  private static void checkParameters(List<Layer> layers, Map<String, Shape> shapes) {
    long total = 0;
    for (Layer layer : layers) {
      try {
        for (Parameter parameter : layer.parameters(inputs(layer, shapes))) {
          total += parameter.size();
        }
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("layer %s is too large".formatted(layer.name()), e);
      }
      require(total <= MAX_PARAMETERS, "more than %d parameters".formatted(MAX_PARAMETERS));
    }
  }

  private static List<Shape> inputs(Layer layer, Map<String, Shape> shapes) {
    return layer.inputs().stream().map(shapes::get).toList();
  }

  /** Shape behind each layer, by its name, and of the {@link #INPUT}; in order. */
  public Map<String, Shape> shapes() {
    return Collections.unmodifiableMap(shapes(points, layers));
  }

  /** All parameters, in the order of the layers. */
  public List<Parameter> parameters() {
    Map<String, Shape> shapes = shapes();
    return layers.stream()
        .flatMap(layer -> layer.parameters(inputs(layer, shapes)).stream())
        .toList();
  }

  /** Parameters of each layer that has any, by its name; in order. */
  public Map<String, List<Parameter>> parametersByLayer() {
    Map<String, Shape> shapes = shapes();
    Map<String, List<Parameter>> found = new LinkedHashMap<>();
    for (Layer layer : layers) {
      List<Parameter> parameters = layer.parameters(inputs(layer, shapes));
      if (!parameters.isEmpty()) {
        found.put(layer.name(), parameters);
      }
    }
    return Collections.unmodifiableMap(found);
  }

  /** Number of trainable numbers. */
  public long parameterCount() {
    return parameters().stream().mapToLong(Parameter::size).sum();
  }

  /** The layers that take the output of a layer, or the {@link #INPUT}; in order. */
  public List<Layer> consumers(String layerName) {
    return layers.stream().filter(layer -> layer.inputs().contains(layerName)).toList();
  }

  /** The name of the layer whose output are the logits. */
  public String output() {
    return layers.get(layers.size() - 1).name();
  }
}
