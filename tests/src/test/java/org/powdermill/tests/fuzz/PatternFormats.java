package org.powdermill.tests.fuzz;

import static org.powdermill.tests.fuzz.Corpus.utf8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.trainer.prediction.Intake;
import org.powdermill.trainer.prediction.IntakeSettings;
import org.powdermill.trainer.prediction.PatternIntake;

/** The forms of measured patterns, read as {@code predict} does. */
final class PatternFormats {

  private static final int POINTS = 60;

  private final Corpus corpus;
  private final PatternIntake intake =
      new PatternIntake(new TwoThetaGrid(5, 90, 0.1), 1.5406, IntakeSettings.DEFAULT);

  PatternFormats(Corpus corpus) {
    this.corpus = corpus;
  }

  List<ForeignFormat> all() {
    List<byte[]> columns = corpus.measured(".xy");
    columns.add(utf8(table("2theta,intensity,error\n", ",")));
    columns.add(utf8(table("# wavelength 1.5418\n", "\t")));
    columns.add(utf8("d,I\n3.1,100\n2.2,20\n1.8;5\n"));
    List<byte[]> gsas = corpus.measured(".fxye");
    gsas.addAll(corpus.measured(".XRA"));
    gsas.add(utf8(gsas("STD")));
    gsas.add(utf8(gsas("ESD")));
    List<byte[]> xrdml = corpus.measured(".xrdml");
    xrdml.add(utf8(xrdml()));
    return List.of(
        format("columns", "a.xy", true, columns),
        format("stepped", "a.dat", true, List.of(utf8(stepped()), utf8("title\n" + stepped()))),
        format("gsas", "a.fxye", true, gsas),
        format("uxd", "a.uxd", true, List.of(utf8(uxd("_COUNTS")), utf8(uxd("_2THETACOUNTS")))),
        format("xrdml", "a.xrdml", true, xrdml),
        new ForeignFormat(
            "brml",
            "a.brml",
            true,
            List.of(utf8(brml()), utf8(oldBrml())),
            (content, random) -> zip("Experiment0/RawData0.xml", content),
            this::read),
        format("bruker-raw", "a.raw", false, List.of(raw1(), raw4())));
  }

  private ForeignFormat format(String name, String file, boolean isText, List<byte[]> good) {
    return new ForeignFormat(name, file, isText, good, this::read);
  }

  private Optional<String> read(Path file) {
    List<Intake> taken = intake.take(file);
    if (taken.size() != 1) {
      throw new IllegalStateException(taken.size() + " results of one pattern");
    }
    return refusal(taken.get(0));
  }

