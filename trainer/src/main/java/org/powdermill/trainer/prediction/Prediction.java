package org.powdermill.trainer.prediction;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.symmetry.CrystalSystem;
import org.powdermill.symmetry.ExtinctionSymbol;
import org.powdermill.symmetry.SpaceGroup;

/**
 * What a model makes of a pattern; each list by falling probability, and its sum is 1.
 *
 * @param spaceGroups all classes
 * @param extinctionSymbols of the classes: Laue class and symbol
 * @param laueClasses of the classes
 * @param crystalSystems of the classes
 * @param largestProbability of the network alone, before any prior: the score of novelty
 */
public record Prediction(
    List<GroupShare> spaceGroups,
    List<Share> extinctionSymbols,
    List<Share> laueClasses,
    List<Share> crystalSystems,
    double largestProbability) {

  /**
   * A space group.
   *
   * @param number 1 to 230
   * @param symbol Hermann-Mauguin symbol
   * @param probability 0 to 1
   */
  public record GroupShare(int number, String symbol, double probability) {}

  /**
   * Space groups that have something in common.
   *
   * @param name what it is
   * @param probability 0 to 1
   */
  public record Share(String name, double probability) {}

  /** Copies the lists. */
  public Prediction {
    spaceGroups = List.copyOf(spaceGroups);
    extinctionSymbols = List.copyOf(extinctionSymbols);
    laueClasses = List.copyOf(laueClasses);
    crystalSystems = List.copyOf(crystalSystems);
  }

  /**
   * From probabilities.
   *
   * @param network the network's, [classes]
   */
  static Prediction of(SpaceGroupClasses classes, double[] network, ClassPrior prior) {
    double[] probabilities = prior.applied(network);
    List<GroupShare> groups =
        IntStream.range(0, probabilities.length)
            .mapToObj(label -> groupShare(classes, label, probabilities[label]))
            .sorted(Comparator.comparingDouble(GroupShare::probability).reversed())
            .toList();
    return new Prediction(
        groups,
        sums(groups, number -> ExtinctionSymbol.of(number).toString()),
        sums(groups, number -> SpaceGroup.of(number).laueClass().symbol()),
        sums(groups, number -> CrystalSystem.ofSpaceGroup(number).name().toLowerCase(Locale.ROOT)),
        IntStream.range(0, network.length).mapToDouble(label -> network[label]).max().orElse(0));
  }

  private static GroupShare groupShare(SpaceGroupClasses classes, int label, double probability) {
    int number = classes.spaceGroups().get(label);
    return new GroupShare(number, SpaceGroup.of(number).hermannMauguin(), probability);
  }

  private static List<Share> sums(List<GroupShare> groups, IntFunction<String> name) {
    Map<String, Double> sums = new LinkedHashMap<>();
    groups.forEach(
        group -> sums.merge(name.apply(group.number()), group.probability(), Double::sum));
    return sums.entrySet().stream()
        .map(sum -> new Share(sum.getKey(), sum.getValue()))
        .sorted(Comparator.comparingDouble(Share::probability).reversed())
        .toList();
  }
}
