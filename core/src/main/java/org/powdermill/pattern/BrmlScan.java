package org.powdermill.pattern;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads {@code RawData0.xml} of a .brml: rows {@code Datum} of numbers with commas, whose columns
 * the elements {@code RawDataView} describe: a varying view names its axes in order, a recorded
 * view of length 1 is the intensity, in which an absorber is accounted for already. Files of older
 * programs without views have the columns time, absorber, 2theta, theta, counts.
 */
final class BrmlScan implements HostileXml.Visitor {

  private static final int OLD_COLUMNS = 5;
  private static final int OLD_ANGLE = 2;
  private static final int OLD_INTENSITY = 4;

  private final List<String> rows = new ArrayList<>();
  private int routes;
  private boolean hasViews;
  private boolean inVarying;
  private int nextColumn;
  private int angleColumn = -1;
  private int intensityColumn = -1;
  private OptionalDouble wavelength = OptionalDouble.empty();

  private BrmlScan() {}

  /**
   * Reads a stream, which stays open.
   *
   * @throws MeasurementException if it holds no scan of 2theta
   */
  static MeasuredPattern read(InputStream stream) {
    BrmlScan scan = new BrmlScan();
    HostileXml.walk(stream, scan);
    return scan.pattern();
  }

  @Override
  public void start(String name, XMLStreamReader xml) throws XMLStreamException {
    String place = "line " + xml.getLocation().getLineNumber();
    switch (name) {
      case "DataRoute" -> {
        if (++routes > 1) {
          throw new MeasurementException(place + ": a second data route: export one alone");
        }
      }
      case "Datum" -> {
        MeasuredPattern.requireFewPoints(rows.size() + 1L);
        rows.add(xml.getElementText());
      }
      case "RawDataView" -> view(xml, place);
      case "FieldDefinitions" -> field(xml);
      case "WaveLengthAlpha1" -> {
        String value = xml.getAttributeValue(null, "Value");
        wavelength =
            value == null
                ? wavelength
                : WavelengthRange.of(NumberList.parse(value, place + ", " + name));
      }
      default -> {}
    }
  }

  private void view(XMLStreamReader xml, String place) {
    String type = "";
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals("type")) {
        type = xml.getAttributeValue(i);
      }
    }
    hasViews = true;
    int start = whole(xml, "Start", place);
    inVarying = type.endsWith("VaryingRawDataView");
    nextColumn = start;
    if (type.endsWith("RecordedRawDataView")) {
      if (whole(xml, "Length", place) != 1) {
        throw new MeasurementException(
            place + ": each point is a frame of a detector: export the integrated scan");
      }
      intensityColumn = intensityColumn < 0 ? start : intensityColumn;
    }
  }

  private void field(XMLStreamReader xml) {
    if (!inVarying) {
      return;
    }
    String axis = xml.getAttributeValue(null, "AxisId");
    String name = axis == null || axis.isBlank() ? xml.getAttributeValue(null, "FieldName") : axis;
    if (name != null && name.strip().equalsIgnoreCase("TwoTheta") && angleColumn < 0) {
      angleColumn = nextColumn;
    }
    nextColumn++;
  }

  private static int whole(XMLStreamReader xml, String attribute, String place) {
    String value = xml.getAttributeValue(null, attribute);
    if (value == null || !value.matches("\\d{1,4}")) {
      throw new MeasurementException(
          "%s: RawDataView without a whole number %s".formatted(place, attribute));
    }
    return Integer.parseInt(value);
  }

  private MeasuredPattern pattern() {
    if (rows.isEmpty()) {
      throw new MeasurementException("RawData0.xml holds no Datum");
    }
    if (!hasViews && rows.get(0).split(",", -1).length == OLD_COLUMNS) {
      angleColumn = OLD_ANGLE;
      intensityColumn = OLD_INTENSITY;
    }
    if (angleColumn < 0 || intensityColumn < 0) {
      throw new MeasurementException(
          "the scan has no axis TwoTheta or no intensity, so it is no powder pattern");
    }
    double[] angles = new double[rows.size()];
    double[] intensities = new double[rows.size()];
    for (int i = 0; i < angles.length; i++) {
      String[] columns = rows.get(i).split(",", -1);
      String place = "Datum " + (i + 1);
      if (columns.length <= Math.max(angleColumn, intensityColumn)) {
        throw new MeasurementException(
            "%s has %d columns, fewer than described".formatted(place, columns.length));
      }
      angles[i] = NumberList.parse(columns[angleColumn].strip(), place);
      intensities[i] = NumberList.parse(columns[intensityColumn].strip(), place);
    }
    return new MeasuredPattern(angles, intensities, wavelength);
  }
}
