package org.powdermill.tools;

import java.util.Locale;
import java.util.Optional;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.pattern.Padding;
import org.powdermill.pattern.PeakList;
import org.powdermill.trainer.prediction.IntakeSettings;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say what files hold and how they become diffractograms. */
final class IntakeOptions {

  @Option(
      names = "--wavelength",
      paramLabel = "W",
      converter = RadiationOptions.WavelengthText.class,
      description = "Of the patterns, whatever the files tell.")
  private Wavelength wavelength;

  @Option(
      names = "--peaks",
      paramLabel = "SCALE",
      converter = ScaleText.class,
      description = "Text is a list of peaks: d or two-theta.")
  private PeakList.Scale peaks;

  @Option(
      names = "--size",
      paramLabel = "NM",
      defaultValue = "50",
      converter = PositiveNumber.class,
      description = "Crystallites of CIFs, peaks; default ${DEFAULT-VALUE} nm.")
  private double size = 50;

  @Option(
      names = "--background",
      paramLabel = "HOW",
      defaultValue = "keep",
      description = "Of patterns: keep or remove; default keep.")
  private TestSetCommand.Background background = TestSetCommand.Background.KEEP;

  @Option(
      names = "--pad",
      paramLabel = "HOW",
      converter = PaddingText.class,
      description = "Where nothing was measured: zero or edge.")
  private Padding padding;

  IntakeSettings settings() {
    return new IntakeSettings(
        Optional.ofNullable(wavelength),
        Optional.ofNullable(peaks),
        size,
        Optional.ofNullable(padding),
        background == TestSetCommand.Background.REMOVE);
  }

  private static final class ScaleText implements ITypeConverter<PeakList.Scale> {
    @Override
    public PeakList.Scale convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "d" -> PeakList.Scale.D;
        case "two-theta" -> PeakList.Scale.TWO_THETA;
        default -> throw new TypeConversionException("'%s' is not d or two-theta".formatted(text));
      };
    }
  }

  private static final class PaddingText implements ITypeConverter<Padding> {
    @Override
    public Padding convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "zero" -> Padding.ZERO;
        case "edge" -> Padding.EDGE;
        default -> throw new TypeConversionException("'%s' is not zero or edge".formatted(text));
      };
    }
  }
}
