package org.powdermill.tools;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.powdermill.diffraction.Diffractogram;
import org.powdermill.diffraction.Peak;
import org.powdermill.files.AtomicFile;

/**
 * Peaks and diffractograms as CSV. Numbers have a point and as many digits as give the same number
 * back; the angles of a diffractogram are rounded to 1e-9 degrees.
 */
final class CsvFiles {

  private static final int ANGLE_DECIMALS = 9;

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  private CsvFiles() {}

  /** Writes the columns two_theta, intensity, d, h, k, l, multiplicity. */
  static void writePeaks(Path file, List<Peak> peaks) {
    write(
        file,
        csv -> {
          csv.printRecord("two_theta", "intensity", "d", "h", "k", "l", "multiplicity");
          for (Peak peak : peaks) {
            csv.printRecord(
                peak.twoTheta(),
                peak.intensity(),
                peak.spacing(),
                peak.h(),
                peak.k(),
                peak.l(),
                peak.multiplicity());
          }
        });
  }

  /** Writes the columns two_theta, intensity. */
  static void writeDiffractogram(Path file, Diffractogram diffractogram) {
    write(
        file,
        csv -> {
          csv.printRecord("two_theta", "intensity");
          float[] intensity = diffractogram.intensity();
          for (int i = 0; i < intensity.length; i++) {
            csv.printRecord(angle(diffractogram.grid().twoTheta(i)), intensity[i]);
          }
        });
  }

  private static String angle(double degrees) {
    return BigDecimal.valueOf(degrees)
        .setScale(ANGLE_DECIMALS, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  private interface Rows {
    void printTo(CSVPrinter csv) throws IOException;
  }

  private static void write(Path file, Rows rows) {
    AtomicFile.write(
        file,
        temporary -> {
          try (Writer writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8);
              CSVPrinter csv = new CSVPrinter(writer, FORMAT)) {
            rows.printTo(csv);
          }
        });
  }
}
