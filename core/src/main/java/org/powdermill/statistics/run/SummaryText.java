package org.powdermill.statistics.run;

import java.util.Locale;
import java.util.TreeMap;
import org.powdermill.statistics.split.SplitProof;
import org.powdermill.symmetry.SpaceGroup;

/** The counts of a run as text, for a terminal. */
final class SummaryText {

  private SummaryText() {}

  static String of(StatisticsSummary summary) {
    StringBuilder text = new StringBuilder();
    line(text, "accepted", summary.accepted());
    line(text, "refused", summary.refused());
    new TreeMap<>(summary.refusedByReason())
        .forEach((reason, count) -> line(text, "  " + reason, count));
    line(text, "left out (volume, atoms)", summary.leftOut());
    line(text, "disordered", summary.disordered());
    line(text, "ambiguous", summary.ambiguous());
    line(text, "statistics side", summary.statistics());
    line(text, "test side", summary.test());
    line(text, "test crystals with a coarse match", summary.coarseMatches());
    SplitProof proof = summary.proof();
    line(text, "structure types", proof.types());
    line(text, "  on both sides", proof.typesOnBothSides());
    line(text, "near-duplicate pairs", proof.nearDuplicatePairs());
    line(text, "units (near-duplicates together)", proof.units());
    line(text, "  on both sides", proof.unitsOnBothSides());
    line(text, "classes", summary.classes());
    text.append("\nspace group         accepted  statistics      test  class\n");
    new TreeMap<>(summary.groups())
        .forEach(
            (number, count) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%3d  %-14s %8d  %10d  %8d  %s%n",
                        number,
                        SpaceGroup.of(number).hermannMauguin(),
                        count.accepted(),
                        count.statistics(),
                        count.test(),
                        count.isClass() ? "yes" : "no")));
    return text.toString();
  }

  private static void line(StringBuilder text, String what, int count) {
    text.append(String.format(Locale.ROOT, "%-44s %8d%n", what, count));
  }
}
