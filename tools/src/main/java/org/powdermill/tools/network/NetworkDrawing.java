package org.powdermill.tools.network;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import org.powdermill.tools.picture.SvgCanvas;
import org.powdermill.trainer.network.Network;

/**
 * The drawing of a network: columns of boxes from left to right, data running down each column;
 * shortcuts run at the right of their block.
 */
public final class NetworkDrawing {

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 18);
  private static final Font HEAD = new Font(Font.SANS_SERIF, Font.BOLD, 12);
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Color INK = new Color(0x222222);
  private static final Color SHAPE = new Color(0x0B4F8A);
  private static final Color LINE = new Color(0x555555);
  private static final Color PLAIN = new Color(0xF2F2F2);
  private static final Color CONVOLUTION = new Color(0xDCE9F5);
  private static final Color DENSE = new Color(0xE3F1E1);
  private static final Color FRAME = new Color(0xBBBBBB);

  private static final double MARGIN = 16;
  private static final double TOP = 76;
  private static final double WIDTH = 224;
  private static final double SIDE = 26;
  private static final double COLUMN_GAP = 34;
  private static final double ROW_GAP = 20;
  private static final double LINE_HEIGHT = 16;
  private static final double PADDING = 8;
  private static final double SUM = 22;
  private static final double ARROW = 5;

  private final Network network;
  private final NetworkPlan plan;
  private Graphics2D graphics;

  private NetworkDrawing(Network network) {
    this.network = network;
    this.plan = NetworkPlan.of(network);
  }

  /** An SVG element, with white behind it. */
  public static String svg(Network network) {
    NetworkDrawing drawing = new NetworkDrawing(network);
    double width = 2 * MARGIN - COLUMN_GAP;
    double height = 0;
    for (List<NetworkPlan.Part> column : drawing.plan.columns()) {
      width += width(column) + COLUMN_GAP;
      height = Math.max(height, height(column));
    }
    int pixels = (int) Math.ceil(Math.max(width, 560));
    int rows = (int) Math.ceil(TOP + height + MARGIN);
    return SvgCanvas.svg(
        network.name(), pixels, rows, graphics -> drawing.draw(graphics, pixels, rows));
  }

  private static double height(NetworkPlan.Box box) {
    return box.lines().size() * LINE_HEIGHT + LINE_HEIGHT + 2 * PADDING;
  }

  private static double heightOfBoxes(List<NetworkPlan.Box> boxes) {
    return boxes.stream().mapToDouble(box -> height(box) + ROW_GAP).sum();
  }

  private static double height(NetworkPlan.Part part) {
    if (part instanceof NetworkPlan.Block block) {
      return ROW_GAP + heightOfBoxes(block.way()) + SUM;
    }
    return height((NetworkPlan.Box) part);
  }

  private static double height(List<NetworkPlan.Part> column) {
    return column.stream().mapToDouble(part -> height(part) + ROW_GAP).sum();
  }

  private static boolean hasShortcutBox(NetworkPlan.Part part) {
    return part instanceof NetworkPlan.Block block && !block.shortcut().isEmpty();
  }

  private static double width(List<NetworkPlan.Part> column) {
    if (column.stream().anyMatch(NetworkDrawing::hasShortcutBox)) {
      return 2 * WIDTH + SIDE;
    }
    boolean shortcuts = column.stream().anyMatch(NetworkPlan.Block.class::isInstance);
    return shortcuts ? WIDTH + 2 * SIDE : WIDTH;
  }

  private void draw(Graphics2D target, int width, int height) {
    graphics = target;
    graphics.setColor(Color.WHITE);
    graphics.fill(new Rectangle2D.Double(0, 0, width, height));
    graphics.setColor(INK);
    graphics.setFont(TITLE);
    text(network.name(), MARGIN, 26);
    graphics.setFont(TEXT);
    text(
        "%,d trainable parameters; %d classes; blue: channels \u00D7 points"
            .formatted(network.parameterCount(), network.classes()),
        MARGIN,
        46);
    double left = MARGIN;
    double bottomBefore = 0;
    double middleBefore = 0;
    double rightBefore = 0;
    for (List<NetworkPlan.Part> column : plan.columns()) {
      double middle = left + WIDTH / 2;
      if (left > MARGIN) {
        double between = rightBefore + COLUMN_GAP / 2;
        double above = TOP - ROW_GAP / 2;
        line(
            middleBefore,
            bottomBefore,
            middleBefore,
            bottomBefore + ROW_GAP / 2,
            between,
            bottomBefore + ROW_GAP / 2,
            between,
            above,
            middle,
            above);
        into(column.get(0), middle, above, TOP);
      }
      bottomBefore = column(column, left);
      middleBefore = middle;
      rightBefore = left + width(column);
      left = rightBefore + COLUMN_GAP;
    }
  }

  /** Draws a column and gives back where its last box ends. */
  private double column(List<NetworkPlan.Part> column, double left) {
    double y = TOP;
    boolean first = true;
    for (NetworkPlan.Part part : column) {
      if (!first) {
        into(part, left + WIDTH / 2, y, y + ROW_GAP);
        y += ROW_GAP;
      }
      first = false;
      if (part instanceof NetworkPlan.Block block) {
        block(block, left, y);
      } else {
        box((NetworkPlan.Box) part, left, y);
      }
      y += height(part);
    }
    return y;
  }

  private void block(NetworkPlan.Block block, double left, double top) {
    double middle = left + WIDTH / 2;
    double bottom = top + height(block);
    double sumMiddle = bottom - SUM / 2;
    double side = hasShortcutBox(block) ? left + WIDTH + SIDE + WIDTH / 2 : left + WIDTH + SIDE / 2;
    double y = top;
    for (NetworkPlan.Box box : block.way()) {
      arrow(middle, y, y + ROW_GAP);
      box(box, left, y + ROW_GAP);
      y += ROW_GAP + height(box);
    }
    arrow(middle, y, bottom - SUM);
    line(middle, top, side, top, side, sumMiddle, middle + SUM / 2, sumMiddle);
    arrowHead(middle + SUM / 2, sumMiddle, ARROW, 0);
    double shortcutTop = top + ROW_GAP;
    for (NetworkPlan.Box box : block.shortcut()) {
      box(box, side - WIDTH / 2, shortcutTop);
      arrowHead(side, shortcutTop, 0, -ARROW);
      shortcutTop += height(box) + ROW_GAP;
    }
    sum(block, middle, sumMiddle);
    if (block.times() > 1) {
      graphics.setFont(HEAD);
      graphics.setColor(INK);
      text("\u00D7 " + block.times(), side + 5, (top + bottom) / 2);
    }
  }

  private void sum(NetworkPlan.Block block, double x, double y) {
    Ellipse2D circle = new Ellipse2D.Double(x - SUM / 2, y - SUM / 2, SUM, SUM);
    graphics.setColor(Color.WHITE);
    graphics.fill(circle);
    graphics.setColor(LINE);
    graphics.setStroke(new BasicStroke(1.2f));
    graphics.draw(circle);
    line(x - 6, y, x + 6, y);
    line(x, y - 6, x, y + 6);
    List<String> lines = block.sum().lines();
    if (lines.size() > 1) {
      graphics.setFont(TEXT);
      graphics.setColor(INK);
      text(String.join(", ", lines.subList(1, lines.size())), x - SUM / 2 - 52, y + 4);
    }
  }

  private void box(NetworkPlan.Box box, double left, double top) {
    RoundRectangle2D frame = new RoundRectangle2D.Double(left, top, WIDTH, height(box), 8, 8);
    graphics.setColor(fill(box.lines().get(0)));
    graphics.fill(frame);
    graphics.setColor(FRAME);
    graphics.setStroke(new BasicStroke(1));
    graphics.draw(frame);
    double y = top + PADDING;
    graphics.setColor(INK);
    graphics.setFont(HEAD);
    for (String line : box.lines()) {
      y += LINE_HEIGHT;
      text(line, left + PADDING, y - 4);
      graphics.setFont(TEXT);
    }
    graphics.setColor(SHAPE);
    text(
        "%d \u00D7 %d".formatted(box.shape().channels(), box.shape().length()),
        left + PADDING,
        y + LINE_HEIGHT - 4);
  }

  private static Color fill(String kind) {
    return switch (kind) {
      case "convolution" -> CONVOLUTION;
      case "dense" -> DENSE;
      default -> PLAIN;
    };
  }

  private void text(String text, double x, double y) {
    graphics.drawString(text, (float) x, (float) y);
  }

  /** A line through points x, y, x, y, ... */
  private void line(double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    graphics.setColor(LINE);
    graphics.setStroke(new BasicStroke(1.2f));
    graphics.draw(path);
  }

  /** A line to a part; a block brings its own arrow. */
  private void into(NetworkPlan.Part part, double x, double from, double to) {
    if (part instanceof NetworkPlan.Block) {
      line(x, from, x, to);
    } else {
      arrow(x, from, to);
    }
  }

  private void arrow(double x, double from, double to) {
    line(x, from, x, to);
    arrowHead(x, to, 0, -ARROW);
  }

  /** A head whose tip is at a point; it comes from where (dx, dy) points. */
  private void arrowHead(double x, double y, double dx, double dy) {
    Path2D head = new Path2D.Double();
    head.moveTo(x, y);
    head.lineTo(x + dx + dy * 0.6, y + dy + dx * 0.6);
    head.lineTo(x + dx - dy * 0.6, y + dy - dx * 0.6);
    head.closePath();
    graphics.setColor(LINE);
    graphics.fill(head);
  }
}
