package org.powdermill.cif;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a CIF tells about its symmetry.
 *
 * @param number space-group number as declared, or as the symbol declares it
 * @param hermannMauguin Hermann-Mauguin symbol as written
 * @param hall Hall symbol as written
 * @param source which of the declarations gave the operations
 */
public record DeclaredSymmetry(
    OptionalInt number, Optional<String> hermannMauguin, Optional<String> hall, Source source) {

  /** The declarations, the one that wins first. */
  public enum Source {
    OPERATIONS,
    HALL,
    HERMANN_MAUGUIN,
    NUMBER
  }
}
