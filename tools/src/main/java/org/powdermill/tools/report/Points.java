package org.powdermill.tools.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Points of a curve by ascending x.
 *
 * @param points of the curve
 */
record Points(List<Point> points) {

  /** A curve with more points is thinned for a picture. */
  static final int MAX_DRAWN = 300;

  /** No measurement is larger; axes of larger numbers would overflow. */
  private static final double LARGEST = 1e15;

  /** A point. */
  record Point(double x, double y) {}

  /** Copies the list. */
  Points {
    points = List.copyOf(points);
  }

  /** The same with other values. */
  Points map(DoubleUnaryOperator value) {
    return new Points(
        points.stream().map(p -> new Point(p.x(), value.applyAsDouble(p.y()))).toList());
  }

  /** Those that an axis can show; a logarithmic one shows what is above 0. */
  Points drawable(boolean logarithmic) {
    double least = logarithmic ? 1 / LARGEST : -LARGEST;
    return new Points(
        points.stream()
            .filter(p -> p.x() >= least && p.x() <= LARGEST && p.y() >= least && p.y() <= LARGEST)
            .toList());
  }

  /**
   * Few enough for a picture: of more than {@value #MAX_DRAWN} points, the axis is divided into as
   * many sections of equal width (equal ratio on a logarithmic axis), and each section's points
   * become one, their mean.
   *
   * @param logarithmic whether the x axis is; then all x are above 0
   */
  Points thinned(boolean logarithmic) {
    if (points.size() <= MAX_DRAWN) {
      return this;
    }
    double from = place(points.get(0).x(), logarithmic);
    double width = (place(points.get(points.size() - 1).x(), logarithmic) - from) / MAX_DRAWN;
    List<Point> means = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= points.size(); i++) {
      if (i == points.size()
          || section(i, from, width, logarithmic) != section(begin, from, width, logarithmic)) {
        means.add(mean(points.subList(begin, i)));
        begin = i;
      }
    }
    return new Points(means);
  }

  private int section(int index, double from, double width, boolean logarithmic) {
    double place = (place(points.get(index).x(), logarithmic) - from) / width;
    return Math.min(MAX_DRAWN - 1, (int) place); // the last point closes the last section
  }

  private static double place(double x, boolean logarithmic) {
    return logarithmic ? Math.log(x) : x;
  }

  private static Point mean(List<Point> section) {
    return new Point(
        section.stream().mapToDouble(Point::x).average().orElseThrow(),
        section.stream().mapToDouble(Point::y).average().orElseThrow());
  }
}
