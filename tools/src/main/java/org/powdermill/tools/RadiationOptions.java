package org.powdermill.tools;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.powdermill.crystal.Element;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.diffraction.Wavelength;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that peaks depend on, whatever their shape. */
final class RadiationOptions {

  @Option(
      names = "--wavelength",
      paramLabel = "W",
      defaultValue = "CuKa1",
      converter = WavelengthText.class,
      description = "Angstrom, or CuKa1 (default), CuKa, MoKa1, ....")
  private Wavelength wavelength = Wavelength.CU_KA1;

  @Option(
      names = "--two-theta",
      paramLabel = "MIN:MAX:STEP",
      defaultValue = "5:90:0.01",
      converter = GridText.class,
      description = "Degrees; default ${DEFAULT-VALUE}.")
  private TwoThetaGrid grid = TwoThetaGrid.DEFAULT;

  @Option(
      names = "--debye-waller",
      paramLabel = "B",
      defaultValue = "0",
      converter = DebyeWallerText.class,
      description = "Isotropic B, A^2: 0.5 or 0.5,O=0.8; default ${DEFAULT-VALUE}.")
  private DebyeWaller debyeWaller = new DebyeWaller(0, Map.of());

  /** Isotropic B, square angstrom. */
  record DebyeWaller(double overall, Map<Element, Double> byElement) {}

  DiffractionSettings settings() {
    return new DiffractionSettings(
        wavelength, grid, debyeWaller.overall(), debyeWaller.byElement());
  }

  static final class WavelengthText implements ITypeConverter<Wavelength> {
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
      double value = NumberText.number(text);
      if (!(value >= 0 && value < 1000)) {
        throw new TypeConversionException("B = %s: want 0 to 1000 square angstrom".formatted(text));
      }
      return value;
    }
  }
}
