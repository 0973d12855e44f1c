package org.powdermill.tools.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.powdermill.trainer.network.Layer;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.Shape;

/**
 * A network as boxes in columns, for a drawing.
 *
 * <p>Normalization, rectifier and dropout stand in the box of the layer before them. A sum closes a
 * residual block: the boxes on its way and those on its shortcut. Like blocks in a row are drawn
 * once, with their number. A column begins at each block whose shortcut has a box, and at the
 * flattening.
 *
 * @param columns each a list of parts, from top to bottom
 */
record NetworkPlan(List<List<Part>> columns) {

  /** A box or a residual block. */
  sealed interface Part {}

  /**
   * A layer with what stands in its box.
   *
   * @param lines first what the layer is
   * @param shape behind it
   * @param beginsColumn whether a column begins with it
   */
  record Box(List<String> lines, Shape shape, boolean beginsColumn) implements Part {}

  /**
   * A residual block.
   *
   * @param way boxes on the long way
   * @param shortcut boxes on the shortcut; often none
   * @param sum where both meet
   * @param times how many of them follow each other
   */
  record Block(List<Box> way, List<Box> shortcut, Box sum, int times) implements Part {
    private boolean isLike(Block other) {
      return way.equals(other.way) && shortcut.isEmpty() && other.shortcut.isEmpty();
    }

    private Block oneMore() {
      return new Block(way, shortcut, sum, times + 1);
    }
  }

  /** A box before it is placed. */
  private static final class Node {
    private final List<String> lines = new ArrayList<>();
    private final List<Node> inputs;
    private final boolean sum;
    private final boolean beginsColumn;
    private Shape shape;

    Node(List<Node> inputs, boolean sum, boolean beginsColumn) {
      this.inputs = inputs;
      this.sum = sum;
      this.beginsColumn = beginsColumn;
    }

    Box box() {
      return new Box(List.copyOf(lines), shape, beginsColumn);
    }
  }

  static NetworkPlan of(Network network) {
    return new NetworkPlan(columns(blocks(nodes(network))));
  }

  private static List<Node> nodes(Network network) {
    Map<String, Shape> shapes = network.shapes();
    Map<String, Node> byLayer = new HashMap<>();
    Node input = new Node(List.of(), false, false);
    input.lines.add("diffractogram");
    switch (network.preprocessing()) {
      case NONE -> {}
      case SQUARE_ROOT -> input.lines.add("square root");
    }
    input.shape = shapes.get(Network.INPUT);
    byLayer.put(Network.INPUT, input);
    List<Node> nodes = new ArrayList<>(List.of(input));
    for (Layer layer : network.layers()) {
      Node node = byLayer.get(layer.inputs().get(0));
      if (!standsInTheBoxBefore(layer)) {
        node =
            new Node(
                layer.inputs().stream().map(byLayer::get).toList(),
                layer instanceof Layer.Sum,
                layer instanceof Layer.Flatten);
        nodes.add(node);
      }
      node.lines.addAll(lines(layer));
      node.shape = shapes.get(layer.name());
      byLayer.put(layer.name(), node);
    }
    return nodes;
  }

  private static boolean standsInTheBoxBefore(Layer layer) {
    return layer instanceof Layer.GroupNormalization
        || layer instanceof Layer.Rectifier
        || layer instanceof Layer.Dropout;
  }

  private static List<String> lines(Layer layer) {
    if (standsInTheBoxBefore(layer) || LayerText.settings(layer).isEmpty()) {
      return List.of((LayerText.kind(layer) + " " + LayerText.settings(layer)).strip());
    }
    return List.of(LayerText.kind(layer), LayerText.settings(layer));
  }

  /** The nodes in order, those of a residual block gathered at its sum. */
  private static List<Part> blocks(List<Node> nodes) {
    Map<Node, Block> blocks = new HashMap<>();
    Set<Node> gathered = new HashSet<>();
    for (Node node : nodes) {
      if (node.sum) {
        List<Node> left = line(node.inputs.get(0));
        List<Node> right = line(node.inputs.get(1));
        List<Node> way = upTo(left, right);
        List<Node> shortcut = upTo(right, left);
        gathered.addAll(way);
        gathered.addAll(shortcut);
        blocks.put(node, new Block(boxes(way), boxes(shortcut), node.box(), 1));
      }
    }
    List<Part> parts = new ArrayList<>();
    for (Node node : nodes) {
      if (node.sum) {
        parts.add(blocks.get(node));
      } else if (!gathered.contains(node)) {
        parts.add(node.box());
      }
    }
    return parts;
  }

  /** A node and those before it, by the first input of each. */
  private static List<Node> line(Node last) {
    List<Node> line = new ArrayList<>();
    for (Node node = last; node != null; ) {
      line.add(node);
      node = node.inputs.isEmpty() ? null : node.inputs.get(0);
    }
    return line;
  }

  private static List<Node> upTo(List<Node> line, List<Node> other) {
    Set<Node> shared = new HashSet<>(other);
    List<Node> own = new ArrayList<>();
    for (Node node : line) {
      if (shared.contains(node)) {
        break;
      }
      own.add(0, node);
    }
    return own;
  }

  private static List<Box> boxes(List<Node> nodes) {
    return nodes.stream().map(Node::box).toList();
  }

  private static List<List<Part>> columns(List<Part> parts) {
    List<List<Part>> columns = new ArrayList<>(List.of(new ArrayList<>()));
    for (Part part : parts) {
      if (beginsColumn(part)) {
        columns.add(new ArrayList<>());
      }
      List<Part> column = columns.get(columns.size() - 1);
      Part before = column.isEmpty() ? null : column.get(column.size() - 1);
      if (part instanceof Block block && before instanceof Block same && same.isLike(block)) {
        column.set(column.size() - 1, same.oneMore());
      } else {
        column.add(part);
      }
    }
    return columns;
  }

  private static boolean beginsColumn(Part part) {
    return part instanceof Box box
        ? box.beginsColumn()
        : part instanceof Block block && !block.shortcut().isEmpty();
  }
}
