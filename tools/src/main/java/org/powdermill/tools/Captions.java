package org.powdermill.tools;

import java.util.Optional;
import org.powdermill.crystal.ChemicalFormula;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.tools.picture.TypesetText;

/** What stands above a picture. */
final class Captions {

  private static final String SEPARATOR = "   \u00B7   ";
  private static final int LONGEST_FORMULA = 40;

  private Captions() {}

  /** Name, formula and space group. */
  static TypesetText title(String name, ChemicalFormula formula, Optional<SpaceGroupName> group) {
    String formulaText = formula.toString();
    TypesetText title = TypesetText.plain(name);
    if (!formulaText.equals(name) && formulaText.length() <= LONGEST_FORMULA) {
      title = title.then(",  ").then(TypesetText.formula(formulaText));
    }
    return group.isEmpty()
        ? title
        : title.then(",  ").then(TypesetText.spaceGroup(group.get().symbol()));
  }

  /** Wavelength and peak shape. */
  static TypesetText subtitle(DiffractionSettings settings, PeakShape shape) {
    Wavelength wavelength = settings.wavelength();
    boolean named = Wavelength.NAMED.contains(wavelength);
    TypesetText text = named ? TypesetText.line(wavelength.name()).then(",  ") : TypesetText.none();
    text =
        text.then("\u03BB = " + number(wavelength.angstrom()) + " \u00C5")
            .then(SEPARATOR + "crystallite size " + number(shape.crystalliteSizeNm()) + " nm");
    if (shape.mixing() > 0) {
      text = text.then(SEPARATOR + "pseudo-Voigt, \u03B7 = " + number(shape.mixing()));
    }
    if (settings.overallB() > 0) {
      text =
          text.then(SEPARATOR)
              .then(TypesetText.symbol("B"))
              .then(" = " + number(settings.overallB()) + " \u00C5\u00B2");
    }
    return text;
  }

  private static String number(double value) {
    return Double.isInfinite(value)
        ? "\u221E"
        : value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
