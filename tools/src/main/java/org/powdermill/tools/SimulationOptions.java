package org.powdermill.tools;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.powdermill.crystal.Element;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.diffraction.Wavelength;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say how a diffractogram is simulated. */
final class SimulationOptions {

  @Option(
      names = "--size",
      paramLabel = "NM",
      defaultValue = "50",
      converter = PositiveNumber.class,
      description = "Crystallite size; default ${DEFAULT-VALUE} nm.")
  private double size = 50;

  @Option(
      names = "--wavelength",
      paramLabel = "W",
      defaultValue = "CuKa1",
      converter = WavelengthText.class,
      description = {
        "Angstrom, or CuKa1, CuKa2, CuKa, MoKa1, CoKa1,",
        "FeKa1, CrKa1, AgKa1; default ${DEFAULT-VALUE}."
      })
  private Wavelength wavelength = Wavelength.CU_KA1;

  @Option(
      names = "--two-theta",
      paramLabel = "MIN:MAX:STEP",
      defaultValue = "5:90:0.01",
      converter = GridText.class,
      description = "Degrees; default ${DEFAULT-VALUE}.")
  private TwoThetaGrid grid = TwoThetaGrid.DEFAULT;

  @Option(
      names = "--mixing",
      paramLabel = "ETA",
      defaultValue = "0",
      converter = Share.class,
      description = "Lorentzian share of a peak, 0 to 1; default 0.")
  private double mixing;

  @Option(
      names = "--caglioti",
      paramLabel = "U,V,W",
      defaultValue = "0,0,0",
      converter = CagliotiText.class,
      description = "Instrument width, square degrees; default 0,0,0.")
  private Caglioti caglioti = new Caglioti(0, 0, 0);

  @Option(
      names = "--debye-waller",
      paramLabel = "B",
      defaultValue = "0",
      converter = DebyeWallerText.class,
      description = {
        "Isotropic B, square angstrom, also by element:",
        "0.5 or 0.5,O=0.8 or O=0.8; default ${DEFAULT-VALUE}."
      })
  private DebyeWaller debyeWaller = new DebyeWaller(0, Map.of());

  /** Instrument width, square degrees. */
  record Caglioti(double u, double v, double w) {}

  /** Isotropic B, square angstrom. */
  record DebyeWaller(double overall, Map<Element, Double> byElement) {}

  DiffractionSettings settings() {
    return new DiffractionSettings(
        wavelength, grid, debyeWaller.overall(), debyeWaller.byElement());
  }

  /**
   * The shape of the peaks.
   *
   * @throws IllegalArgumentException if size and instrument do not go together
   */
  PeakShape shape() {
    return new PeakShape(size, mixing, caglioti.u(), caglioti.v(), caglioti.w());
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is no number".formatted(text));
    }
  }

  private static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = number(text);
      if (!(value >= 0 && value <= 1)) {
        throw new TypeConversionException("'%s' is not between 0 and 1".formatted(text));
      }
      return value;
    }
  }

  private static final class WavelengthText implements ITypeConverter<Wavelength> {
    @Override
    public Wavelength convert(String text) {
      try {
        return Wavelength.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static final class GridText implements ITypeConverter<TwoThetaGrid> {
    @Override
    public TwoThetaGrid convert(String text) {
      try {
        return TwoThetaGrid.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static final class CagliotiText implements ITypeConverter<Caglioti> {
    @Override
    public Caglioti convert(String text) {
      String[] parts = text.split(",", -1);
      if (parts.length != 3) {
        throw new TypeConversionException("'%s' is not U,V,W".formatted(text));
      }
      return new Caglioti(number(parts[0]), number(parts[1]), number(parts[2]));
    }
  }

  private static final class DebyeWallerText implements ITypeConverter<DebyeWaller> {
    @Override
    public DebyeWaller convert(String text) {
      List<Double> overall = new ArrayList<>();
      Map<Element, Double> byElement = new HashMap<>();
      for (String part : text.split(",", -1)) {
        int equals = part.indexOf('=');
        if (equals < 0) {
          overall.add(factor(part));
        } else {
          String symbol = part.substring(0, equals).strip();
          Element element =
              Element.ofSymbol(symbol)
                  .orElseThrow(
                      () -> new TypeConversionException("'%s' is no element".formatted(symbol)));
          byElement.put(element, factor(part.substring(equals + 1)));
        }
      }
      if (overall.size() > 1) {
        throw new TypeConversionException("'%s' has two factors for all atoms".formatted(text));
      }
      return new DebyeWaller(overall.isEmpty() ? 0 : overall.get(0), byElement);
    }

    private static double factor(String text) {
      double value = number(text);
      if (!(value >= 0 && value < 1000)) {
        throw new TypeConversionException("B = %s: want 0 to 1000 square angstrom".formatted(text));
      }
      return value;
    }
  }
}
