package org.powdermill.testset;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.hdf5.ShardRow;
import org.powdermill.pattern.MeasurementException;
import org.powdermill.pattern.Padding;
import org.powdermill.pattern.PatternPreparation;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.testset.measured.MeasuredPatterns;

/** A test set of measured patterns. */
public final class MeasuredTestSet {

  private final MeasuredPatterns patterns;
  private final DiffractionSettings diffraction;
  private final boolean removesBackground;
  private final CrystalStatistics statistics;

  /**
   * A test set.
   *
   * @param diffraction wavelength, also that of patterns which tell none, and the grid
   * @param removesBackground whether their background is subtracted
   * @param statistics that say what is a class
   */
  public MeasuredTestSet(
      MeasuredPatterns patterns,
      DiffractionSettings diffraction,
      boolean removesBackground,
      CrystalStatistics statistics) {
    this.patterns = patterns;
    this.diffraction = diffraction;
    this.removesBackground = removesBackground;
    this.statistics = statistics;
  }

  /**
   * Writes the set.
   *
   * @param file the shard
   * @param threads at least 1
   * @param deflate level of compression, 0 to 9
   * @param written told how many rows more are written
   * @throws TestSetException if no pattern gives a row
   */
  public TestSetSummary write(Path file, int threads, int deflate, LongConsumer written) {
    TestSetFile.Written result =
        TestSetFile.write(
            new PatternRows(
                patterns,
                new PatternPreparation(
                    diffraction.grid(),
                    diffraction.wavelength().angstrom(),
                    removesBackground,
                    Padding.NONE)),
            rows -> TestSetIdentity.of(statistics, diffraction, 0, settings(), rows),
            List.of(),
            new TestSetFile.Writing(file, threads, deflate, written));
    Set<String> minerals = new HashSet<>();
    int unnamed = 0;
    for (int item : result.items()) {
      String mineral = patterns.label(item).mineral();
      if (mineral.isEmpty()) {
        unnamed++;
      } else {
        minerals.add(mineral);
      }
    }
    return TestSetSummary.of(result, statistics.groups().size(), statistics.digest())
        .withMinerals(minerals.size(), unnamed);
  }

  private SortedMap<String, Object> settings() {
    SortedMap<String, Object> settings = new TreeMap<>();
    settings.put("kind", "measured");
    settings.put("background", removesBackground ? "remove" : "keep");
    settings.put(
        "background_half_width",
        removesBackground ? PatternPreparation.backgroundHalfWidthDegrees() : 0.0);
    return settings;
  }

  private record PatternRows(MeasuredPatterns patterns, PatternPreparation preparation)
      implements TestSetRows {

    @Override
    public int items() {
      return patterns.count();
    }

    @Override
    public String name(int item) {
      return patterns.label(item).id();
    }

    @Override
    public int rowsPerItem() {
      return 1;
    }

    @Override
    public boolean neverFail() {
      return false;
    }

    @Override
    public Maker maker() {
      return new PatternMaker(this);
    }
  }

  private static final class PatternMaker implements TestSetRows.Maker {

    private final PatternRows rows;
    private final float[] prepared;
    private MeasuredPatterns.Label label;

    PatternMaker(PatternRows rows) {
      this.rows = rows;
      this.prepared = new float[rows.preparation().grid().points()];
    }

    @Override
    public void take(int item) {
      try {
        label = rows.patterns().label(item);
        rows.preparation().prepare(rows.patterns().read(item), prepared);
      } catch (MeasurementException e) {
        throw new TestSetException(e.getMessage(), e);
      }
    }

    @Override
    public ShardRow row(int number, float[] diffractogram) {
      System.arraycopy(prepared, 0, diffractogram, 0, prepared.length);
      return new ShardRow(
          label.spaceGroup(), Float.NaN, Float.NaN, Float.NaN, 0, Optional.of(label.sourceId()));
    }
  }
}
