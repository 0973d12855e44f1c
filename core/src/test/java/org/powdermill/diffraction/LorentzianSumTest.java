package org.powdermill.diffraction;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** The tails by blocks against the formula, point by point. */
class LorentzianSumTest {

  @Property(tries = 300)
  void theErrorIsBelowTenToTheMinusEightOfThePeaksHeight(
      @ForAll @IntRange(min = 2, max = 3000) int points,
      @ForAll @DoubleRange(min = 0, max = 1) double place,
      @ForAll @DoubleRange(min = 0, max = 4) double decades) {
    double centre = place * (points - 1);
    double width = StrictMath.pow(10, decades);
    double[] sum = new double[points + 3];
    LorentzianSum lorentzians = new LorentzianSum(points);
    lorentzians.clear();
    lorentzians.add(centre, width, 1, sum, 2);
    lorentzians.addTails(sum, 2);

    double height = 2 / (Math.PI * width);
    double largest = 0;
    for (int i = 0; i < points; i++) {
      double off = 2 * (i - centre) / width;
      largest = Math.max(largest, Math.abs(sum[2 + i] - height / (1 + off * off)));
    }
    assertThat(largest / height).as("error / height").isLessThan(1e-8);
    assertThat(sum[0] + sum[1] + sum[points + 2]).isZero();
  }
}
