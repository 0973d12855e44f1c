package org.powdermill.statistics.entries;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A crystal of a database in the standard setting, reduced to what is counted.
 *
 * @param id name in its source, unique among all entries
 * @param source the data set that it comes from
 * @param spaceGroup the type found at 0.01 angstrom
 * @param sourceLabel the group that the source names; the one found where it names none
 * @param ambiguous whether the type is another one at 0.1 angstrom
 * @param disordered whether a site is mixed or not filled
 * @param structureType label of its type, equal for crystals of one type
 * @param formula reduced formula, elements by symbol
 * @param anonymousFormula the same with the elements' names taken away
 * @param cell a, b, c in angstrom, alpha, beta, gamma in degrees
 * @param volume of the conventional cell, cubic angstrom
 * @param atomicVolume sum over the atoms of the cell of occupancy * 4/3 pi r^3, cubic angstrom
 * @param sites the asymmetric unit
 */
public record CrystalEntry(
    String id,
    String source,
    int spaceGroup,
    int sourceLabel,
    boolean ambiguous,
    boolean disordered,
    String structureType,
    String formula,
    String anonymousFormula,
    List<Double> cell,
    double volume,
    double atomicVolume,
    List<OccupiedSite> sites)
    implements EntryResult {

  /** Larger cells are left out of the statistics, cubic angstrom (DESIGN 3). */
  public static final double MAX_VOLUME = 7000;

  /** Crystals with more atoms in the asymmetric unit are left out of the statistics (DESIGN 3). */
  public static final int MAX_ASYMMETRIC_UNIT_ATOMS = 100;

  /** Copies the lists. */
  public CrystalEntry {
    cell = List.copyOf(cell);
    sites = List.copyOf(sites);
  }

  /** Cell volume over atomic volume. */
  public double densityFactor() {
    return volume / atomicVolume;
  }

  /** Why the statistics leave the crystal out, where they do. */
  public Optional<String> leftOutReason() {
    if (volume > MAX_VOLUME) {
      return Optional.of(
          String.format(
              Locale.ROOT, "cell of %.0f cubic angstrom (limit %.0f)", volume, MAX_VOLUME));
    }
    if (sites.size() > MAX_ASYMMETRIC_UNIT_ATOMS) {
      return Optional.of(
          "%d atoms in the asymmetric unit (limit %d)"
              .formatted(sites.size(), MAX_ASYMMETRIC_UNIT_ATOMS));
    }
    return Optional.empty();
  }
}
