package org.powdermill.symmetry;

/** The eleven Laue classes: what a diffraction pattern without anomalous scattering can show. */
public enum LaueClass {
  L1("-1", 2),
  L2M("2/m", 4),
  LMMM("mmm", 8),
  L4M("4/m", 8),
  L4MMM("4/mmm", 16),
  L3("-3", 6),
  L3M("-3m", 12),
  L6M("6/m", 12),
  L6MMM("6/mmm", 24),
  LM3("m-3", 24),
  LM3M("m-3m", 48);

  private final String symbol;
  private final int order;

  LaueClass(String symbol, int order) {
    this.symbol = symbol;
    this.order = order;
  }

  /** Hermann-Mauguin symbol, such as {@code 4/mmm}. */
  public String symbol() {
    return symbol;
  }

  /** Number of operations: the multiplicity of a general reflection. */
  public int order() {
    return order;
  }
}
