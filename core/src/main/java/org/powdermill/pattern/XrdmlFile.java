package org.powdermill.pattern;

import java.io.ByteArrayInputStream;
import java.util.OptionalDouble;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads .xrdml of Malvern Panalytical, versions 1 and 2 (XRDMeasurement schema): the positions of
 * axis 2Theta, and {@code counts}, which are multiplied by {@code beamAttenuationFactors}, or
 * {@code intensities}, which are corrected already. The wavelength is the intended one: K-alpha1,
 * or the mean of both K-alpha by their ratio.
 */
final class XrdmlFile implements HostileXml.Visitor {

  private static final double USUAL_RATIO = 0.5;

  private int scans;
  private boolean inTwoTheta;
  private OptionalDouble start = OptionalDouble.empty();
  private OptionalDouble end = OptionalDouble.empty();
  private NumberList angles = new NumberList();
  private NumberList intensities = new NumberList();
  private NumberList attenuation = new NumberList();
  private boolean areCounts;
  private String intended = "";
  private OptionalDouble alpha1 = OptionalDouble.empty();
  private OptionalDouble alpha2 = OptionalDouble.empty();
  private OptionalDouble beta = OptionalDouble.empty();
  private double ratio = USUAL_RATIO;

  private XrdmlFile() {}

  /**
   * Reads a file.
   *
   * @throws MeasurementException if it holds not exactly one scan of 2theta
   */
  static MeasuredPattern read(byte[] content) {
    XrdmlFile file = new XrdmlFile();
    HostileXml.walk(new ByteArrayInputStream(content), file);
    return file.pattern();
  }

  @Override
  public void start(String name, XMLStreamReader xml) throws XMLStreamException {
    String place = "line %d, %s".formatted(xml.getLocation().getLineNumber(), name);
    switch (name) {
      case "scan" -> {
        if (++scans > 1) {
          throw new MeasurementException(place + ": a second scan: export one alone");
        }
      }
      case "usedWavelength" -> {
        String attribute = xml.getAttributeValue(null, "intended");
        intended = attribute == null ? "" : attribute;
      }
      case "kAlpha1" -> alpha1 = number(xml, place);
      case "kAlpha2" -> alpha2 = number(xml, place);
      case "kBeta" -> beta = number(xml, place);
      case "ratioKAlpha2KAlpha1" -> ratio = number(xml, place).orElse(USUAL_RATIO);
      case "positions" -> inTwoTheta = "2Theta".equals(xml.getAttributeValue(null, "axis"));
      case "startPosition" -> start = inTwoTheta ? number(xml, place) : start;
      case "endPosition" -> end = inTwoTheta ? number(xml, place) : end;
      case "listPositions" -> angles = inTwoTheta ? list(xml, place) : angles;
      case "beamAttenuationFactors" -> attenuation = list(xml, place);
      case "counts", "intensities" -> {
        areCounts = name.equals("counts");
        intensities = list(xml, place);
      }
      default -> {}
    }
  }

  private static NumberList list(XMLStreamReader xml, String place) throws XMLStreamException {
    return NumberList.ofWords(xml.getElementText(), place);
  }

  private static OptionalDouble number(XMLStreamReader xml, String place)
      throws XMLStreamException {
    String text = xml.getElementText().strip();
    return text.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(NumberList.parse(text, place));
  }

  private MeasuredPattern pattern() {
    if (scans == 0 || intensities.count() == 0) {
      throw new MeasurementException("is XML, but holds no scan of .xrdml with intensities");
    }
    double[] values = intensities.toArray();
    if (areCounts && attenuation.count() > 0) {
      if (attenuation.count() != values.length) {
        throw new MeasurementException(
            "%d counts, but %d attenuation factors".formatted(values.length, attenuation.count()));
      }
      for (int i = 0; i < values.length; i++) {
        values[i] *= attenuation.get(i);
      }
    }
    if (angles.count() > 1) {
      return new MeasuredPattern(angles.toArray(), values, wavelength());
    }
    if (start.isEmpty() || end.isEmpty()) {
      throw new MeasurementException("the scan does not vary 2Theta, so it is no powder pattern");
    }
    double step = (end.getAsDouble() - start.getAsDouble()) / Math.max(1, values.length - 1);
    return MeasuredPattern.equidistant(start.getAsDouble(), step, values, wavelength());
  }

  private OptionalDouble wavelength() {
    double first = alpha1.orElse(0);
    if (intended.equals("K-Beta")) {
      return WavelengthRange.of(beta.orElse(0));
    }
    boolean isMean = intended.equals("K-Alpha") && alpha2.isPresent();
    return WavelengthRange.of(
        isMean ? (first + ratio * alpha2.getAsDouble()) / (1 + ratio) : first);
  }
}
