package org.powdermill.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class DecadeAxisTest {

  @Test
  void ticksStandAtPowersOfTenAndAtTwoAndFiveOfFewDecades() {
    assertThat(DecadeAxis.places(0.5, 2e4)).containsExactly(1.0, 10.0, 100.0, 1000.0, 10_000.0);
    assertThat(DecadeAxis.places(9, 210)).containsExactly(10.0, 20.0, 50.0, 100.0, 200.0);
  }

  @Test
  void lessThanADecadeHasTicksToo() {
    assertThat(DecadeAxis.places(1.3, 1.95))
        .usingElementComparator((one, other) -> Math.abs(one - other) < 1e-9 ? 0 : 1)
        .containsExactly(1.4, 1.6, 1.8);
  }

  @Property
  void everyRangeHasSomeTicksInsideIt(
      @ForAll @DoubleRange(min = -9, max = 9) double power,
      @ForAll @DoubleRange(min = 1.2, max = 1e12) double ratio) {
    double from = Math.pow(10, power);
    List<Double> places = DecadeAxis.places(from, from * ratio);

    assertThat(places).hasSizeBetween(2, 14);
    assertThat(places).allMatch(place -> place >= from && place <= from * ratio);
  }
}
