package org.powdermill.tools;

import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.PeakShape;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say how a diffractogram is simulated. */
final class SimulationOptions {

  @Mixin private RadiationOptions radiation;

  @Option(
      names = "--size",
      paramLabel = "NM",
      defaultValue = "50",
      converter = PositiveNumber.class,
      description = "Crystallite size; default ${DEFAULT-VALUE} nm.")
  private double size = 50;

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

  /** Instrument width, square degrees. */
  record Caglioti(double u, double v, double w) {}

  DiffractionSettings settings() {
    return radiation.settings();
  }

  /**
   * The shape of the peaks.
   *
   * @throws IllegalArgumentException if size and instrument do not go together
   */
  PeakShape shape() {
    return new PeakShape(size, mixing, caglioti.u(), caglioti.v(), caglioti.w());
  }

  private static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = NumberText.number(text);
      if (!(value >= 0 && value <= 1)) {
        throw new TypeConversionException("'%s' is not between 0 and 1".formatted(text));
      }
      return value;
    }
  }

  private static final class CagliotiText implements ITypeConverter<Caglioti> {
    @Override
    public Caglioti convert(String text) {
      String[] parts = text.split(",", -1);
      if (parts.length != 3) {
        throw new TypeConversionException("'%s' is not U,V,W".formatted(text));
      }
      return new Caglioti(
          NumberText.number(parts[0]), NumberText.number(parts[1]), NumberText.number(parts[2]));
    }
  }
}
