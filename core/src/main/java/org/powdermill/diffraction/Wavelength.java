package org.powdermill.diffraction;

import java.util.List;
import java.util.Locale;

/**
 * An X-ray wavelength.
 *
 * <p>Characteristic lines: International Tables for Crystallography C (2004), table 4.2.2.4; CuKa1
 * rounded as usual (the table has 1.540593), CuKa the mean of the doublet weighted 2:1.
 *
 * @param name name of the line, or the number as it was given
 * @param angstrom wavelength, angstrom
 */
public record Wavelength(String name, double angstrom) {

  /** Copper K-alpha1. */
  public static final Wavelength CU_KA1 = new Wavelength("CuKa1", 1.5406);

  /** The lines known by name. */
  public static final List<Wavelength> NAMED =
      List.of(
          CU_KA1,
          new Wavelength("CuKa2", 1.544427),
          new Wavelength("CuKa", 1.541871),
          new Wavelength("MoKa1", 0.709317),
          new Wavelength("CoKa1", 1.788996),
          new Wavelength("FeKa1", 1.936041),
          new Wavelength("CrKa1", 2.289726),
          new Wavelength("AgKa1", 0.559422));

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException unless 0.05 to 10 angstrom
   */
  public Wavelength {
    if (!(angstrom >= 0.05 && angstrom <= 10)) {
      throw new IllegalArgumentException(
          "wavelength %s angstrom: want 0.05 to 10".formatted(angstrom));
    }
  }

  /**
   * The line of that wavelength, or one named by its number.
   *
   * @throws IllegalArgumentException unless 0.05 to 10 angstrom
   */
  public static Wavelength of(double angstrom) {
    return NAMED.stream()
        .filter(named -> named.angstrom == angstrom)
        .findFirst()
        .orElseGet(() -> new Wavelength(Double.toString(angstrom), angstrom));
  }

  /**
   * Reads a name such as {@code CuKa1} or a number in angstrom.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Wavelength parse(String text) {
    for (Wavelength named : NAMED) {
      if (named.name.toLowerCase(Locale.ROOT).equals(text.strip().toLowerCase(Locale.ROOT))) {
        return named;
      }
    }
    double angstrom;
    try {
      angstrom = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is no wavelength: give angstrom or one of %s"
              .formatted(text, String.join(", ", NAMED.stream().map(Wavelength::name).toList())),
          e);
    }
    return new Wavelength(text.strip(), angstrom);
  }
}
