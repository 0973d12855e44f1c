package org.powdermill.hdf5;

/**
 * IEEE 754 half-precision numbers from 0 to 1 (JDK 17 has none): 1 sign, 5 exponent, 10 fraction
 * bits; rounded to nearest, ties to even.
 */
final class HalfFloat {

  /** The bits of 1. */
  static final int ONE = 0x3c00;

  /** 2^-14, the least normal half. */
  private static final float LEAST_NORMAL = 0x1p-14f;

  /** Exponent bias of float less that of half, in the exponent's place of a float. */
  private static final int REBIAS = (127 - 15) << 23;

  private HalfFloat() {}

  /** The bits of the half nearest to a number in [0, 1]. */
  static int bits(float value) {
    if (value < LEAST_NORMAL) {
      // Beside 0.5 a float's last place is 2^-24, the step of subnormal halves.
      return Float.floatToRawIntBits(value + 0.5f) - Float.floatToRawIntBits(0.5f);
    }
    int bits = Float.floatToRawIntBits(value) - REBIAS;
    return (bits + 0xfff + ((bits >> 13) & 1)) >> 13;
  }

  /** The number that bits in 0..{@link #ONE} stand for. */
  static float value(int bits) {
    return bits < 0x400 ? bits * 0x1p-24f : Float.intBitsToFloat((bits << 13) + REBIAS);
  }
}
