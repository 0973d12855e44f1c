package org.powdermill.generation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.LatticeType;
import org.powdermill.symmetry.DrawnTypeCheck;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * Draws random crystals from the statistics of real ones: the six steps of DESIGN 3, after P.
 * Schopmans, P. Reiser, P. Friederich, Digital Discovery 2 (2023) 1414.
 *
 * <p>Idea: a space group; elements, the number of their sites and the Wyckoff positions by
 * frequency; a volume from a density estimate given the elements; a lattice of that volume; free
 * coordinates uniformly. What turns out more symmetric than its group is thrown away. Crystal
 * number n depends on the seed, n, the statistics and the settings alone ({@link NumberedRandom}).
 *
 * <p>Cost: a draw from an alias table for each discrete choice, some normal deviates, and the check
 * of the symmetry. Not safe for concurrent use: each thread takes its own.
 */
final class CrystalGenerator {

  /** Sites in the asymmetric unit above which a composition is drawn again. */
  private static final int MAX_SITES = 100;

  /** Largest conventional cell, cubic angstrom. */
  private static final double MAX_VOLUME = 7000;

  /** Least volume for each atom, cubic angstrom. */
  private static final double MIN_VOLUME_PER_ATOM = 0.75;

  /** Rejected tries after which the number of elements is drawn again. */
  private static final int MAX_TRIES = 20;

  /** Compositions after which a group is given up; real statistics need a few. */
  private static final int MAX_COMPOSITIONS = 100_000;

  /** The crystals that labels tell of. */
  static final int CRYSTAL_STREAM = 0;

  private final CrystalStatistics statistics;
  private final GenerationSettings settings;
  private final NumberedRandom random;
  private final DrawnTypeCheck typeCheck;
  private final AtomExpansion atoms = new AtomExpansion();
  private final StageClock clock;
  private final WeightedDraw<Integer> groupDraw;
  private final Map<Integer, GroupDraws> drawsByGroup = new TreeMap<>();
  private final Map<LatticeType, LatticeDraw> lattices = new EnumMap<>(LatticeType.class);

  private long tries;
  private long rejected;

  /**
   * A generator.
   *
   * @param seed of the run
   * @param stream of its random numbers
   * @param finder judges the rare crystal with a finer lattice
   * @param clock told when a stage ends
   * @throws GenerationException if a group is asked for that the statistics do not have
   */
  CrystalGenerator(
      CrystalStatistics statistics,
      GenerationSettings settings,
      long seed,
      int stream,
      SymmetryFinder finder,
      StageClock clock) {
    this.statistics = statistics;
    this.settings = settings;
    this.random = new NumberedRandom(seed, stream);
    this.typeCheck = new DrawnTypeCheck(finder);
    this.clock = clock;
    this.groupDraw = new WeightedDraw<>(groupFrequencies(), random);
  }

  private Map<Integer, Double> groupFrequencies() {
    Map<Integer, Double> frequencies = new TreeMap<>();
    List<Integer> wanted =
        settings.spaceGroups().isEmpty()
            ? List.copyOf(statistics.groups().keySet())
            : settings.spaceGroups();
    for (int group : wanted) {
      if (!statistics.groups().containsKey(group)) {
        throw new GenerationException(
            "space group %d is no class of the statistics (fewer than %d crystals); known: %s"
                .formatted(group, statistics.minimumCrystals(), statistics.groups().keySet()));
      }
      frequencies.put(
          group,
          settings.groups() == GenerationSettings.GroupDraw.UNIFORM
              ? 1
              : statistics.groups().get(group).classFrequency());
    }
    return frequencies;
  }

