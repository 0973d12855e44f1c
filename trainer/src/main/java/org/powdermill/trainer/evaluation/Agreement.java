package org.powdermill.trainer.evaluation;

import java.util.function.IntFunction;
import org.powdermill.symmetry.CrystalSystem;
import org.powdermill.symmetry.EnantiomorphicPair;
import org.powdermill.symmetry.ExtinctionSymbol;
import org.powdermill.symmetry.SpaceGroup;

/** What of two space groups must be the same for a prediction to count as right. */
public enum Agreement {
  /** The space group. */
  SPACE_GROUP(number -> number),
  /** The same, the two groups of an enantiomorphic pair being one. */
  MERGED_PAIRS(EnantiomorphicPair::lesser),
  /** The extinction symbol within the Laue class. */
  EXTINCTION_SYMBOL(ExtinctionSymbol::of),
  /** The Laue class. */
  LAUE(number -> SpaceGroup.of(number).laueClass()),
  /** The crystal system. */
  CRYSTAL_SYSTEM(CrystalSystem::ofSpaceGroup);

  private final Object[] part = new Object[SpaceGroup.COUNT + 1];

  Agreement(IntFunction<Object> partOfGroup) {
    for (int number = 1; number <= SpaceGroup.COUNT; number++) {
      part[number] = partOfGroup.apply(number);
    }
  }

  /** Whether two space groups, 1 to 230, agree. */
  public boolean holds(int one, int other) {
    return part[one].equals(part[other]);
  }
}
