package org.powdermill.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormatsTest {

  @TempDir Path folder;

  private PatternFile read(String text) throws IOException {
    return PatternFile.read(Files.writeString(folder.resolve("a.txt"), text));
  }

  private MeasuredPattern pattern(String text) throws IOException {
    return (MeasuredPattern) read(text).content();
  }

  private PeakList peaks(String text) throws IOException {
    return (PeakList) read(text).content();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5 1\n5.5 20\n6 300\n",
        "5\t1\n5.5\t20\n6\t300\n",
        " 5.0  1.0 0.2\r\n 5.5  2e1 0.2 \t\r\n\r\n 6.0  3.0E+2 0.2\r\n",
        "\"2theta\",\"intensity\"\n5,1\n5.5,20\n6,300\n",
        "Winkel;Zaehlrate\n5,0;1,0\n5,5;20,0\n6,0;300,0\n",
        "# comment\n! another\n5,1\n5.5,20\n6,300,,\n",
        "5\t1,0\n5,5\t20,0\n6\t300,0\n",
        "Angle, Counts, Sigma\n 5, 1, 1\n 5.5, 20, 4\n 6, 300, 17\n",
        "no,counts,2Theta [deg]\n1,1,5\n2,20,5.5\n3,300,6\n",
        "5 0.5 6 start step end\n 1 20\n 300\n",
        "title\n5.0 0.5 6.0\n1 20 300 0 0\n",
      })
  void columnsAreReadWhateverSeparatesThem(String text) throws IOException {
    MeasuredPattern pattern = pattern(text);

    assertThat(pattern.twoTheta()).containsExactly(5, 5.5, 6);
    assertThat(pattern.intensity()).containsExactly(1, 20, 300);
    assertThat(pattern.wavelength()).isEmpty();
  }

  @Test
  void textOfWindowsProgramsIsRead() throws IOException {
    Path file = folder.resolve("a.txt");
    Files.write(file, "\uFEFF5 1\n6 2\n".getBytes(StandardCharsets.UTF_16LE));

    assertThat(((MeasuredPattern) PatternFile.read(file).content()).twoTheta())
        .containsExactly(5, 6);
    Files.write(file, "\uFEFF5 1\n6 2\n".getBytes(StandardCharsets.UTF_8));
    assertThat(((MeasuredPattern) PatternFile.read(file).content()).twoTheta())
        .containsExactly(5, 6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# Calibrated wavelength = 0.413259",
        "Wavelength (A): 0.413259",
        "K-Alpha1 wavelength,0.413259\nK-Alpha2 wavelength,0.52",
        "; lambda 0.413259",
        "#_WL1 = 0.413259",
      })
  void aCommentTellsTheWavelength(String comment) throws IOException {
    assertThat(pattern(comment + "\n5 1\n6 2\n").wavelength()).hasValue(0.413259);
  }

  @ParameterizedTest
  @ValueSource(strings = {"# wavelength: Cu", "# Wavelength 15.406", "# anode material 1.5406"})
  void whatIsNoWavelengthIsNotTaken(String comment) throws IOException {
    assertThat(pattern(comment + "\n5 1\n6 2\n").wavelength()).isEmpty();
  }

  @Test
  void namesOfColumnsTellAListOfPeaks() throws IOException {
    PeakList bySpacing = peaks("d,I\n3.0,100\n2.0,20\n");
    assertThat(bySpacing.scale()).isEqualTo(PeakList.Scale.D);
    assertThat(bySpacing.position()).containsExactly(3, 2);
    assertThat(bySpacing.intensity()).containsExactly(100, 20);
    assertThat(peaks("d-spacing [\u00C5];Int. [%]\n3,5;100\n").position()).containsExactly(3.5);
    PeakList simulated = peaks("two_theta,intensity,d,h,k,l,multiplicity\n27.4,1,3.25,1,1,0,4\n");
    assertThat(simulated.scale()).isEqualTo(PeakList.Scale.TWO_THETA);
    assertThat(simulated.position()).containsExactly(27.4);
    PeakList exported =
        peaks("No.,Pos. [\u00B02Th.],d-spacing [A],Height [cts],FWHM\n1,27.4,3.25,812,0.1\n");
    assertThat(exported.position()).containsExactly(27.4);
    assertThat(exported.intensity()).containsExactly(812);
  }

  @Test
  void aListOfPeaksWithoutNamesIsAskedFor() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "10 5\n10.4 3\n12 9\n30 1\n31.5 2\n");

    assertThatThrownBy(() -> PatternFile.read(file))
        .isInstanceOf(MeasurementException.class)
        .hasMessage(
            "looks like a list of 5 peaks, not like a pattern: say --peaks two-theta or --peaks d");
    PeakList list = (PeakList) PatternFile.read(file, Optional.of(PeakList.Scale.D)).content();
    assertThat(list.scale()).isEqualTo(PeakList.Scale.D);
    assertThat(list.position()).containsExactly(10, 10.4, 12, 30, 31.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 1@6 x@ | line 2 is not an angle and an intensity",
        "5 1@6 NaN@ | line 2 is not an angle and an intensity",
        "5 1@6 0x10@ | line 2 is not an angle and an intensity",
        "5 1@6 1e999@ | point 2 is no number",
        "5 1@5 2@ | the angles do not ascend: 5.0 after 5.0 degrees",
        "5 1@500 2@ | point 2: 2theta = 500.0 degrees: want at most 180",
        "hello@world@ | holds no line with an angle and an intensity",
        "Q,I@1,2@2,3@ | the first column is Q: give angles 2theta in degrees",
        "d,I@-1,2@ | peak 1: d = -1.0: want more than 0",
        "d,I@1,-2@ | peak 1 has the intensity -2.0",
        "*RAS_DATA_START@ | is a .ras of Rigaku, which is not read: export it as .xy",
      })
  void whatIsNoPatternIsRefusedWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> read(text.replace('@', '\n')))
        .isInstanceOf(MeasurementException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void uxdIsReadWithAnglesAndWithout() throws IOException {
    String head = "; made by a test\n_FILEVERSION=1\n_WL1 = 1.540600\n_START = 5\n_STEPSIZE=0.5\n";
    MeasuredPattern counts = pattern(head + "_COUNTS\n 1 20\n 300\n");
    MeasuredPattern pairs = pattern(head + "_2THETACOUNTS\n5 1\n5.5 20\n6 300\n");

    assertThat(read(head + "_COUNTS\n1 2\n").format()).isEqualTo(PatternFormat.UXD);
    assertThat(counts.twoTheta()).containsExactly(5, 5.5, 6);
    assertThat(pairs.twoTheta()).containsExactly(5, 5.5, 6);
    assertThat(counts.intensity()).containsExactly(1, 20, 300).isEqualTo(pairs.intensity());
    assertThat(counts.wavelength()).hasValue(1.5406);
    assertThatThrownBy(() -> read(head + "_COUNTS\n1\n_COUNTS\n2\n"))
        .hasMessage("line 8 begins a second range: export one alone");
    assertThatThrownBy(() -> read("_FILEVERSION=1\n_STEPSIZE=0.5\n_COUNTS\n1 2\n"))
        .hasMessage("has no _2THETA");
  }

  private static String gsas(int channels, String type, String data) {
    return "title 1.0 2.0\n# wavelength = 0.50\nBANK 1 %d 1 CONST 500 50 0 0 %s\n%s"
        .formatted(channels, type, data);
  }

  @Test
  void gsasIsReadInHundredthsOfADegree() throws IOException {
    String fixed = " 1     1 2    20     300       0\n";
    MeasuredPattern standard = pattern(gsas(3, "STD", fixed));
    assertThat(read(gsas(3, "STD", fixed)).format()).isEqualTo(PatternFormat.GSAS);
    assertThat(standard.twoTheta()).containsExactly(5, 5.5, 6);
    assertThat(standard.intensity()).containsExactly(1, 20, 300);
    assertThat(standard.wavelength()).hasValue(0.5);
    MeasuredPattern deviations =
        pattern(gsas(3, "ESD", "     1.0     0.1    20.0     4.0   300.0    17.0\n"));
    assertThat(deviations.intensity()).containsExactly(1, 20, 300);
    MeasuredPattern free = pattern(gsas(2, "FXYE", "500.0 1 0.1\n560.0 20 4\n"));
    assertThat(free.twoTheta()).containsExactly(5, 5.6000000000000005);
    assertThat(free.intensity()).containsExactly(1, 20);
  }

  @Test
  void gsasWithAnglesMayBeCutOffAndSaysSo() throws IOException {
    PatternFile file = read(gsas(9, "FXYE", "500.0 1 0.1\n560.0 20 4\n"));

    assertThat(((MeasuredPattern) file.content()).intensity()).containsExactly(1, 20);
    assertThat(file.notes()).containsExactly("holds 2 of the 9 points that it announces");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BANK 1 3 1 CONST 500 50 0 0 STD@       1       2@"
            + " | holds 2 intensities, but the line BANK says 3",
        "BANK 1 3 1 SLOG 500 50 0 0 FXYE@ | binning SLOG is that of neutrons by time of flight",
        "BANK 1 3 1 CONST 500 50 0 0 ALT@ 1 2@ | data of type ALT are not read",
        "BANK 1 999999999 1 CONST 500 50 0 0 STD@ | 999999999 points: a pattern has at most",
        "BANK 1 x 1 CONST 500 50 0 0 STD@ | BANK: 'x' is no number of channels",
        "BANK 1 1 1 CONST 500 50 0 0 FXY@500 x@ | line 2: 'x' is no number",
        "BANK 1 1 1 CONST 500 50 0 0 FXY@500@ | line 2: '' is no number",
        "BANK 1 1 1 CONST 5 5 0 0 FXY@500 1@BANK 2 1 1 CONST 5 5 0 0 FXY@"
            + " | line 3 begins a second bank: keep one",
      })
  void brokenGsasIsRefusedWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> read(text.replace('@', '\n')))
        .isInstanceOf(MeasurementException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void morePointsThanAPatternHasAreRefused() {
    String text = "5 1\n".repeat(MeasuredPattern.MAX_POINTS + 1);

    assertThatThrownBy(() -> read(text))
        .hasMessage("2000001 points: a pattern has at most 2000000");
  }
}
