package org.powdermill.diffraction;

/**
 * Sine, cosine, arc sine and exponential to about 1e-16, made of additions, multiplications and
 * square roots alone.
 *
 * <p>Math.sin and its like may differ in the last bit between processors and between interpreter
 * and compiler; StrictMath's do not, but are several times slower. The coefficients are Chebyshev
 * interpolations computed to 50 digits with mpmath; their errors are below 2e-18 on the reduced
 * ranges.
 */
final class ElementaryFunctions {

  private static final double HALF_PI = Math.PI / 2;
  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2_HIGH = 0x1.62e42feep-1;
  private static final double LN2_LOW = 1.9082149292705877e-10;

  private ElementaryFunctions() {}

  /** sin(2 pi x). */
  static double sineOfTurns(double x) {
    double quarters = Math.rint(4 * x);
    double r = x - 0.25 * quarters;
    return switch ((int) quarters & 3) {
      case 0 -> sine(r);
      case 1 -> cosine(r);
      case 2 -> -sine(r);
      default -> -cosine(r);
    };
  }

  /** cos(2 pi x). */
  static double cosineOfTurns(double x) {
    double quarters = Math.rint(4 * x);
    double r = x - 0.25 * quarters;
    return switch ((int) quarters & 3) {
      case 0 -> cosine(r);
      case 1 -> -sine(r);
      case 2 -> -cosine(r);
      default -> sine(r);
    };
  }

  /** sin(2 pi r) for |r| at most 1/8. */
  private static double sine(double r) {
    double y = r * r;
    double p = -0.7116358090781666;
    p = p * y + 3.8197881201632113;
    p = p * y - 15.094640403891546;
    p = p * y + 42.05869392898878;
    p = p * y - 76.70585975299812;
    p = p * y + 81.60524927607493;
    p = p * y - 41.34170224039976;
    p = p * y + 6.283185307179586;
    return p * r;
  }

  /** cos(2 pi r) for |r| at most 1/8. */
  private static double cosine(double r) {
    double y = r * r;
    double p = 0.27945867147528963;
    p = p * y - 1.7143161879285278;
    p = p * y + 7.9035351947629575;
    p = p * y - 26.426256772545436;
    p = p * y + 60.244641371818105;
    p = p * y - 85.45681720669354;
    p = p * y + 64.9393940226683;
    p = p * y - 19.739208802178716;
    return p * y + 1;
  }

  /** The angle in [0, pi/2], in radians, whose sine has the square y, for y in [0, 1]. */
  static double arcSineOfRoot(double y) {
    double x = Math.sqrt(y);
    if (y <= 0.25) {
      return x * arcSineOverRoot(y);
    }
    double half = 0.5 * (1 - x);
    return HALF_PI - 2 * Math.sqrt(half) * arcSineOverRoot(half);
  }

  /** asin(sqrt(y)) / sqrt(y) for y in [0, 1/4]. */
  private static double arcSineOverRoot(double y) {
    double p = 0.03257934796692842;
    p = p * y - 0.02093065831518245;
    p = p * y + 0.02166805886905636;
    p = p * y + 0.0037180577483250537;
    p = p * y + 0.010778675120995992;
    p = p * y + 0.011398850408440755;
    p = p * y + 0.01398088299217101;
    p = p * y + 0.017351600625343435;
    p = p * y + 0.022372216106072148;
    p = p * y + 0.030381942642327187;
    p = p * y + 0.04464285717686322;
    p = p * y + 0.07499999999966611;
    p = p * y + 0.16666666666666796;
    return p * y + 1;
  }

  /** exp(x) for x at most 0; zero below -700. */
  static double exponential(double x) {
    if (x < -700) {
      return 0;
    }
    double power = Math.rint(x * LOG2_E);
    double r = (x - power * LN2_HIGH) - power * LN2_LOW;
    double p = 2.5110037605963777e-08;
    p = p * r + 2.763263963904103e-07;
    p = p * r + 2.755724091857897e-06;
    p = p * r + 2.4801485482328494e-05;
    p = p * r + 0.00019841269890047113;
    p = p * r + 0.0013888888952314775;
    p = p * r + 0.008333333333319601;
    p = p * r + 0.0416666666664881;
    p = p * r + 0.1666666666666668;
    p = p * r + 0.5000000000000019;
    p = p * r + 1;
    p = p * r + 1;
    return p * Double.longBitsToDouble((1023L + (long) power) << 52);
  }
}