  /**
   * Draws crystal number n.
   *
   * @param accepts a last condition on a crystal of the right type; what it refuses is a rejected
   *     try
   */
  SyntheticCrystal generate(long number, Predicate<SyntheticCrystal> accepts) {
    random.moveTo(number);
    GroupDraws draws = drawsByGroup.computeIfAbsent(groupDraw.next(), this::draws);
    for (int composition = 0; composition < MAX_COMPOSITIONS; composition++) {
      List<SiteDraw> sites = draws.nextSites();
      if (sites.size() <= MAX_SITES) {
        Optional<SyntheticCrystal> crystal = arrange(number, draws, sites, accepts);
        if (crystal.isPresent()) {
          return crystal.get();
        }
      }
    }
    throw new GenerationException(
        "space group %s: %d compositions gave no crystal of its type; leave the group out"
            .formatted(draws.group(), MAX_COMPOSITIONS));
  }

  private GroupDraws draws(int group) {
    return new GroupDraws(statistics.groups().get(group), statistics, settings, random);
  }

  private Optional<SyntheticCrystal> arrange(
      long number, GroupDraws draws, List<SiteDraw> sites, Predicate<SyntheticCrystal> accepts) {
    double atomicVolume = 0;
    int atomsInCell = 0;
    for (SiteDraw site : sites) {
      int multiplicity = site.position().multiplicity();
      atomicVolume += multiplicity * AtomicVolume.of(site.element());
      atomsInCell += multiplicity;
    }
    if (!draws.densityFactor.reaches(atomicVolume)) {
      // Each of the tries would be rejected for the same reason.
      tries += MAX_TRIES;
      rejected += MAX_TRIES;
      return Optional.empty();
    }
    for (int i = 0; i < MAX_TRIES; i++) {
      tries++;
      Optional<SyntheticCrystal> crystal =
          tryOnce(number, draws, sites, atomicVolume, atomsInCell).filter(accepts);
      if (crystal.isPresent()) {
        return crystal;
      }
      rejected++;
    }
    return Optional.empty();
  }

  private Optional<SyntheticCrystal> tryOnce(
      long number, GroupDraws draws, List<SiteDraw> sites, double atomicVolume, int atomsInCell) {
    double densityFactor = draws.densityFactor.next(atomicVolume);
    double volume = atomicVolume * densityFactor;
    if (!isWithinLimits(volume, atomsInCell)) {
      return Optional.empty();
    }
    Optional<Lattice> lattice = lattice(draws.group()).next(volume);
    if (lattice.isEmpty()) {
      return Optional.empty();
    }
    List<OccupiedPosition> occupied = withFreeCoordinates(sites);
    atoms.expand(draws.group(), occupied);
    clock.book(StageClock.Stage.CRYSTAL);
    boolean hasType = atoms.hasTypeOf(typeCheck, lattice.get());
    clock.book(StageClock.Stage.SYMMETRY_CHECK);
    return hasType
        ? Optional.of(
            new SyntheticCrystal(
                number, draws.group(), lattice.get(), occupied, atomicVolume, densityFactor))
        : Optional.empty();
  }

  /** Whether a conventional cell of that volume, cubic angstrom, may hold so many atoms. */
  static boolean isWithinLimits(double volume, int atomsInCell) {
    return volume <= MAX_VOLUME && volume >= MIN_VOLUME_PER_ATOM * atomsInCell;
  }

  private LatticeDraw lattice(SpaceGroup group) {
    return lattices.computeIfAbsent(
        LatticeType.ofSpaceGroup(group.number()),
        type ->
            new LatticeDraw(
                type,
                statistics.lattices().getOrDefault(type, List.of()),
                !settings.paperCompatible(),
                random));
  }

  private List<OccupiedPosition> withFreeCoordinates(List<SiteDraw> sites) {
    List<OccupiedPosition> occupied = new ArrayList<>(sites.size());
    for (SiteDraw site : sites) {
      occupied.add(
          new OccupiedPosition(
              site.element(),
              site.position(),
              random.nextDouble(),
              random.nextDouble(),
              random.nextDouble()));
    }
    return occupied;
  }

  /** The atoms of the crystal drawn last. */
  AtomExpansion atoms() {
    return atoms;
  }

  /** Number of tries so far to arrange a composition. */
  long tries() {
    return tries;
  }

  /**
   * Number of tries so far that gave no crystal of the group's type, or no cell within the limits.
   */
  long rejected() {
    return rejected;
  }
}
