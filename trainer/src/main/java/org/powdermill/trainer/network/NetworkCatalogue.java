package org.powdermill.trainer.network;

import static org.powdermill.trainer.network.Initializer.GLOROT_UNIFORM;
import static org.powdermill.trainer.network.Initializer.VARIANCE_SCALING;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The networks by name: those of H. Schopmans, P. Reiser and P. Friederich (Digital Discovery 2023,
 * 10.1039/d3dd00071k), of which parkCNN goes back to W. B. Park et al. (IUCrJ 4 (2017) 486) and the
 * ResNets to K. He et al. (CVPR 2016) with one dimension and group normalization; and {@code
 * resnet-10-slim}, a small one for laptops.
 */
public final class NetworkCatalogue {

  /** The 2theta points of the default grid: 5 to 90 degrees in steps of 0.01. */
  public static final int DEFAULT_POINTS = 8501;

  /** The classes of the paper. */
  public static final int PAPER_CLASSES = 145;

  /** Makes a network of one kind. */
  @FunctionalInterface
  private interface Kind {
    Network network(String name, int points, int classes, boolean dropout);
  }

  private static final Map<String, Kind> KINDS = kinds();

  private NetworkCatalogue() {}

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put("parkcnn-small", park(700, 70));
    kinds.put("parkcnn-medium", park(4040, 202));
    kinds.put("parkcnn-big", park(2300, 1150));
    kinds.put("resnet-10-slim", resnet(List.of(1, 1, 1, 1), 16, false));
    kinds.put("resnet-10", resnet(List.of(1, 1, 1, 1), 64, false));
    kinds.put("resnet-50", resnet(List.of(3, 4, 6, 3), 64, true));
    kinds.put("resnet-101", resnet(List.of(3, 4, 23, 3), 64, true));
    return kinds;
  }

  /** Names of the networks. */
  public static Set<String> names() {
    return KINDS.keySet();
  }

  /**
   * A network, without dropout.
   *
   * @param points points of a diffractogram
   * @param classes number of classes
   * @throws NetworkException if there is none of that name, or the input is too short for it
   */
  public static Network network(String name, int points, int classes) {
    return network(name, points, classes, false);
  }

  /**
   * A network.
   *
   * @param points points of a diffractogram
   * @param classes number of classes
   * @param dropout whether a parkCNN has its dropout: 0.3 behind the poolings, 0.5 behind the
   *     hidden dense layers; the ResNets have none
   * @throws NetworkException if there is none of that name, or the input is too short for it
   */
  public static Network network(String name, int points, int classes, boolean dropout) {
    Kind kind = KINDS.get(name);
    if (kind == null) {
      throw new NetworkException(
          "there is no network '%s'; there are %s".formatted(name, String.join(", ", names())));
    }
    try {
      return kind.network(name, points, classes, dropout);
    } catch (IllegalArgumentException e) {
      throw new NetworkException(
          "%s with %d points and %d classes: %s".formatted(name, points, classes, e.getMessage()),
          e);
    }
  }

  private static Kind park(int firstUnits, int secondUnits) {
    return (name, points, classes, dropout) ->
        new Network(
            name,
            points,
            classes,
            Preprocessing.NONE,
            new ParkLayers(dropout).layers(firstUnits, secondUnits, classes));
  }

  private static Kind resnet(List<Integer> blocks, int channels, boolean bottleneck) {
    return (name, points, classes, dropout) -> {
      if (dropout) {
        throw new IllegalArgumentException("the ResNets have no dropout; leave it out");
      }
      return new Network(
          name,
          points,
          classes,
          Preprocessing.SQUARE_ROOT,
          new ResidualLayers(bottleneck).layers(blocks, channels, classes));
    };
  }

  /** Layers of a parkCNN: three convolutions with pooling, three dense layers. */
  private static final class ParkLayers {
    private static final int CHANNELS = 80;
    private static final int POOL = 3;

    private final boolean dropout;
    private final List<Layer> layers = new ArrayList<>();
    private String last = Network.INPUT;

    ParkLayers(boolean dropout) {
      this.dropout = dropout;
    }

    List<Layer> layers(int firstUnits, int secondUnits, int classes) {
      convolution(1, 100, 5, 2);
      convolution(2, 50, 5, 3);
      convolution(3, 25, 2, 3);
      add(new Layer.Flatten("flatten", last));
      dense(1, firstUnits);
      dense(2, secondUnits);
      add(new Layer.Dense("classes", last, classes, GLOROT_UNIFORM));
      return layers;
    }

    private void convolution(int number, int kernel, int stride, int poolStride) {
      String name = "convolution" + number;
      add(new Layer.Convolution(name, last, CHANNELS, kernel, stride, true, GLOROT_UNIFORM));
      add(new Layer.Rectifier(name + ".rectifier", last));
      add(new Layer.AveragePooling("pooling" + number, last, POOL, poolStride));
      if (dropout) {
        add(new Layer.Dropout("pooling" + number + ".dropout", last, 0.3));
      }
    }

    private void dense(int number, int units) {
      String name = "dense" + number;
      add(new Layer.Dense(name, last, units, GLOROT_UNIFORM));
      add(new Layer.Rectifier(name + ".rectifier", last));
      if (dropout) {
        add(new Layer.Dropout(name + ".dropout", last, 0.5));
      }
    }

    private void add(Layer layer) {
      layers.add(layer);
      last = layer.name();
    }
  }

  /** Layers of a ResNet: a stem, four groups of residual blocks, two dense layers. */
  private static final class ResidualLayers {
    private static final int STEM_KERNEL = 7;
    private static final int KERNEL = 9;
    private static final int GROUP_STRIDE = 4;
    private static final int EXPANSION = 4;
    private static final int DENSE_UNITS = 256;
    private static final int NORM_GROUPS = 32;
    private static final int WIDE = 64;
    private static final double EPSILON = 1e-3;

    private final boolean bottleneck;
    private final List<Layer> layers = new ArrayList<>();

    ResidualLayers(boolean bottleneck) {
      this.bottleneck = bottleneck;
    }

    List<Layer> layers(List<Integer> blocks, int channels, int classes) {
      String last = normalized("stem", "convolution", Network.INPUT, channels, STEM_KERNEL, 2);
      last = add(new Layer.Rectifier("stem.rectifier", last));
      last = add(new Layer.MaxPooling("stem.pooling", last, 3, 2));
      for (int group = 0; group < blocks.size(); group++) {
        for (int block = 0; block < blocks.get(group); block++) {
          String name = "group%d.block%d".formatted(group + 1, block + 1);
          int stride = group > 0 && block == 0 ? GROUP_STRIDE : 1;
          last = block(name, last, channels << group, stride, block == 0);
        }
      }
      last = add(new Layer.Flatten("flatten", last));
      last = add(new Layer.Dense("dense", last, DENSE_UNITS, GLOROT_UNIFORM));
      add(new Layer.Dense("classes", last, classes, GLOROT_UNIFORM));
      return layers;
    }

    private String block(String name, String input, int channels, int stride, boolean projected) {
      int outputChannels = bottleneck ? EXPANSION * channels : channels;
      String shortcut = input;
      if (projected) {
        shortcut = normalized(name, "projection", input, outputChannels, 1, stride);
      }
      String last = input;
      if (bottleneck) {
        last = rectified(name, 1, last, channels, 1, 1);
        last = rectified(name, 2, last, channels, KERNEL, stride);
        last = normalized(name, "convolution3", last, outputChannels, 1, 1);
      } else {
        last = rectified(name, 1, last, channels, KERNEL, stride);
        last = normalized(name, "convolution2", last, channels, KERNEL, 1);
      }
      last = add(new Layer.Sum(name + ".sum", last, shortcut));
      return add(new Layer.Rectifier(name + ".rectifier", last));
    }

    private String rectified(
        String block, int number, String input, int channels, int kernel, int stride) {
      String role = "convolution" + number;
      String norm = normalized(block, role, input, channels, kernel, stride);
      return add(new Layer.Rectifier("%s.%s.rectifier".formatted(block, role), norm));
    }

    private String normalized(
        String block, String role, String input, int channels, int kernel, int stride) {
      String name = block + "." + role;
      add(new Layer.Convolution(name, input, channels, kernel, stride, false, VARIANCE_SCALING));
      int groups = channels < WIDE ? channels / 2 : NORM_GROUPS;
      return add(new Layer.GroupNormalization(name + ".norm", name, groups, EPSILON));
    }

    private String add(Layer layer) {
      layers.add(layer);
      return layer.name();
    }
  }
}
