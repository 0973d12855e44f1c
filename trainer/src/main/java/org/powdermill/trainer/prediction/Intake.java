package org.powdermill.trainer.prediction;

import java.util.List;
import org.powdermill.pattern.CoveredRange;

/** What became of a file, or of one crystal in it. */
public sealed interface Intake permits Intake.Accepted, Intake.Refused {

  /** The file; with the name of the crystal where the file holds several. */
  String source();

  /** Where the wavelength of a pattern comes from. */
  enum WavelengthSource {
    FILE,
    OPTION,
    /** Nobody told it: taken as the model's. */
    MODEL
  }

  /**
   * A diffractogram for the network.
   *
   * @param source the file
   * @param format what it is, in lower case
   * @param diffractogram on the model's grid, maximum 1, [points]
   * @param covered what of the grid was measured
   * @param wavelength of the measurement, angstrom
   * @param wavelengthSource who says so
   * @param warnings what a reader should know
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Accepted(
      String source,
      String format,
      float[] diffractogram,
      CoveredRange covered,
      double wavelength,
      WavelengthSource wavelengthSource,
      List<String> warnings)
      implements Intake {

    /** Copies the warnings. */
    public Accepted {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * None.
   *
   * @param source the file
   * @param reason in one line, with the file and what to do
   */
  record Refused(String source, String reason) implements Intake {}
}
