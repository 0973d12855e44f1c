package org.powdermill.tools;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.powdermill.cif.CifResult;
import org.powdermill.crystal.ChemicalFormula;
import org.powdermill.crystal.Crystal;
import org.powdermill.diffraction.Peak;
import org.powdermill.diffraction.PowderSimulation;
import org.powdermill.symmetry.Lattice;

/**
 * What {@code simulate --json} tells of a crystal.
 *
 * @param source the CIF
 * @param block its data block
 * @param formula reduced formula
 * @param spaceGroup null where it is not known
 * @param cell lengths in angstrom, angles in degrees
 * @param volume cubic angstrom
 * @param atomsInCell sites of the cell
 * @param atomsInAsymmetricUnit sites of the asymmetric unit
 * @param peaks number of peaks
 * @param strongestPeak the strongest
 * @param notes what was amended or left out in reading
 * @param files names of what was written
 */
record SimulatedCrystal(
    String source,
    String block,
    String formula,
    SpaceGroupName spaceGroup,
    Lattice cell,
    double volume,
    int atomsInCell,
    int atomsInAsymmetricUnit,
    int peaks,
    Peak strongestPeak,
    List<String> notes,
    List<String> files) {

  static SimulatedCrystal of(
      CifResult.Accepted accepted,
      ChemicalFormula formula,
      Optional<SpaceGroupName> group,
      PowderSimulation.Result computed,
      List<String> files) {
    Crystal crystal = accepted.crystal();
    return new SimulatedCrystal(
        accepted.source(),
        accepted.block(),
        formula.toString(),
        group.orElse(null),
        crystal.lattice(),
        crystal.lattice().volume(),
        crystal.sitesInCell().size(),
        crystal.asymmetricUnit().size(),
        computed.peaks().size(),
        computed.peaks().stream().max(Comparator.comparingDouble(Peak::intensity)).orElseThrow(),
        accepted.notes(),
        List.copyOf(files));
  }
}
