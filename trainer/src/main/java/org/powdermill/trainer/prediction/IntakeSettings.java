package org.powdermill.trainer.prediction;

import java.util.Optional;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.pattern.Padding;
import org.powdermill.pattern.PeakList;

/**
 * What a user says about his files.
 *
 * @param wavelength that patterns and lists of angles were measured with, whatever the files tell
 * @param peaks what the first column of text is, if it is a list of peaks
 * @param crystalliteSizeNm of crystals and peaks, nm
 * @param padding what stands where a pattern does not cover the model's range; empty: zeros, and a
 *     warning
 * @param removesBackground whether the background of patterns is subtracted
 */
public record IntakeSettings(
    Optional<Wavelength> wavelength,
    Optional<PeakList.Scale> peaks,
    double crystalliteSizeNm,
    Optional<Padding> padding,
    boolean removesBackground) {

  /** As the files tell, 50 nm, background kept. */
  public static final IntakeSettings DEFAULT =
      new IntakeSettings(Optional.empty(), Optional.empty(), 50, Optional.empty(), false);
}
