package org.powdermill.statistics.entries;

import java.util.ArrayList;
import java.util.List;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Site;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;

/**
 * Makes a structure of a row of a structure table: the row's symmetry is verified, not searched
 * again.
 */
final class TableEntry {

  /** Distance of a site from its Wyckoff position, angstrom (DESIGN 3: sites snap within 0.01). */
  private static final double TOLERANCE = 0.01;

  private TableEntry() {}

  static RealStructure of(StructureTableRow row) {
    SpaceGroup group = SpaceGroup.of(row.spaceGroup());
    CellContent content = new CellContent();
    List<OccupiedSite> sites = new ArrayList<>(row.sites().size());
    List<Site> atoms = new ArrayList<>(row.sites().size());
    for (StructureTableRow.TableSite site : row.sites()) {
      String symbol = CellContent.dominant(site.species()).symbol();
      double[] point = representative(site, group, row.lattice());
      content.add(site.species(), site.position().multiplicity());
      sites.add(new OccupiedSite(symbol, site.position().letter()));
      atoms.add(new Site(symbol, site.species(), point[0], point[1], point[2]));
    }
    String type =
        row.structureType()
            .map(
                name ->
                    name.isBlank()
                        ? StructureTypeLabel.ofItsOwn(row.id())
                        : StructureTypeLabel.named(name))
            .orElseGet(() -> StructureTypeLabel.derived(row.spaceGroup(), sites));
    CrystalEntry entry = entry(row, content, type, sites);
    return new RealStructure(
        entry,
        new Crystal(row.id(), row.lattice(), group.symmetryGroup(), atoms),
        row.sites().stream().map(StructureTableRow.TableSite::position).toList());
  }

  private static double[] representative(
      StructureTableRow.TableSite site, SpaceGroup group, Lattice lattice) {
    return SitePlacement.of(group, site.position())
        .representative(site.coordinates(), lattice, TOLERANCE)
        .orElseThrow(
            () ->
                new EntryException(
                    "a site is not on its Wyckoff position",
                    "(%s, %s, %s) is not on %s of %s"
                        .formatted(site.x(), site.y(), site.z(), site.position(), group)));
  }

  private static CrystalEntry entry(
      StructureTableRow row, CellContent content, String type, List<OccupiedSite> sites) {
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
