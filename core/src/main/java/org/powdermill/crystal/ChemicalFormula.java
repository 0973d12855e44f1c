package org.powdermill.crystal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The reduced chemical formula of a crystal's cell, the electropositive elements first, such as
 * {@code CaCO3}; carbon, hydrogen and the rest by symbol where both are present (Hill).
 *
 * <p>Order: the element sequence of IUPAC, Nomenclature of Inorganic Chemistry (2005), table VI.
 *
 * @param amounts elements in order, with the atoms of each in the formula
 */
public record ChemicalFormula(Map<Element, Double> amounts) {

  /** From fluorine, the last of a formula, down to xenon and beyond. */
  private static final List<String> SEQUENCE =
      List.of(
          ("F Cl Br I At O S Se Te Po H N P As Sb Bi C Si Ge Sn Pb B Al Ga In Tl Zn Cd Hg Cu Ag Au"
                  + " Ni Pd Pt Co Rh Ir Fe Ru Os Mn Tc Re Cr Mo W V Nb Ta Ti Zr Hf Sc Y La Ce Pr"
                  + " Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No"
                  + " Lr Be Mg Ca Sr Ba Ra Li Na K Rb Cs Fr He Ne Ar Kr Xe Rn")
              .split(" "));

  private static final int MAX_DIVISOR = 1000;
  private static final double WHOLE = 1e-3;

  /** Keeps the order. */
  public ChemicalFormula {
    amounts = Collections.unmodifiableMap(new LinkedHashMap<>(amounts));
  }

  /** The formula of what is in the cell, divided by the largest whole number that it allows. */
  public static ChemicalFormula of(Crystal crystal) {
    Map<Element, Double> cell = new TreeMap<>(Comparator.comparingInt(Element::atomicNumber));
    for (Site site : crystal.asymmetricUnit()) {
      int multiplicity = crystal.orbit(site).size();
      for (Species species : site.species()) {
        cell.merge(species.element(), multiplicity * species.occupancy(), Double::sum);
      }
    }
    int divisor = divisor(cell.values().stream().toList());
    List<Element> order = new ArrayList<>(cell.keySet());
    order.sort(isOrganic(order) ? HILL : INORGANIC);
    Map<Element, Double> amounts = new LinkedHashMap<>();
    order.forEach(element -> amounts.put(element, cell.get(element) / divisor));
    return new ChemicalFormula(amounts);
  }

  private static final Comparator<Element> INORGANIC =
      Comparator.comparingInt(element -> -SEQUENCE.indexOf(element.symbol()));

  private static final Comparator<Element> HILL =
      Comparator.comparingInt((Element element) -> "CH".indexOf(element.symbol()) < 0 ? 1 : 0)
          .thenComparing(Element::symbol);

  private static boolean isOrganic(List<Element> elements) {
    List<String> symbols = elements.stream().map(Element::symbol).toList();
    return symbols.contains("C") && symbols.contains("H");
  }

  private static int divisor(List<Double> amounts) {
    double least = amounts.stream().mapToDouble(Double::doubleValue).min().orElse(1);
    for (int divisor = (int) Math.min(MAX_DIVISOR, least + WHOLE); divisor > 1; divisor--) {
      int candidate = divisor;
      if (amounts.stream().allMatch(amount -> isWhole(amount / candidate))) {
        return divisor;
      }
    }
    return 1;
  }

  private static boolean isWhole(double amount) {
    return Math.abs(amount - Math.rint(amount)) < WHOLE;
  }

  /** {@code TiO2}; amounts that are no whole numbers with up to two decimals. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    amounts.forEach((element, amount) -> text.append(element.symbol()).append(amountText(amount)));
    return text.toString();
  }

  private static String amountText(double amount) {
    if (isWhole(amount)) {
      return Math.rint(amount) == 1 ? "" : String.valueOf(Math.round(amount));
    }
    return String.format(Locale.ROOT, "%.2f", amount).replaceFirst("0$", "");
  }
}
