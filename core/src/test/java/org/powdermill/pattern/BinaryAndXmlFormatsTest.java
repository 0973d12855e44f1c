package org.powdermill.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryAndXmlFormatsTest {

  private static final String DATA =
      """
      <positions axis="2Theta" unit="deg"><startPosition>5</startPosition>
      <endPosition>6</endPosition></positions>
      <positions axis="Omega" unit="deg"><startPosition>2.5</startPosition>
      <endPosition>3</endPosition></positions>
      <counts unit="counts">1 20 300</counts>""";

  private static final String SCAN = scan("TwoTheta", 1, "0.5,1,5,2.5,1", "0.5,1,5.5,2.75,20");

  @TempDir Path folder;

  private PatternFile read(byte[] content) throws IOException {
    return PatternFile.read(Files.write(folder.resolve("a.xy"), content));
  }

  private MeasuredPattern pattern(byte[] content) throws IOException {
    return (MeasuredPattern) read(content).content();
  }

  private static byte[] xrdml(String intended, String data) {
    return """
        \uFEFF<?xml version="1.0"?>
        <xrdMeasurements xmlns="http://www.xrdml.com/XRDMeasurement/2.2"><xrdMeasurement>
        <usedWavelength intended="%s"><kAlpha1 unit="Angstrom">1.5</kAlpha1>
        <kAlpha2 unit="Angstrom">1.8</kAlpha2><kBeta unit="Angstrom">1.25</kBeta>
        <ratioKAlpha2KAlpha1>0.5</ratioKAlpha2KAlpha1></usedWavelength>
        <scan scanAxis="Gonio"><dataPoints>%s</dataPoints></scan>
        </xrdMeasurement></xrdMeasurements>
        """
        .formatted(intended, data)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void xrdmlIsRead() throws IOException {
    MeasuredPattern pattern = pattern(xrdml("K-Alpha 1", DATA));

    assertThat(read(xrdml("K-Alpha 1", DATA)).format()).isEqualTo(PatternFormat.XRDML);
    assertThat(pattern.twoTheta()).containsExactly(5, 5.5, 6);
    assertThat(pattern.intensity()).containsExactly(1, 20, 300);
    assertThat(pattern.wavelength()).hasValue(1.5);
    assertThat(pattern(xrdml("K-Alpha", DATA)).wavelength().orElseThrow())
        .isCloseTo(1.6, within(1e-12));
    assertThat(pattern(xrdml("K-Beta", DATA)).wavelength()).hasValue(1.25);
  }

  @Test
  void onlyRawCountsAreMultipliedByTheAttenuation() throws IOException {
    String factors = "<beamAttenuationFactors>1 1 10</beamAttenuationFactors>";

    assertThat(pattern(xrdml("K-Alpha 1", factors + DATA)).intensity())
        .containsExactly(1, 20, 3000);
    assertThat(
            pattern(
                    xrdml(
                        "K-Alpha 1",
                        factors
                            + DATA.replace("counts>", "intensities>")
                                .replace("<counts ", "<intensities ")))
                .intensity())
        .containsExactly(1, 20, 300);
  }

  @Test
  void listedPositionsAreRead() throws IOException {
    String data =
        "<positions axis=\"2Theta\"><listPositions>5 5.4 6</listPositions></positions>"
            + "<counts>1 2 3</counts>";

    assertThat(pattern(xrdml("K-Alpha 1", data)).twoTheta()).containsExactly(5, 5.4, 6);
  }

  @Test
  void whatIsNoXrdmlIsRefused() {
    assertThatThrownBy(() -> read("<html><body/></html>".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("is XML, but holds no scan of .xrdml with intensities");
    assertThatThrownBy(() -> read("<a><b></a>".getBytes(StandardCharsets.UTF_8)))
        .hasMessageStartingWith("is no XML: ");
    assertThatThrownBy(() -> read(xrdml("", DATA.replace("2Theta", "Phi"))))
        .hasMessage("the scan does not vary 2Theta, so it is no powder pattern");
    assertThatThrownBy(() -> read(xrdml("", DATA + "</dataPoints></scan><scan><dataPoints>")))
        .hasMessageEndingWith("a second scan: export one alone");
    assertThatThrownBy(() -> read(xrdml("", DATA.replace("20", "NaN"))))
        .hasMessageMatching("line \\d+, counts: 'NaN' is no number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a [<!ENTITY l \"ha\"><!ENTITY m \"&l;&l;\">]><a>&m;</a>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a><counts>&x;</counts></a>",
        "<a><counts>&x;</counts></a>",
      })
  void entitiesAndDocumentTypesAreRefused(String xml) {
    assertThatThrownBy(() -> read(xml.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MeasurementException.class)
        .hasMessageFindingMatch("document type or entity|is no XML");
  }

  @Test
  void brokenXmlPrintsNothing() {
    PrintStream usual = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThatThrownBy(() -> read(new byte[] {'<', 'a', '>', (byte) 0xFF, (byte) 0xC0, '<'}))
          .isInstanceOf(MeasurementException.class);
    } finally {
      System.setErr(usual);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> read("<a>".repeat(100_000).getBytes(StandardCharsets.UTF_8)))
        .hasMessage("line 1: elements are nested deeper than 64");
  }

  private static String scan(String axis, int channels, String... rows) {
    StringBuilder text =
        new StringBuilder(
            """
            <RawData xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <FixedInformation><WaveLengthAlpha1 Unit="A" Value="1.5406"/></FixedInformation>
            <DataRoutes><DataRoute RouteFlag="Measured">
            """);
    for (String row : rows) {
      text.append("<Datum>").append(row).append("</Datum>\n");
    }
    return text
        + """
          <DataViews><RawDataView Start="0" Length="1" LogicName="MeasuredTime" xsi:type="FixedRawDataView"/>
          <RawDataView Start="2" Length="2" xsi:type="VaryingRawDataView"><Varying>
          <FieldDefinitions AxisId="%s"/><FieldDefinitions AxisId="Theta"/></Varying></RawDataView>
          <RawDataView Start="4" Length="%d" xsi:type="RecordedRawDataView"/></DataViews>
          </DataRoute></DataRoutes></RawData>
          """
            .formatted(axis, channels);
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void brmlIsReadByItsDescriptionOfColumns() throws IOException {
    byte[] content = zip("Experiment0/DataContainer.xml", "<a/>", "Experiment0/RawData0.xml", SCAN);
    MeasuredPattern pattern = pattern(content);

    assertThat(read(content).format()).isEqualTo(PatternFormat.BRML);
    assertThat(pattern.twoTheta()).containsExactly(5, 5.5);
    assertThat(pattern.intensity()).containsExactly(1, 20);
    assertThat(pattern.wavelength()).hasValue(1.5406);
    assertThat(pattern(zip("Experiment0/RawData0.xml", "\uFEFF" + SCAN)).intensity())
        .containsExactly(1, 20);
  }

  @Test
  void brmlOfOlderProgramsIsRead() throws IOException {
    String old = "<RawData><Datum>1,1,5,2.5,7</Datum><Datum>1,1,5.5,2.75,8</Datum></RawData>";

    assertThat(pattern(zip("Experiment0/RawData0.xml", old)).intensity()).containsExactly(7, 8);
  }

  @Test
  void whatIsNoPatternOfBrmlIsRefused() throws IOException {
    assertRefused(zip("readme.txt", "hello"), "is a zip archive without RawData0.xml");
    assertRefused(
        zip("Experiment0/RawData0.xml", SCAN, "Experiment0/RawData1.xml", SCAN),
        "holds several scans: export one alone");
    assertRefused(
        zip("RawData0.xml", scan("Phi", 1, "1,1,5,2.5,7")), "the scan has no axis TwoTheta");
    assertRefused(
        zip("RawData0.xml", scan("TwoTheta", 7, "1,1,5,2.5,7")),
        "line 8: each point is a frame of a detector");
    assertRefused(zip("RawData0.xml", scan("TwoTheta", 1, "1,1,5")), "Datum 1 has 3 columns");
    byte[] whole = zip("RawData0.xml", SCAN);
    assertRefused(Arrays.copyOf(whole, whole.length / 2), "is no");
  }

  private void assertRefused(byte[] content, String message) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(MeasurementException.class)
        .hasMessageStartingWith(message);
  }

  /** 300 MiB of zeros in 300 kB, and an entry that would climb out of a folder. */
  @Test
  void aBombIsNotUnpackedAndNothingIsWritten() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("../../climbed.xml"));
      zip.write(1);
      zip.putNextEntry(new ZipEntry("Experiment0/other.bin"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 300; i++) {
        zip.write(zeros);
      }
    }

    assertRefused(bytes.toByteArray(), "unpacks to more than 268435456 bytes");
    assertThat(folder.toFile().list()).containsExactly("a.xy");
    assertThat(folder.resolve("../../climbed.xml")).doesNotExist();
  }

  private static byte[] raw1(Consumer<ByteBuffer> change) {
    ByteBuffer bytes = ByteBuffer.allocate(712 + 304 + 16 + 12).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(0, "RAW1.01".getBytes(StandardCharsets.US_ASCII));
    bytes.putInt(12, 1).putInt(712, 304).putInt(716, 3);
    bytes.putDouble(728, 5).putDouble(888, 0.5).putDouble(952, 1.5406);
    bytes.putInt(960, 0).putInt(964, 4).putInt(968, 16);
    bytes.putFloat(1032, 1).putFloat(1036, 20).putFloat(1040, 300);
    change.accept(bytes);
    return bytes.array();
  }

  private static byte[] raw4(Consumer<ByteBuffer> change) {
    ByteBuffer bytes = ByteBuffer.allocate(61 + 40 + 160 + 64 + 24).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(0, "RAW4.00".getBytes(StandardCharsets.US_ASCII));
    bytes.putInt(61, 10).putInt(65, 40).putInt(101, 160);
    bytes.put(133, "Locked Coupled".getBytes(StandardCharsets.US_ASCII));
    bytes.putDouble(173, 5).putDouble(181, 0.5).putInt(189, 3).putDouble(213, 1.5406);
    bytes.putInt(237, 8).putInt(241, 64).putInt(261, 50).putInt(265, 64);
    bytes.putFloat(325, 1).putFloat(333, 20).putFloat(341, 300);
    change.accept(bytes);
    return bytes.array();
  }

  @Test
  void brukersRawIsRead() throws IOException {
    for (byte[] content : new byte[][] {raw1(bytes -> {}), raw4(bytes -> {})}) {
      MeasuredPattern pattern = pattern(content);

      assertThat(read(content).format()).isEqualTo(PatternFormat.BRUKER_RAW);
      assertThat(pattern.twoTheta()).containsExactly(5, 5.5, 6);
      assertThat(pattern.intensity()).containsExactly(1, 20, 300);
      assertThat(pattern.wavelength()).hasValue(1.5406);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 12 | 7 | holds 7 ranges: export one as .xy",
        "1 | 716 | 2147483647 | 2147483647 points: a pattern has at most 2000000",
        "1 | 716 | -1 | -1 points",
        "1 | 716 | 4 | ends too early",
        "1 | 712 | -1 | ends too early",
        "1 | 964 | 2147483647 | a point has 2147483647 bytes",
        "1 | 960 | 1 | the angles are not equidistant",
        "4 | 65 | 0 | a segment has a length of 0 bytes",
        "4 | 65 | -1 | ends too early",
        "4 | 133 | 0 | the scan",
        "4 | 189 | 9 | ends too early",
        "4 | 241 | -1 | ends too early",
        "4 | 237 | 0 | a point has 0 bytes",
      })
  void brokenRawIsRefused(int version, int address, int value, String message) {
    byte[] content =
        version == 1
            ? raw1(bytes -> bytes.putInt(address, value))
            : raw4(bytes -> bytes.putInt(address, value));

    assertRefused(content, message);
  }

  @Test
  void everyCutOfARawEndsInARefusal() {
    byte[] whole = raw4(bytes -> {});
    for (int length = 7; length < whole.length - 4; length++) {
      assertRefused(Arrays.copyOf(whole, length), "ends too early");
    }
  }

  @Test
  void otherBinaryFilesAreNamed() {
    assertRefused(
        "RAW2...".getBytes(StandardCharsets.US_ASCII),
        "is a .raw of version RAW2...: only RAW1.01 and RAW4.00 are read; export it as .xy");
    assertRefused(
        new byte[] {'F', 'I', 0, 1, 2},
        "is a binary file of unknown format, beginning 'FI...': export it as .xy");
    assertRefused(new byte[0], "is empty");
  }

  @Test
  void aFileWithoutEndIsReadUpToTheBound() {
    assertThatThrownBy(() -> PatternFile.read(Path.of("/dev/zero")))
        .hasMessage("has more than 67108864 bytes");
  }
}
