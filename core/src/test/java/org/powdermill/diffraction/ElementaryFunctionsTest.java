package org.powdermill.diffraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class ElementaryFunctionsTest {

  @Property
  void sineAndCosineOfTurnsAgreeWithStrictMath(@ForAll @DoubleRange(min = -4, max = 4) double x) {
    // StrictMath gets 2 pi x rounded, which costs 4e-15 at four turns.
    assertThat(ElementaryFunctions.sineOfTurns(x))
        .isCloseTo(StrictMath.sin(2 * Math.PI * x), offset(5e-15));
    assertThat(ElementaryFunctions.cosineOfTurns(x))
        .isCloseTo(StrictMath.cos(2 * Math.PI * x), offset(5e-15));
  }

  @Property
  void arcSineAgreesWithStrictMath(@ForAll @DoubleRange(min = 0, max = 1) double y) {
    assertThat(ElementaryFunctions.arcSineOfRoot(y))
        .isCloseTo(StrictMath.asin(Math.sqrt(y)), offset(5e-16));
  }

  @Property
  void exponentialAgreesWithStrictMath(@ForAll @DoubleRange(min = -690, max = 0) double x) {
    double exact = StrictMath.exp(x);
    assertThat(ElementaryFunctions.exponential(x)).isCloseTo(exact, offset(1e-15 * exact));
  }
}
