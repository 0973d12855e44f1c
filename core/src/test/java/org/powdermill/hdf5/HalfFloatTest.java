package org.powdermill.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;

/** Halves against their definition. */
class HalfFloatTest {

  @Example
  void everyHalfFromZeroToOneIsItself() {
    for (int bits = 0; bits <= HalfFloat.ONE; bits++) {
      float value = HalfFloat.value(bits);
      assertThat((double) value).isEqualTo(definition(bits));
      assertThat(HalfFloat.bits(value)).isEqualTo(bits);
    }
  }

  @Property(tries = 20_000)
  void aNumberBecomesTheNearestHalf(@ForAll @FloatRange(min = 0, max = 1) float value) {
    assertNearest(value);
    assertNearest(value * 0x1p-13f);
    assertNearest(value * 0x1p-20f);
  }

  @Example
  void tiesGoToTheEvenHalf() {
    for (int bits = 0; bits < HalfFloat.ONE; bits++) {
      float middle = (HalfFloat.value(bits) + HalfFloat.value(bits + 1)) / 2;
      assertThat(HalfFloat.bits(middle)).isEqualTo(bits + (bits & 1));
    }
  }

  private static void assertNearest(float value) {
    int bits = HalfFloat.bits(value);
    double error = Math.abs(value - definition(bits));
    if (bits > 0) {
      assertThat(error).isLessThanOrEqualTo(Math.abs(value - definition(bits - 1)));
    }
    if (bits < HalfFloat.ONE) {
      assertThat(error).isLessThanOrEqualTo(Math.abs(value - definition(bits + 1)));
    }
  }

  /** IEEE 754: fraction bits/1024, with a leading one where the exponent is not zero. */
  private static double definition(int bits) {
    int exponent = bits >> 10;
    int fraction = bits & 0x3ff;
    return exponent == 0
        ? Math.scalb((double) fraction, -24)
        : Math.scalb((double) (0x400 + fraction), exponent - 25);
  }
}
