package org.powdermill.tools.network;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.powdermill.trainer.network.Layer;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.Parameter;
import org.powdermill.trainer.network.Shape;

/** A network as a table: a line a layer, with the shape behind it and its trainable parameters. */
public final class NetworkTable {

  private NetworkTable() {}

  /** Lines of text, the first names the network. */
  public static String text(Network network) {
    Map<String, Shape> shapes = network.shapes();
    Map<String, List<Parameter>> parameters = network.parametersByLayer();
    StringJoiner lines = new StringJoiner("\n");
    lines.add(title(network));
    lines.add(line("", "input", "", shapes.get(Network.INPUT), 0));
    for (Layer layer : network.layers()) {
      long count =
          parameters.getOrDefault(layer.name(), List.of()).stream()
              .mapToLong(Parameter::size)
              .sum();
      lines.add(
          line(
              layer.name(),
              LayerText.kind(layer),
              LayerText.settings(layer),
              shapes.get(layer.name()),
              count));
    }
    return lines.toString();
  }

  /** Name, sizes and number of parameters. */
  public static String title(Network network) {
    return String.format(
        Locale.ROOT,
        "%-15s %,11d parameters  %3d layers, %d points, %d classes%s",
        network.name(),
        network.parameterCount(),
        network.layers().size(),
        network.points(),
        network.classes(),
        switch (network.preprocessing()) {
          case NONE -> "";
          case SQUARE_ROOT -> ", of the square root";
        });
  }

  private static String line(
      String name, String kind, String settings, Shape output, long parameters) {
    return String.format(
            Locale.ROOT,
            "  %-37s %-20s %-34s %12s %12s",
            name,
            kind,
            settings,
            output,
            parameters == 0 ? "" : String.format(Locale.ROOT, "%,d", parameters))
        .stripTrailing();
  }
}
