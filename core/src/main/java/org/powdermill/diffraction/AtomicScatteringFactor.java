package org.powdermill.diffraction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.powdermill.crystal.Element;

/**
 * The atomic scattering factor of an element for X-rays, in electrons:
 *
 * <pre>f(s) = Z - 41.78214 s^2 sum_{k=1..4} a_k exp(-b_k s^2),   s = sin(theta)/lambda = 1/(2d)
 * </pre>
 *
 * <p>M. De Graef, M. E. McHenry, Structure of Materials (Cambridge 2007), section 12.3.2; source of
 * the coefficients in the header of {@code atomic-scattering.tsv}.
 */
final class AtomicScatteringFactor {

  private static final double MOTT_BETHE = 41.78214;

  private static final Map<String, double[]> COEFFICIENTS = read();

  private final int atomicNumber;
  private final double[] coefficients;

  private AtomicScatteringFactor(int atomicNumber, double[] coefficients) {
    this.atomicNumber = atomicNumber;
    this.coefficients = coefficients;
  }

  private static Map<String, double[]> read() {
    try (InputStream stream =
            AtomicScatteringFactor.class.getResourceAsStream("atomic-scattering.tsv");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .collect(Collectors.toUnmodifiableMap(row -> row[0], AtomicScatteringFactor::numbers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] numbers(String[] row) {
    double[] numbers = new double[8];
    for (int i = 0; i < 8; i++) {
      numbers[i] = Double.parseDouble(row[i + 1]);
    }
    return numbers;
  }

  /**
   * The scattering factor of an element.
   *
   * @throws DiffractionException if the table has none
   */
  static AtomicScatteringFactor of(Element element) {
    double[] coefficients = COEFFICIENTS.get(element.symbol());
    if (coefficients == null) {
      throw new DiffractionException(
          "no atomic scattering factor is tabulated for %s (known: hydrogen to californium)"
              .formatted(element));
    }
    return new AtomicScatteringFactor(element.atomicNumber(), coefficients);
  }

  /** The scattering factor, electrons, at a square of s in 1/square angstrom. */
  double at(double squaredS) {
    double sum = 0;
    for (int k = 0; k < 8; k += 2) {
      sum += coefficients[k] * StrictMath.exp(-coefficients[k + 1] * squaredS);
    }
    return atomicNumber - MOTT_BETHE * squaredS * sum;
  }

  /** The derivative with respect to the square of s, electrons times square angstrom. */
  double derivativeAt(double squaredS) {
    double sum = 0;
    for (int k = 0; k < 8; k += 2) {
      double b = coefficients[k + 1];
      sum += coefficients[k] * (1 - b * squaredS) * StrictMath.exp(-b * squaredS);
    }
    return -MOTT_BETHE * sum;
  }

  /** The second derivative with respect to the square of s, electrons times angstrom^4. */
  double secondDerivativeAt(double squaredS) {
    double sum = 0;
    for (int k = 0; k < 8; k += 2) {
      double b = coefficients[k + 1];
      sum += coefficients[k] * b * (b * squaredS - 2) * StrictMath.exp(-b * squaredS);
    }
    return -MOTT_BETHE * sum;
  }
}
