package org.powdermill.trainer.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.powdermill.cif.CifReader;
import org.powdermill.cif.CifResult;
import org.powdermill.diffraction.DiffractionException;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.PowderSimulation;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.pattern.CoveredRange;
import org.powdermill.pattern.MeasuredPattern;
import org.powdermill.pattern.MeasurementException;
import org.powdermill.pattern.Padding;
import org.powdermill.pattern.PatternContent;
import org.powdermill.pattern.PatternFile;
import org.powdermill.pattern.PatternPreparation;
import org.powdermill.pattern.PeakList;
import org.powdermill.pattern.PeakListPreparation;

/**
 * Makes of a file what a model takes: a measured pattern or a list of peaks is brought to the
 * model's wavelength and grid, a crystal is simulated. Serves one thread at a time.
 */
public final class PatternIntake {

  private final TwoThetaGrid grid;
  private final double wavelength;
  private final IntakeSettings settings;
  private final PowderSimulation simulation;
  private final PatternPreparation preparation;
  private final PeakListPreparation peakPreparation;
  private final CifReader cifReader = new CifReader();

  /**
   * For a model.
   *
   * @param wavelength of the model, angstrom
   */
  public PatternIntake(TwoThetaGrid grid, double wavelength, IntakeSettings settings) {
    this.grid = grid;
    this.wavelength = wavelength;
    this.settings = settings;
    PeakShape shape = PeakShape.gaussian(settings.crystalliteSizeNm());
    this.simulation =
        new PowderSimulation(
            new DiffractionSettings(new Wavelength("model", wavelength), grid, 0, Map.of()), shape);
    this.preparation =
        new PatternPreparation(
            grid,
            wavelength,
            settings.removesBackground(),
            settings.padding().orElse(Padding.ZERO));
    this.peakPreparation = new PeakListPreparation(grid, wavelength, shape);
  }

  /** Takes a file: one result, or one for each crystal of a CIF. Nothing in it makes this throw. */
  public List<Intake> take(Path file) {
    String source = file.toString();
    if (source.toLowerCase(Locale.ROOT).endsWith(".cif")) {
      return crystals(file);
    }
    try {
      return List.of(pattern(source, PatternFile.read(file, settings.peaks())));
    } catch (MeasurementException e) {
      return List.of(new Intake.Refused(source, "%s: %s".formatted(source, e.getMessage())));
    } catch (OutOfMemoryError e) {
      return List.of(
          new Intake.Refused(source, source + ": does not fit in memory: make it smaller"));
    }
  }

  private List<Intake> crystals(Path file) {
    List<CifResult> results = cifReader.read(file);
    List<Intake> intakes = new ArrayList<>();
    for (CifResult result : results) {
      if (result instanceof CifResult.Refused refused) {
        intakes.add(new Intake.Refused(refused.id(), refused.message()));
      } else {
        CifResult.Accepted crystal = (CifResult.Accepted) result;
        intakes.add(simulated(crystal, results.size() > 1 ? crystal.id() : crystal.source()));
      }
    }
    return intakes;
  }

  private Intake simulated(CifResult.Accepted crystal, String source) {
    try {
      return new Intake.Accepted(
          source,
          "cif",
          simulation.simulate(crystal.crystal()).diffractogram().intensity(),
          CoveredRange.all(grid),
          wavelength,
          Intake.WavelengthSource.MODEL,
          List.of());
    } catch (DiffractionException e) {
      return new Intake.Refused(source, "%s: %s".formatted(source, e.getMessage()));
    }
  }

  private Intake pattern(String source, PatternFile file) {
    PatternContent content = withOption(file.content());
    float[] diffractogram = new float[grid.points()];
    CoveredRange covered = CoveredRange.all(grid);
    String format = file.format().name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (content instanceof MeasuredPattern pattern) {
      covered = preparation.prepare(pattern, diffractogram);
    } else {
      peakPreparation.prepare((PeakList) content, diffractogram);
      format = "peaks";
    }
    return new Intake.Accepted(
        source,
        format,
        diffractogram,
        covered,
        content.wavelength().orElse(wavelength),
        wavelengthSource(file.content()),
        warnings(file, covered));
  }

  private PatternContent withOption(PatternContent content) {
    if (settings.wavelength().isEmpty()) {
      return content;
    }
    OptionalDouble said = OptionalDouble.of(settings.wavelength().get().angstrom());
    return content instanceof MeasuredPattern pattern
        ? new MeasuredPattern(pattern.twoTheta(), pattern.intensity(), said)
        : withWavelength((PeakList) content, said);
  }

  private static PeakList withWavelength(PeakList list, OptionalDouble said) {
    return new PeakList(list.scale(), list.position(), list.intensity(), said);
  }

  private Intake.WavelengthSource wavelengthSource(PatternContent content) {
    if (settings.wavelength().isPresent()) {
      return Intake.WavelengthSource.OPTION;
    }
    return content.wavelength().isPresent()
        ? Intake.WavelengthSource.FILE
        : Intake.WavelengthSource.MODEL;
  }

  private List<String> warnings(PatternFile file, CoveredRange covered) {
    List<String> warnings = new ArrayList<>(file.notes());
    if (settings.padding().isEmpty() && !covered.equals(CoveredRange.all(grid))) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "covers 2theta = %.2f to %.2f of %.2f to %.2f degrees; the rest, %.0f %%, is filled"
                  + " with zeros: choose --pad zero or edge as the model was trained",
              covered.min(),
              covered.max(),
              grid.min(),
              grid.max(),
              100 * (1 - covered.share(grid))));
    }
    return warnings;
  }
}
