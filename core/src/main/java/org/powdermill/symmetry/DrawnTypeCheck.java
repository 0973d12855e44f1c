package org.powdermill.symmetry;

/**
 * Tells whether a crystal built from a space group has a group of that type, exactly: the check
 * that a generated crystal must pass.
 *
 * <p>{@link ExcessSymmetry} decides most of them in microseconds, {@link FinerLattice} nearly all
 * of those that turn out to have a finer lattice. To name the type of the few larger groups that
 * are left means to find their conventional cell, which is what a {@link SymmetryFinder} does, so
 * it is asked. One instance a thread.
 */
public final class DrawnTypeCheck {

  /** Angstrom; {@link ExcessSymmetry#TOLERANCE} of a cell of 10 angstrom. */
  public static final double FINDER_TOLERANCE = 1e-7;

  private final ExcessSymmetry excess = new ExcessSymmetry();
  private final FinerLattice finerLattice = new FinerLattice();
  private final SymmetryFinder finder;

  /**
   * A check.
   *
   * @param finder asked only where the lattice is finer and the type may still be the same
   */
  public DrawnTypeCheck(SymmetryFinder finder) {
    this.finder = finder;
  }

  /**
   * Whether the type of the arrangement's space group is the one it was drawn from.
   *
   * @param group the group drawn
   * @param lattice the conventional cell
   * @param x fractional coordinates along a, one atom for each lattice point, at least n
   * @param y the same along b
   * @param z the same along c
   * @param kinds what stands on each point
   * @param n number of atoms
   * @throws SymmetrySearchException if the finder is needed and not available
   */
  public boolean hasTypeOf(
      SpaceGroup group, Lattice lattice, double[] x, double[] y, double[] z, int[] kinds, int n) {
    return switch (excess.of(group, lattice.metricTensor(), x, y, z, kinds, n)) {
      case NONE -> true;
      case LARGER_POINT_GROUP -> false;
      case FINER_LATTICE ->
          finerLattice.mayHaveTypeOf(group, excess)
              && finder
                      .find(
                          PrimitiveCell.of(group.centring(), lattice, x, y, z, kinds, n),
                          FINDER_TOLERANCE)
                      .spaceGroup()
                      .number()
                  == group.number();
    };
  }
}
