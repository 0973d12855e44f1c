package org.powdermill.statistics.entries;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.powdermill.cif.CifResult;
import org.powdermill.cif.DeclaredSymmetry;
import org.powdermill.crystal.Site;
import org.powdermill.crystal.StandardCell;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SymmetryFinder;
import org.powdermill.symmetry.SymmetrySearchException;
import org.powdermill.symmetry.WyckoffPosition;

/** Makes a structure of a crystal from a CIF: the standard cell is searched. */
final class CifEntry {

  private CifEntry() {}

  static RealStructure of(
      CifResult.Accepted cif,
      Path input,
      boolean oneOfSeveral,
      SourceLabels labels,
      SymmetryFinder finder) {
    CellContent radiiKnown = new CellContent();
    cif.crystal().asymmetricUnit().forEach(site -> radiiKnown.add(site.species(), 1));
    StandardCell cell = standardCell(cif, finder);
    CellContent content = new CellContent();
    List<OccupiedSite> sites = new ArrayList<>();
    for (int i = 0; i < cell.wyckoffPositions().size(); i++) {
      Site site = cell.crystal().asymmetricUnit().get(i);
      WyckoffPosition position = cell.wyckoffPositions().get(i);
      content.add(site.species(), position.multiplicity());
      sites.add(new OccupiedSite(CellContent.dominant(site.species()).symbol(), position.letter()));
    }
    String own = CrystalId.of(cif, input, oneOfSeveral);
    Optional<SourceLabels.Label> label = labels.find(CrystalId.candidates(cif, own));
    String id = label.map(SourceLabels.Label::id).orElse(own);
    int number = cell.spaceGroup().number();
    Lattice lattice = cell.crystal().lattice();
    CrystalEntry entry =
        new CrystalEntry(
            id,
            input.getFileName() == null ? input.toString() : input.getFileName().toString(),
            number,
            label.isPresent()
                ? label.get().spaceGroup().orElse(number)
                : declared(cif.symmetry(), number),
            cell.ambiguous(),
            content.disordered(),
            type(label, id, number, sites),
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
    return new RealStructure(entry, cell.crystal(), cell.wyckoffPositions());
  }

  private static StandardCell standardCell(CifResult.Accepted cif, SymmetryFinder finder) {
    try {
      return StandardCell.of(cif.crystal(), finder);
    } catch (SymmetrySearchException e) {
      throw new EntryException("no symmetry found", e.getMessage());
    }
  }

  /** P 1 labels nothing: databases write it where they list all atoms of the cell. */
  private static int declared(DeclaredSymmetry symmetry, int found) {
    int number = symmetry.number().orElse(found);
    return number == 1 ? found : number;
  }

  private static String type(
      Optional<SourceLabels.Label> label, String id, int number, List<OccupiedSite> sites) {
    if (label.isEmpty() || !label.get().namesType()) {
      return StructureTypeLabel.derived(number, sites);
    }
    return label.get().structureType().isEmpty()
        ? StructureTypeLabel.ofItsOwn(id)
        : StructureTypeLabel.named(label.get().structureType());
  }
}
