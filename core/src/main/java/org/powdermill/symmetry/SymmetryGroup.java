package org.powdermill.symmetry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operations of a space group in any setting, one for each class modulo the translations of the
 * basis: closed under composition, with the identity first.
 *
 * <p>For a centred cell the centring translations are among the operations, as in the "coordinates"
 * blocks of the International Tables.
 */
public final class SymmetryGroup {

  /** 48 rotation parts and the four translations of an F cell, times what a supercell may add. */
  private static final int MAX_ORDER = 48 * 64;

  private final List<SymmetryOperation> operations;
  private final List<SymmetryOperation> pointOperations;
  private final List<SymmetryOperation> centringTranslations;

  private SymmetryGroup(Set<SymmetryOperation> operations) {
    this.operations = List.copyOf(operations);
    Map<List<Integer>, SymmetryOperation> byRotation = new LinkedHashMap<>();
    List<SymmetryOperation> translations = new ArrayList<>();
    for (SymmetryOperation operation : operations) {
      byRotation.putIfAbsent(rotationOf(operation), operation);
      if (operation.isTranslation()) {
        translations.add(operation);
      }
    }
    this.pointOperations = List.copyOf(byRotation.values());
    this.centringTranslations = List.copyOf(translations);
  }

  private static List<Integer> rotationOf(SymmetryOperation operation) {
    List<Integer> rotation = new ArrayList<>(9);
    for (int element : operation.rotation()) {
      rotation.add(element);
    }
    return rotation;
  }

  /**
   * The smallest group that holds the given operations.
   *
   * <p>Dimino's algorithm: a group H grows by whole cosets H g, and each new g comes from an old
   * one times a generator, so that the work is the order of the group times the number of
   * generators that were not in it already (G. Butler, Fundamental Algorithms for Permutation
   * Groups, 1991, section 2.2).
   *
   * @throws IllegalArgumentException if they generate more operations than any crystal has
   */
  public static SymmetryGroup generatedBy(Iterable<SymmetryOperation> operations) {
    Set<SymmetryOperation> group = new LinkedHashSet<>();
    group.add(SymmetryOperation.IDENTITY);
    List<SymmetryOperation> generators = new ArrayList<>();
    for (SymmetryOperation operation : operations) {
      if (!group.contains(operation)) {
        generators.add(operation);
        extend(group, generators);
      }
    }
    return new SymmetryGroup(group);
  }

  private static void extend(Set<SymmetryOperation> group, List<SymmetryOperation> generators) {
    List<SymmetryOperation> subgroup = List.copyOf(group);
    List<SymmetryOperation> representatives = new ArrayList<>();
    representatives.add(SymmetryOperation.IDENTITY);
    for (int i = 0; i < representatives.size(); i++) {
      for (SymmetryOperation generator : generators) {
        SymmetryOperation next = representatives.get(i).after(generator);
        if (!group.contains(next)) {
          subgroup.forEach(operation -> group.add(operation.after(next)));
          representatives.add(next);
          if (group.size() > MAX_ORDER) {
            throw new IllegalArgumentException(
                "the operations generate more than %d: they form no space group"
                    .formatted(MAX_ORDER));
          }
        }
      }
    }
  }

  /** All operations, the identity first. */
  public List<SymmetryOperation> operations() {
    return operations;
  }

  /**
   * One operation for each rotation part, the identity first: representatives of the point group.
   */
  public List<SymmetryOperation> pointOperations() {
    return pointOperations;
  }

  /** The pure translations, (0, 0, 0) first; more than one where the cell is centred. */
  public List<SymmetryOperation> centringTranslations() {
    return centringTranslations;
  }

  /** Number of operations: the multiplicity of the general position. */
  public int order() {
    return operations.size();
  }

  /** An operation x' = -x + w with the inversion as its rotation part, where there is one. */
  public Optional<SymmetryOperation> inversion() {
    return pointOperations.stream()
        .filter(operation -> operation.hasRotationOf(SymmetryOperation.INVERSION))
        .findFirst();
  }

  /** The same group after a shift of the origin: x' = x + shift, in units of 1/24. */
  public SymmetryGroup withOriginShift(int[] shift) {
    Set<SymmetryOperation> moved = new LinkedHashSet<>();
    operations.forEach(operation -> moved.add(operation.withOriginShift(shift)));
    return new SymmetryGroup(moved);
  }

  /** Whether both hold the same operations, in whatever order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SymmetryGroup that
        && Set.copyOf(operations).equals(Set.copyOf(that.operations));
  }

  @Override
  public int hashCode() {
    return Set.copyOf(operations).hashCode();
  }

  @Override
  public String toString() {
    return operations.toString();
  }
}
