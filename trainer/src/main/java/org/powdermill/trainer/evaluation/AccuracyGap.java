package org.powdermill.trainer.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.powdermill.hdf5.PredictionRows;

/**
 * Why a model is worse on real crystals than on synthetic ones: the paper's division by real
 * crystals that are made more like synthetic ones step by step. What remains between crystals with
 * coordinates and lattice drawn anew and those of the generator is due to elements, positions
 * occupied and their number.
 *
 * @param sets name of the set of each kind
 * @param steps differences, each of one thing
 */
public record AccuracyGap(Map<String, String> sets, List<Step> steps) {

  /**
   * A difference.
   *
   * @param cause what differs
   * @param from kind of the set it is counted from
   * @param to kind of the other
   * @param difference of their top 1: over the same crystals where they are paired
   */
  public record Step(String cause, String from, String to, Difference difference) {}

  private record Wanted(String cause, SetKind from, SetKind to) {}

  private static final List<Wanted> WANTED =
      List.of(
          new Wanted("occupancies", SetKind.REAL, SetKind.REBUILT),
          new Wanted("coordinates", SetKind.REBUILT, SetKind.COORDINATES),
          new Wanted("lattice", SetKind.REBUILT, SetKind.LATTICE),
          new Wanted("coordinates and lattice", SetKind.REBUILT, SetKind.BOTH),
          new Wanted("rest", SetKind.BOTH, SetKind.GENERATED),
          new Wanted("whole gap", SetKind.REBUILT, SetKind.GENERATED));

  /** One set of predictions with the name of the set. */
  public record Named(String name, PredictionRows predictions) {}

  /**
   * Of sets of different kinds; steps whose sets are missing, or which have no crystal in common,
   * are left out.
   */
  public static AccuracyGap of(Map<SetKind, Named> sets) {
    Map<String, String> names = new TreeMap<>();
    sets.forEach((kind, set) -> names.put(kind.word(), set.name()));
    List<Step> steps = new ArrayList<>();
    for (Wanted wanted : WANTED) {
      if (sets.containsKey(wanted.from()) && sets.containsKey(wanted.to())) {
        Difference found =
            wanted.to() == SetKind.GENERATED
                ? independent(sets.get(wanted.from()), sets.get(wanted.to()))
                : PairedRows.difference(
                    sets.get(wanted.from()).predictions(), sets.get(wanted.to()).predictions());
        if (found != null) {
          steps.add(new Step(wanted.cause(), wanted.from().word(), wanted.to().word(), found));
        }
      }
    }
    return new AccuracyGap(names, List.copyOf(steps));
  }

  private static Difference independent(Named from, Named to) {
    RightOrWrong one = new RightOrWrong(from.predictions());
    RightOrWrong other = new RightOrWrong(to.predictions());
    return Difference.independent(one.share(one::at), other.share(other::at));
  }
}
