package org.powdermill.generation.imperfections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImperfectionsTest {

  private static final UniformRange ZERO = UniformRange.of(0);

  @Test
  void whatIsZeroIsNotImitated() {
    assertThat(new Imperfections(Map.of(Imperfection.IMPURITY, ZERO)))
        .isEqualTo(Imperfections.NONE);
    assertThat(
            new Imperfections(
                Map.of(
                    Imperfection.BACKGROUND,
                    ZERO,
                    Imperfection.BACKGROUND_LENGTH,
                    new UniformRange(3, 20))))
        .isEqualTo(Imperfections.NONE);
    assertThat(new Imperfections(Map.of(Imperfection.CAGLIOTI_V, UniformRange.of(-0.0))))
        .isEqualTo(Imperfections.NONE);
  }

  @Test
  void aBackgroundHasTheLengthOfThePaperUnlessToldOtherwise() {
    Imperfections background =
        new Imperfections(Map.of(Imperfection.BACKGROUND, UniformRange.of(0.1)));

    assertThat(background.range(Imperfection.BACKGROUND_LENGTH)).isEqualTo(new UniformRange(3, 20));
    assertThatThrownBy(
            () ->
                new Imperfections(Map.of(Imperfection.BACKGROUND_LENGTH, new UniformRange(3, 20))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("background-length goes with background");
  }

  @ParameterizedTest
  @EnumSource
  void rangesStayWithinTheirBounds(Imperfection imperfection) {
    UniformRange bounds = imperfection.bounds();
    assertThat(imperfection.paper().min()).isBetween(bounds.min(), bounds.max());
    assertThat(imperfection.paper().max()).isBetween(bounds.min(), bounds.max());
    for (double outside : new double[] {bounds.min() - 1e-6, bounds.max() + 1e-6}) {
      assertThatThrownBy(() -> new Imperfections(Map.of(imperfection, UniformRange.of(outside))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(imperfection.word())
          .hasMessageContaining("want " + bounds.min() + " to " + bounds.max());
    }
  }

  @Test
  void aPeakWidthThatIsNotRealIsRefusedBeforeARun() {
    Map<Imperfection, UniformRange> ranges =
        Map.of(
            Imperfection.CAGLIOTI_U, new UniformRange(0.04, 0.1),
            Imperfection.CAGLIOTI_W, new UniformRange(0.01, 0.1),
            Imperfection.CAGLIOTI_V, new UniformRange(-0.0401, 0));

    assertThatThrownBy(() -> new Imperfections(ranges))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give no real peak width: want V at least -2 sqrt(U W)");
  }

  @Test
  void peaksTellADiffractogramOfFixedShapeAlone() {
    assertThat(Imperfections.NONE.followFromPeaks()).isTrue();
    assertThat(Imperfections.PAPER.followFromPeaks()).isFalse();
    assertThat(new Imperfections(Map.of(Imperfection.MIXING, UniformRange.of(0.3))))
        .returns(true, Imperfections::followFromPeaks)
        .returns(false, Imperfections::changeIntensities);
    assertThat(new Imperfections(Map.of(Imperfection.MIXING, new UniformRange(0, 1))))
        .returns(false, Imperfections::followFromPeaks)
        .returns(false, Imperfections::changeIntensities);
    assertThat(new Imperfections(Map.of(Imperfection.IMPURITY, UniformRange.of(0.3))))
        .returns(false, Imperfections::followFromPeaks)
        .returns(true, Imperfections::changeIntensities);
  }
}
