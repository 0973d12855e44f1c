package org.powdermill.tools.network;

import java.util.Locale;
import org.powdermill.trainer.network.Layer;

/** Layers in words. */
final class LayerText {

  private LayerText() {}

  /** What it is: {@code convolution}. */
  static String kind(Layer layer) {
    if (layer instanceof Layer.GroupNormalization) {
      return "group normalization";
    }
    return layer
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=.)([A-Z])", " $1")
        .toLowerCase(Locale.ROOT);
  }

  /** Its settings: {@code 64 channels, kernel 9, stride 4}; empty where it has none. */
  static String settings(Layer layer) {
    if (layer instanceof Layer.Convolution convolution) {
      return "%d channels, kernel %d%s%s"
          .formatted(
              convolution.channels(),
              convolution.kernel(),
              stride(convolution.stride()),
              convolution.bias() ? ", bias" : "");
    }
    if (layer instanceof Layer.GroupNormalization normalization) {
      return "%d groups".formatted(normalization.groups());
    }
    if (layer instanceof Layer.MaxPooling pooling) {
      return "width %d%s".formatted(pooling.width(), stride(pooling.stride()));
    }
    if (layer instanceof Layer.AveragePooling pooling) {
      return "width %d%s".formatted(pooling.width(), stride(pooling.stride()));
    }
    if (layer instanceof Layer.Dropout dropout) {
      return Double.toString(dropout.rate());
    }
    if (layer instanceof Layer.Dense dense) {
      return "%d units".formatted(dense.units());
    }
    return "";
  }

  private static String stride(int stride) {
    return stride == 1 ? "" : ", stride " + stride;
  }
}
