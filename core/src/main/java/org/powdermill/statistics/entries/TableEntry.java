package org.powdermill.statistics.entries;

import java.util.ArrayList;
import java.util.List;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;

/**
 * Makes an entry of a row of a structure table: the row's symmetry is verified, not searched again.
 */
final class TableEntry {

  /** Distance of a site from its Wyckoff position, angstrom (DESIGN 3: sites snap within 0.01). */
  private static final double TOLERANCE = 0.01;

  private TableEntry() {}

  static CrystalEntry of(StructureTableRow row) {
    SpaceGroup group = SpaceGroup.of(row.spaceGroup());
    CellContent content = new CellContent();
    List<OccupiedSite> sites = new ArrayList<>(row.sites().size());
    for (StructureTableRow.TableSite site : row.sites()) {
      if (!SitePlacement.of(group, site.position())
          .holds(site.coordinates(), row.lattice(), TOLERANCE)) {
        throw new EntryException(
            "a site is not on its Wyckoff position",
            "(%s, %s, %s) is not on %s of %s"
                .formatted(site.x(), site.y(), site.z(), site.position(), group));
      }
      content.add(site.species(), site.position().multiplicity());
      sites.add(
          new OccupiedSite(
              CellContent.dominant(site.species()).symbol(), site.position().letter()));
    }
    String type =
        row.structureType()
            .map(
                name ->
                    name.isBlank()
                        ? StructureTypeLabel.ofItsOwn(row.id())
                        : StructureTypeLabel.named(name))
            .orElseGet(() -> StructureTypeLabel.derived(row.spaceGroup(), sites));
    Lattice lattice = row.lattice();
    return new CrystalEntry(
        row.id(),
        row.source(),
        row.spaceGroup(),
        row.spaceGroup(),
        row.looseSpaceGroup() != row.spaceGroup(),
        content.disordered(),
        type,
        content.formula(),
        content.anonymousFormula(),
        List.of(
            lattice.a(),
            lattice.b(),
            lattice.c(),
            lattice.alpha(),
            lattice.beta(),
            lattice.gamma()),
        lattice.volume(),
        content.atomicVolume(),
        sites);
  }
}
