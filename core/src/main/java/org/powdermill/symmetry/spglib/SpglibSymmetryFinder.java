package org.powdermill.symmetry.spglib;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.powdermill.symmetry.AtomicArrangement;
import org.powdermill.symmetry.FoundSymmetry;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.Settings;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryFinder;
import org.powdermill.symmetry.SymmetrySearchException;

/**
 * Finds space groups with spglib.
 *
 * <p>Searches run side by side: spglib shares nothing between them but the code of its last error.
 * A search that fails is therefore done again alone, and the code read then.
 */
public final class SpglibSymmetryFinder implements SymmetryFinder {

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzA";

  private static final int ANY_HALL_NUMBER = 0;

  private static final ReadWriteLock ERROR_CODE = new ReentrantReadWriteLock();

  /** Loads nothing yet. */
  public SpglibSymmetryFinder() {}

  /** Loads when first used; a failure is told anew to each who asks. */
  private static final class Loaded {
    private static SpglibLibrary library;

    private static synchronized SpglibLibrary library() {
      if (library == null) {
        library = SpglibLibrary.load();
      }
      return library;
    }
  }

  @Override
  public String program() {
    return "spglib " + Loaded.library().version();
  }

  @Override
  public FoundSymmetry find(AtomicArrangement arrangement, double tolerance) {
    SpglibFunctions spglib = Loaded.library().functions();
    Query query = new Query(arrangement, tolerance);
    SpglibDataset dataset = search(spglib, query, ANY_HALL_NUMBER);
    try {
      int standard = Settings.standard(dataset.spacegroup_number).hallNumber();
      if (dataset.hall_number == standard) {
        return found(dataset);
      }
      // Origin choice 1, which spglib prefers for 24 groups.
      SpglibDataset inStandardSetting = search(spglib, query, standard);
      try {
        return found(inStandardSetting);
      } finally {
        spglib.spg_free_dataset(inStandardSetting.getPointer());
      }
    } finally {
      spglib.spg_free_dataset(dataset.getPointer());
    }
  }

  private SpglibDataset search(SpglibFunctions spglib, Query query, int hallNumber) {
    ERROR_CODE.readLock().lock();
    try {
      SpglibDataset dataset = query.ask(spglib, hallNumber);
      if (isFound(dataset)) {
        return dataset;
      }
    } finally {
      ERROR_CODE.readLock().unlock();
    }
    ERROR_CODE.writeLock().lock();
    try {
      SpglibDataset dataset = query.ask(spglib, hallNumber);
      if (isFound(dataset)) {
        return dataset;
      }
      throw new SymmetrySearchException(
          "spglib finds no space group for %d atoms within %s angstrom: %s"
              .formatted(
                  query.types.length,
                  query.tolerance,
                  spglib.spg_get_error_message(spglib.spg_get_error_code())));
    } finally {
      ERROR_CODE.writeLock().unlock();
    }
  }

  private static boolean isFound(SpglibDataset dataset) {
    return dataset != null && dataset.spacegroup_number > 0;
  }

  private static FoundSymmetry found(SpglibDataset dataset) {
    SpaceGroup group = SpaceGroup.of(dataset.spacegroup_number);
    int atoms = dataset.n_atoms;
    int standardAtoms = dataset.n_std_atoms;
    int[] letters = dataset.wyckoffs.getIntArray(0, atoms);
    int[] equivalent = dataset.equivalent_atoms.getIntArray(0, atoms);
    int[] toPrimitive = dataset.mapping_to_primitive.getIntArray(0, atoms);
    int[] standardToPrimitive = dataset.std_mapping_to_primitive.getIntArray(0, standardAtoms);
    List<Character> wyckoffLetters = new ArrayList<>(atoms);
    List<Integer> equivalentAtoms = new ArrayList<>(atoms);
    char[] letterInPrimitiveCell = new char[atoms];
    for (int i = 0; i < atoms; i++) {
      char letter = LETTERS.charAt(letters[i]);
      wyckoffLetters.add(letter);
      equivalentAtoms.add(equivalent[i]);
      letterInPrimitiveCell[toPrimitive[i]] = letter;
    }
    List<Character> standardLetters = new ArrayList<>(standardAtoms);
    for (int atom : standardToPrimitive) {
      standardLetters.add(letterInPrimitiveCell[atom]);
    }
    return new FoundSymmetry(
        group,
        dataset.hall_number,
        List.copyOf(wyckoffLetters),
        List.copyOf(equivalentAtoms),
        standardCell(dataset, group),
        List.copyOf(standardLetters));
  }

  private static AtomicArrangement standardCell(SpglibDataset dataset, SpaceGroup group) {
    int atoms = dataset.n_std_atoms;
    double[] columns = dataset.std_lattice;
    double[][] basis = new double[3][3];
    for (int i = 0; i < 9; i++) {
      basis[i % 3][i / 3] = columns[i];
    }
    double[] coordinates = dataset.std_positions.getDoubleArray(0, 3 * atoms);
    double[][] positions = new double[atoms][3];
    for (int i = 0; i < coordinates.length; i++) {
      positions[i / 3][i % 3] = coordinates[i];
    }
    return new AtomicArrangement(
        group.crystalSystem().idealised(Lattice.ofBasis(basis)),
        positions,
        dataset.std_types.getIntArray(0, atoms));
  }

  /** An arrangement as spglib wants it. */
  private static final class Query {

    private final double[] latticeColumns = new double[9];
    private final double[] positions;
    private final int[] types;
    private final double tolerance;

    Query(AtomicArrangement arrangement, double tolerance) {
      double[][] basis = arrangement.lattice().basis();
      for (int i = 0; i < 9; i++) {
        latticeColumns[i] = basis[i % 3][i / 3];
      }
      positions = new double[3 * arrangement.positions().length];
      for (int i = 0; i < positions.length; i++) {
        positions[i] = arrangement.positions()[i / 3][i % 3];
      }
      types = arrangement.kinds().clone();
      this.tolerance = tolerance;
    }

    SpglibDataset ask(SpglibFunctions spglib, int hallNumber) {
      return hallNumber == ANY_HALL_NUMBER
          ? spglib.spg_get_dataset(latticeColumns, positions, types, types.length, tolerance)
          : spglib.spg_get_dataset_with_hall_number(
              latticeColumns, positions, types, types.length, hallNumber, tolerance);
    }
  }
}
