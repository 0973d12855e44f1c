package org.powdermill.symmetry;

/**
 * One of the 530 tabulated settings of the space groups.
 *
 * @param hallNumber row of the table, 1 to 530, as spglib counts
 * @param number space group, 1 to 230
 * @param choice unique axis and cell choice ({@code b1}), origin choice ({@code 1}, {@code 2}),
 *     axes ({@code H}, {@code R}), their permutation ({@code cab}), or empty
 * @param standard whether this is the setting used here for its group
 * @param hall Hall symbol
 * @param hermannMauguinFull full Hermann-Mauguin symbol of the setting, such as {@code P 1 21/c 1}
 * @param schoenflies Schoenflies symbol
 * @param hermannMauguin short Hermann-Mauguin symbol
 */
public record Setting(
    int hallNumber,
    int number,
    String choice,
    boolean standard,
    String hall,
    String hermannMauguinFull,
    String schoenflies,
    String hermannMauguin) {

  /** The operations of this setting. */
  public SymmetryGroup symmetryGroup() {
    return HallSymbol.parse(hall);
  }
}