  static Optional<String> refusal(Intake intake) {
    if (intake instanceof Intake.Refused refused) {
      return Optional.of(refused.reason());
    }
    for (float value : ((Intake.Accepted) intake).diffractogram()) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalStateException("a diffractogram with the intensity " + value);
      }
    }
    return Optional.empty();
  }

  static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a/b.txt"));
      zip.write('x');
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  private static double angle(int point) {
    return 10 + point * 0.5;
  }

  private static int counts(int point) {
    return 100 + point * point % 37;
  }

  private static String table(String header, String separator) {
    StringBuilder text = new StringBuilder(header);
    for (int i = 0; i < POINTS; i++) {
      text.append(angle(i)).append(separator).append(counts(i)).append(separator).append("3\n");
    }
    return text.toString();
  }

  private static String stepped() {
    StringBuilder text = new StringBuilder("10.0 0.5 " + angle(POINTS - 1) + "\n");
    for (int i = 0; i < POINTS; i++) {
      text.append(counts(i)).append(i % 10 == 9 ? "\n" : " ");
    }
    return text.toString();
  }

  private static String gsas(String type) {
    StringBuilder text =
        new StringBuilder("%-80s%n".formatted("A sample"))
            .append("BANK 1 %d 6 CONST 1000.00 50.00 0 0 %s%n".formatted(POINTS, type));
    for (int i = 0; i < POINTS; i++) {
      text.append("%8d".formatted(counts(i)));
      text.append(type.equals("ESD") ? "%8d".formatted(3) : "");
      text.append(i % (type.equals("ESD") ? 5 : 10) == 4 ? "\n" : "");
    }
    return text.append('\n').toString();
  }

  private static String uxd(String data) {
    StringBuilder text =
        new StringBuilder("; a sample\n_FILEVERSION = 2\n_WL1 = 1.540600\n_DRIVE = 'COUPLED'\n")
            .append("_STEPTIME = 1.0\n_STEPSIZE = 0.5\n_STEPMODE = 'C'\n_START = 10.0\n")
            .append("_2THETA = 10.0\n_STEPCOUNT = ")
            .append(POINTS)
            .append('\n')
            .append(data)
            .append('\n');
    for (int i = 0; i < POINTS; i++) {
      text.append(data.equals("_COUNTS") ? "" : angle(i) + " ").append(counts(i)).append('\n');
    }
    return text.toString();
  }

  private static String xrdml() {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <xrdMeasurements xmlns="http://www.xrdml.com/XRDMeasurement/2.2"><xrdMeasurement>
        <usedWavelength intended="K-Alpha"><kAlpha1 unit="Angstrom">1.5</kAlpha1>
        <kAlpha2 unit="Angstrom">1.8</kAlpha2><kBeta unit="Angstrom">1.25</kBeta>
        <ratioKAlpha2KAlpha1>0.5</ratioKAlpha2KAlpha1></usedWavelength>
        <scan scanAxis="Gonio"><dataPoints><positions axis="2Theta" unit="deg">
        <startPosition>10</startPosition><endPosition>40</endPosition></positions>
        <beamAttenuationFactors>%s</beamAttenuationFactors>
        <counts unit="counts">%s</counts></dataPoints></scan>
        </xrdMeasurement></xrdMeasurements>
        """
        .formatted("1 1 10 ".repeat(POINTS / 3), "1 20 300 ".repeat(POINTS / 3));
  }

  private static String brml() {
    StringBuilder text =
        new StringBuilder(
            """
            <RawData xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <FixedInformation><WaveLengthAlpha1 Unit="A" Value="1.5406"/></FixedInformation>
            <DataRoutes><DataRoute RouteFlag="Measured">
            """);
    for (int i = 0; i < POINTS; i++) {
      text.append("<Datum>0.5,1,%s,5,%d</Datum>%n".formatted(angle(i), counts(i)));
    }
    return text
        + """
          <DataViews><RawDataView Start="0" Length="1" xsi:type="FixedRawDataView"/>
          <RawDataView Start="2" Length="2" xsi:type="VaryingRawDataView"><Varying>
          <FieldDefinitions AxisId="TwoTheta"/><FieldDefinitions AxisId="Theta"/></Varying></RawDataView>
          <RawDataView Start="4" Length="1" xsi:type="RecordedRawDataView"/></DataViews>
          </DataRoute></DataRoutes></RawData>
          """;
  }

  private static String oldBrml() {
    StringBuilder text = new StringBuilder("<RawData>");
    for (int i = 0; i < POINTS; i++) {
      text.append("<Datum>1,1,%s,2.5,%d</Datum>".formatted(angle(i), counts(i)));
    }
    return text + "</RawData>";
  }

  /** RAW1.01: places as BrukerRawFile names them. */
  private static byte[] raw1() {
    ByteBuffer raw = ByteBuffer.allocate(712 + 304 + 4 * POINTS).order(ByteOrder.LITTLE_ENDIAN);
    raw.put("RAW1.01".getBytes(StandardCharsets.US_ASCII)).putInt(12, 1);
    raw.putInt(712, 304).putInt(712 + 4, POINTS).putDouble(712 + 16, 10).putDouble(712 + 176, 0.5);
    raw.putDouble(712 + 240, 1.5406).putInt(712 + 252, 4);
    for (int i = 0; i < POINTS; i++) {
      raw.putFloat(712 + 304 + 4 * i, counts(i));
    }
    return raw.array();
  }

  /** RAW4.00, with a segment before the range. */
  private static byte[] raw4() {
    int range = 61 + 40;
    ByteBuffer raw = ByteBuffer.allocate(range + 160 + 4 * POINTS).order(ByteOrder.LITTLE_ENDIAN);
    raw.put("RAW4.00".getBytes(StandardCharsets.US_ASCII)).putInt(61, 10).putInt(65, 40);
    raw.putInt(range, 160).put(range + 32, "Locked Coupled".getBytes(StandardCharsets.US_ASCII));
    raw.putDouble(range + 72, 10).putDouble(range + 80, 0.5).putInt(range + 88, POINTS);
    raw.putDouble(range + 112, 1.5406).putInt(range + 136, 4);
    for (int i = 0; i < POINTS; i++) {
      raw.putFloat(range + 160 + 4 * i, counts(i));
    }
    return raw.array();
  }

  /** Good ones of a format, for archives of them. */
  List<byte[]> texts() {
    return new ArrayList<>(List.of(utf8(table("", " ")), utf8(stepped())));
  }
}
