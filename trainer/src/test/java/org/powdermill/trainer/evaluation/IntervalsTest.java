package org.powdermill.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalsTest {

  /** R. G. Newcombe, Stat. Med. 17 (1998) 857, table I, method 3. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0.0000, 0.1611",
    "1, 29, 0.0061, 0.1718",
  })
  void wilsonIntervalsAreThosePublished(int correct, int n, double low, double high) {
    Proportion share = Proportion.of(correct, n);

    assertThat(share.share()).isEqualTo((double) correct / n);
    assertThat(share.low()).isCloseTo(low, within(5e-5));
    assertThat(share.high()).isCloseTo(high, within(5e-5));
  }

  /** R. G. Newcombe, Stat. Med. 17 (1998) 873, table II, method 10. */
  @ParameterizedTest
  @CsvSource({
    "56, 70, 48, 80, 0.0524, 0.3339",
    "9, 10, 3, 10, 0.1705, 0.8090",
    "6, 7, 2, 7, 0.0582, 0.8062",
    "5, 56, 0, 29, -0.0381, 0.1926",
  })
  void differencesOfIndependentSharesAreThosePublished(
      int correct, int n, int other, int ofOthers, double low, double high) {
    Difference difference =
        Difference.independent(Proportion.of(other, ofOthers), Proportion.of(correct, n));

    assertThat(difference.low()).isCloseTo(low, within(5e-5));
    assertThat(difference.high()).isCloseTo(high, within(5e-5));
    assertThat(difference.probability()).isNull();
  }

  /**
   * 21 children before and after a stem-cell transplantation, by L. Bentur et al. (2009): 1 with
   * the complaint both times, 1 only before, 7 only after. The exact probability is 18 / 256; the
   * interval follows from the formula by hand.
   */
  @Test
  void aPairedDifferenceOfAKnownStudy() {
    Difference difference = Difference.paired(21, 1, 1, 7);

    assertThat(difference.from()).isEqualTo(2.0 / 21);
    assertThat(difference.to()).isEqualTo(8.0 / 21);
    assertThat(difference.difference()).isCloseTo(6.0 / 21, within(1e-15));
    assertThat(difference.probability()).isCloseTo(18 / 256.0, within(1e-12));
    assertThat(difference.low()).isCloseTo(0.0134, within(1e-4));
    assertThat(difference.high()).isCloseTo(0.5084, within(1e-4));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "1, 1, 1", "0, 1, 1", "0, 6, 0.03125", "10, 2, 0.038574218750", "5, 5, 1"})
  void mcNemarsProbabilityIsThatOfTossesOfACoin(int one, int other, double expected) {
    assertThat(Difference.mcNemar(one, other)).isCloseTo(expected, within(1e-12));
    assertThat(Difference.mcNemar(other, one)).isEqualTo(Difference.mcNemar(one, other));
  }

  @Property
  void anIntervalHoldsItsShareAndLiesBetween0And1(
      @ForAll @IntRange(min = 1, max = 20_000) int n, @ForAll @IntRange(max = 20_000) int part) {
    Proportion share = Proportion.of(part % (n + 1), n);

    assertThat(share.low()).isBetween(0.0, share.share());
    assertThat(share.high()).isBetween(share.share(), 1.0);
  }

  @Test
  void countsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> Proportion.of(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Proportion.of(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Difference.paired(3, 2, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
