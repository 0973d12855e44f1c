package org.powdermill.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.powdermill.tools.report.Points.Point;

class PointsTest {

  @Property(tries = 100)
  void thinnedPointsAreFewInOrderAndWithinTheCurve(
      @ForAll @IntRange(min = 1, max = 5000) int count,
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double step,
      @ForAll boolean logarithmic) {
    List<Point> all = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      all.add(new Point(i * step, Math.sin(i)));
    }

    List<Point> thinned = new Points(all).thinned(logarithmic).points();

    assertThat(thinned).isNotEmpty().hasSizeLessThanOrEqualTo(Points.MAX_DRAWN);
    assertThat(thinned).isSortedAccordingTo((one, other) -> Double.compare(one.x(), other.x()));
    assertThat(thinned)
        .allMatch(point -> point.x() >= step * 0.999 && point.x() <= count * step * 1.001)
        .allMatch(point -> Math.abs(point.y()) <= 1);
  }

  @Test
  void aSectionIsDrawnAsTheMeanOfItsPoints() {
    List<Point> all = new ArrayList<>();
    for (int i = 0; i < 2 * Points.MAX_DRAWN; i++) {
      all.add(new Point(i, i % 2));
    }

    List<Point> thinned = new Points(all).thinned(false).points();

    assertThat(thinned.get(10)).isEqualTo(new Point(20.5, 0.5));
  }

  @Test
  void onALogarithmicAxisTheBeginningKeepsItsPoints() {
    List<Point> all =
        LongStream.rangeClosed(1, 100_000).mapToObj(i -> new Point(i, 1.0 / i)).toList();

    List<Point> thinned = new Points(all).thinned(true).points();

    assertThat(thinned.subList(0, 10)).isEqualTo(all.subList(0, 10));
  }
}
