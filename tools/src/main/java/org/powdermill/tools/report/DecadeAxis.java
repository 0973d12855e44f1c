package org.powdermill.tools.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.Tick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A logarithmic axis with ticks where readers expect them: at powers of ten, and at 2 and 5 times
 * these where few decades are shown.
 */
final class DecadeAxis extends LogAxis {

  private static final long serialVersionUID = 1L;
  private static final double FEW_DECADES = 2.2;
  private static final int LEAST_TICKS = 3;

  private final NumberFormat format;

  DecadeAxis(String label, NumberFormat format) {
    super(label);
    this.format = format;
  }

  @Override
  @SuppressWarnings("rawtypes") // JFreeChart's signature
  public List refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    TextAnchor anchor =
        switch (edge.toString()) {
          case "RectangleEdge.TOP" -> TextAnchor.BOTTOM_CENTER;
          case "RectangleEdge.BOTTOM" -> TextAnchor.TOP_CENTER;
          default -> TextAnchor.CENTER_RIGHT;
        };
    List<Tick> ticks = new ArrayList<>();
    for (double value : places(getRange().getLowerBound(), getRange().getUpperBound())) {
      ticks.add(new NumberTick(value, format.format(value), anchor, TextAnchor.CENTER, 0));
    }
    return ticks;
  }

  /** Where ticks stand between two positive numbers. */
  static List<Double> places(double from, double to) {
    List<Double> places = decades(from, to);
    return places.size() >= LEAST_TICKS ? places : even(from, to);
  }

  /** At steps of 1, 2 or 5 times a power of ten: for less than a decade. */
  private static List<Double> even(double from, double to) {
    double rough = (to - from) / LEAST_TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = rough / power < 2 ? power : rough / power < 5 ? 2 * power : 5 * power;
    List<Double> places = new ArrayList<>();
    for (long i = (long) Math.ceil(from / step); i * step <= to; i++) {
      places.add(i * step);
    }
    return places;
  }

  private static List<Double> decades(double from, double to) {
    double decades = Math.log10(to / from);
    int[] factors = decades <= FEW_DECADES ? new int[] {1, 2, 5} : new int[] {1};
    int every = Math.max(1, (int) Math.ceil(decades / 6)); // so that labels have room
    List<Double> places = new ArrayList<>();
    int last = (int) Math.floor(Math.log10(to));
    for (int power = (int) Math.floor(Math.log10(from)); power <= last; power++) {
      for (int factor : factors) {
        double value = factor * Math.pow(10, power);
        if (value >= from && value <= to && Math.floorMod(power, every) == 0) {
          places.add(value);
        }
      }
    }
    return places;
  }
}
