package org.powdermill.hdf5.model;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.SpaceGroupClasses;

/**
 * What a model file says of its model beside the numbers.
 *
 * @param network description of the network, JSON
 * @param preprocessing what the network does to a raw diffractogram first, a word
 * @param classes space group of each output
 * @param grid angles of the diffractograms
 * @param wavelength angstrom
 * @param statisticsDigest of the statistics that its training data were drawn from
 * @param training what it was trained on, JSON
 * @param optimizer what kept its state in the file: {@code adam}, or {@code none}
 * @param steps steps of the optimizer so far
 * @param writerVersion program that wrote the file
 */
public record ModelHeader(
    String network,
    String preprocessing,
    SpaceGroupClasses classes,
    TwoThetaGrid grid,
    double wavelength,
    String statisticsDigest,
    String training,
    String optimizer,
    long steps,
    String writerVersion) {

  /** Value of the optimizer where nothing is kept of it. */
  public static final String NO_OPTIMIZER = "none";

  /** HDF5 keeps no longer attribute in the header of an object. */
  static final int MAX_TEXT = 65_000;

  /**
   * Checks texts and numbers.
   *
   * @throws IllegalArgumentException if a text is empty, too long or holds a NUL, or a number makes
   *     no sense
   */
  public ModelHeader {
    Map<String, String> texts = new TreeMap<>();
    texts.put("network", network);
    texts.put("preprocessing", preprocessing);
    texts.put("statistics_digest", statisticsDigest);
    texts.put("training", training);
    texts.put("optimizer", optimizer);
    texts.put("writer_version", writerVersion);
    texts.forEach(ModelHeader::check);
    if (!(wavelength > 0 && wavelength < 100)) {
      throw new IllegalArgumentException("wavelength %s: want angstrom".formatted(wavelength));
    }
    if (steps < 0) {
      throw new IllegalArgumentException("%d steps".formatted(steps));
    }
  }

  private static void check(String name, String text) {
    if (text.isEmpty() || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("%s is empty or holds a NUL".formatted(name));
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT) {
      throw new IllegalArgumentException("%s is longer than %d bytes".formatted(name, MAX_TEXT));
    }
  }
}
