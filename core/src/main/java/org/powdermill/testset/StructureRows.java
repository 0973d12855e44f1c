package org.powdermill.testset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Element;
import org.powdermill.diffraction.DiffractionException;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.PowderSimulation;
import org.powdermill.generation.CrystalResampler;
import org.powdermill.generation.CrystalliteSizeDraw;
import org.powdermill.generation.GenerationException;
import org.powdermill.hdf5.ShardRow;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.Sha256;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.entries.OccupiedSite;
import org.powdermill.statistics.entries.RealStructure;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * Crystals, as they are or built anew, as rows of a test set. What is drawn for a crystal depends
 * on the seed and its id alone: not on the other crystals, nor on their order. So sets of the same
 * crystals are paired, row by row of the same id.
 */
final class StructureRows implements TestSetRows {

  /** Bytes of the SHA-256 of an id that make its number. */
  private static final int NUMBER_BYTES = 6;

  private final List<RealStructure> structures;
  private final StructureSettings settings;
  private final CrystalStatistics statistics;
  private final Optional<SymmetryFinder> finder;
  private final Map<Integer, Boolean> passesSymmetryCheck = new ConcurrentHashMap<>();

  /**
   * Rows of crystals.
   *
   * @param statistics that a resampled lattice is drawn from
   * @param finder judges resampled crystals with a finer lattice
   */
  StructureRows(
      List<RealStructure> structures,
      StructureSettings settings,
      CrystalStatistics statistics,
      Optional<SymmetryFinder> finder) {
    this.structures = structures;
    this.settings = settings;
    this.statistics = statistics;
    this.finder = finder;
  }

  @Override
  public int items() {
    return structures.size();
  }

  @Override
  public String name(int item) {
    return structures.get(item).entry().id();
  }

  @Override
  public int rowsPerItem() {
    return settings.sizesPerCrystal();
  }

  @Override
  public boolean neverFail() {
    return false;
  }

  @Override
  public Maker maker() {
    return new CrystalMaker();
  }

  /** Whether the generator would keep a resampled crystal that was taken. */
  boolean passesSymmetryCheck(int item) {
    return passesSymmetryCheck.getOrDefault(item, true);
  }

  /** The number that the draws for an id depend on. */
  static long number(String id) {
    byte[] digest = Sha256.bytes(id.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest).getLong() >>> (Long.SIZE - 8 * NUMBER_BYTES);
  }

  private final class CrystalMaker implements Maker {

    private final PowderSimulation simulation =
        new PowderSimulation(
            settings.diffraction(), PeakShape.gaussian(settings.maxCrystalliteSizeNm()));
    private final CrystalliteSizeDraw sizes =
        CrystalliteSizeDraw.ofTestSet(
            settings.seed(), settings.minCrystalliteSizeNm(), settings.maxCrystalliteSizeNm());
    private final Optional<CrystalResampler> resampler =
        settings
            .resampled()
            .map(part -> new CrystalResampler(statistics, settings.seed(), finder.orElseThrow()));

    private CrystalEntry entry;
    private double volume;
    private double densityFactor;

    @Override
    public void take(int item) {
      RealStructure structure = structures.get(item);
      entry = structure.entry();
      try {
        simulation.findPeaks(resampler.isPresent() ? builtAnew(item) : asItIs(structure));
      } catch (DiffractionException | GenerationException e) {
        throw new TestSetException(e.getMessage(), e);
      }
    }

    private Crystal asItIs(RealStructure structure) {
      volume = entry.volume();
      densityFactor = entry.densityFactor();
      return structure.crystal();
    }

    private Crystal builtAnew(int item) {
      RealStructure structure = structures.get(item);
      List<Element> elements = new ArrayList<>();
      for (OccupiedSite site : entry.sites()) {
        elements.add(Element.ofSymbol(site.element()).orElseThrow());
      }
      CrystalResampler.Resampled resampled =
          resampler
              .orElseThrow()
              .resample(
                  structure.crystal(),
                  SpaceGroup.of(entry.spaceGroup()),
                  elements,
                  structure.positions(),
                  settings.resampled().orElseThrow(),
                  number(entry.id()));
      passesSymmetryCheck.put(item, resampled.passesSymmetryCheck());
      volume = resampled.crystal().lattice().volume();
      densityFactor = resampled.crystal().densityFactor();
      return resampled.crystal().toCrystal();
    }

    @Override
    public ShardRow row(int number, float[] diffractogram) {
      float size = sizes.size(number(entry.id()) * StructureSettings.MAX_SIZES + number);
      simulation.broaden(PeakShape.gaussian(size), diffractogram);
      return new ShardRow(
          settings.selection().label().spaceGroup(entry),
          size,
          (float) volume,
          (float) densityFactor,
          entry.sites().size(),
          Optional.of(entry.id()));
    }
  }
}
