package org.powdermill.generation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Site;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.GroupStatistics;
import org.powdermill.statistics.LatticeType;
import org.powdermill.symmetry.DrawnTypeCheck;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryFinder;
import org.powdermill.symmetry.SymmetrySearchException;
import org.powdermill.symmetry.WyckoffPosition;

/**
 * Builds real crystals anew as the generator would, with their elements and Wyckoff positions, and
 * draws some of the rest again: what of the gap between synthetic and real crystals is due to
 * coordinates, what to lattices (P. Schopmans, P. Reiser, P. Friederich, Digital Discovery 2 (2023)
 * 1414).
 *
 * <p>Coordinates and lattices are drawn from streams of their own: a crystal with both drawn again
 * has the coordinates of the one and the lattice of the other. The draws depend on seed and number
 * alone. Not safe for concurrent use.
 */
public final class CrystalResampler {

  /** What is drawn again. */
  public enum Part {
    /** Nothing: the crystal with whole occupancies, the reference of the others. */
    REBUILT,
    /** The free coordinates of all sites, uniformly. */
    COORDINATES,
    /** Volume and lattice, from the density estimates. */
    LATTICE,
    /** Coordinates, volume and lattice. */
    BOTH;

    private boolean drawsCoordinates() {
      return this == COORDINATES || this == BOTH;
    }

    private boolean drawsLattice() {
      return this == LATTICE || this == BOTH;
    }
  }

  /**
   * A crystal built anew.
   *
   * @param crystal the crystal; nobody looked at its symmetry
   * @param passesSymmetryCheck whether the generator would keep it: its type is that of its group
   */
  public record Resampled(SyntheticCrystal crystal, boolean passesSymmetryCheck) {}

  private static final int COORDINATE_STREAM = 3;
  private static final int LATTICE_STREAM = 4;

  /** Draws of a volume and a lattice after which a crystal is given up. */
  private static final int MAX_TRIES = 1000;

  private final CrystalStatistics statistics;
  private final NumberedRandom coordinates;
  private final NumberedRandom lattices;
  private final DrawnTypeCheck typeCheck;
  private final AtomExpansion atoms = new AtomExpansion();
  private final Map<Integer, DensityFactorDraw> densityFactors = new HashMap<>();
  private final Map<LatticeType, LatticeDraw> latticeDraws = new EnumMap<>(LatticeType.class);

  /**
   * A resampler.
   *
   * @param statistics that volumes and lattices are drawn from
   * @param seed of the draws
   * @param finder judges the rare crystal with a finer lattice
   */
  public CrystalResampler(CrystalStatistics statistics, long seed, SymmetryFinder finder) {
    this.statistics = statistics;
    this.coordinates = new NumberedRandom(seed, COORDINATE_STREAM);
    this.lattices = new NumberedRandom(seed, LATTICE_STREAM);
    this.typeCheck = new DrawnTypeCheck(finder);
  }

  /**
   * Builds a crystal anew.
   *
   * @param crystal in the standard setting, each site on the first triplet of its position
   * @param group its space group
   * @param elements of its sites, one each, which fills the site
   * @param positions of its sites
   * @param number that the draws depend on
   * @throws GenerationException if the statistics give no cell for it
   */
  public Resampled resample(
      Crystal crystal,
      SpaceGroup group,
      List<Element> elements,
      List<WyckoffPosition> positions,
      Part part,
      long number) {
    coordinates.moveTo(number);
    List<OccupiedPosition> sites = new ArrayList<>(positions.size());
    double atomicVolume = 0;
    int atomsInCell = 0;
    for (int i = 0; i < positions.size(); i++) {
      WyckoffPosition position = positions.get(i);
      double[] free =
          part.drawsCoordinates()
              ? drawCoordinates()
              : freeCoordinates(position, crystal.asymmetricUnit().get(i));
      sites.add(new OccupiedPosition(elements.get(i), position, free[0], free[1], free[2]));
      atomicVolume += position.multiplicity() * AtomicVolume.of(elements.get(i));
      atomsInCell += position.multiplicity();
    }
    Lattice lattice =
        part.drawsLattice()
            ? drawLattice(group, atomicVolume, atomsInCell, number)
            : crystal.lattice();
    SyntheticCrystal built =
        new SyntheticCrystal(
            number, group, lattice, sites, atomicVolume, lattice.volume() / atomicVolume);
    return new Resampled(built, passes(built));
  }

  private double[] drawCoordinates() {
    return new double[] {
      coordinates.nextDouble(), coordinates.nextDouble(), coordinates.nextDouble()
    };
  }

  private static double[] freeCoordinates(WyckoffPosition position, Site site) {
    try {
      return FreeCoordinates.of(position, site.coordinates());
    } catch (IllegalArgumentException e) {
      throw new GenerationException(e.getMessage());
    }
  }

  private Lattice drawLattice(SpaceGroup group, double atomicVolume, int atomsInCell, long number) {
    GroupStatistics seen = statistics.groups().get(group.number());
    if (seen == null) {
      throw new GenerationException(
          "space group %d is no class of the statistics: no volume to draw"
              .formatted(group.number()));
    }
    DensityFactorDraw densityFactor =
        densityFactors.computeIfAbsent(group.number(), key -> densityFactor(seen));
    if (!densityFactor.reaches(atomicVolume)) {
      throw new GenerationException(
          "atoms of %.0f cubic angstrom lie beyond all crystals of space group %d in the statistics"
              .formatted(atomicVolume, group.number()));
    }
    LatticeDraw draw =
        latticeDraws.computeIfAbsent(
            LatticeType.ofSpaceGroup(group.number()),
            type ->
                new LatticeDraw(
                    type, statistics.lattices().getOrDefault(type, List.of()), true, lattices));
    lattices.moveTo(number);
    for (int i = 0; i < MAX_TRIES; i++) {
      double volume = atomicVolume * densityFactor.next(atomicVolume);
      Optional<Lattice> lattice =
          CrystalGenerator.isWithinLimits(volume, atomsInCell)
              ? draw.next(volume)
              : Optional.empty();
      if (lattice.isPresent()) {
        return lattice.get();
      }
    }
    throw new GenerationException(
        "%d draws from the statistics gave no cell within the limits".formatted(MAX_TRIES));
  }

  private DensityFactorDraw densityFactor(GroupStatistics group) {
    List<Double> bandwidths = statistics.densityBandwidths();
    return new DensityFactorDraw(group, bandwidths.get(0), bandwidths.get(1), lattices);
  }

  private boolean passes(SyntheticCrystal crystal) {
    atoms.expand(crystal.spaceGroup(), crystal.sites());
    try {
      return atoms.hasTypeOf(typeCheck, crystal.lattice());
    } catch (SymmetrySearchException e) {
      return false; // atoms too close to each other for any group to be found
    }
  }
}
