package org.powdermill.tools;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.powdermill.trainer.evaluation.Difference;
import org.powdermill.trainer.evaluation.EvaluationRun;
import org.powdermill.trainer.evaluation.ModelComparison;
import org.powdermill.trainer.evaluation.SetMetrics;

/**
 * The summary of an evaluation.
 *
 * @param out where the files stand
 * @param results of each set
 * @param seconds that it took
 */
record EvaluationText(Path out, List<EvaluationRun.Result> results, double seconds) {

  /** One line. */
  String line() {
    String top1 =
        results.stream()
            .map(result -> share(result.set().name(), result.metrics()))
            .collect(Collectors.joining(", "));
    return String.format(Locale.ROOT, "top 1: %s; in %.1f s; files in %s", top1, seconds, out);
  }

  private static String share(String name, SetMetrics metrics) {
    return String.format(
        Locale.ROOT,
        "%s %.1f %% (%.1f to %.1f, n %d)",
        name,
        100 * metrics.top1(),
        100 * metrics.top1Low(),
        100 * metrics.top1High(),
        metrics.n());
  }

  /** The same for other programs. */
  Map<String, Object> values() {
    Map<String, Object> sets = new LinkedHashMap<>();
    results.forEach(result -> sets.put(result.set().name(), values(result.metrics())));
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("out", out.toString());
    line.put("sets", sets);
    line.put("seconds", Math.round(seconds * 1000) / 1000.0);
    return line;
  }

  private static Map<String, Object> values(SetMetrics metrics) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("n", metrics.n());
    values.put("n_outside", metrics.nOutside());
    values.put("classes", metrics.classes());
    values.put("majority", metrics.majority());
    values.put("top1", metrics.top1());
    values.put("top1_low", metrics.top1Low());
    values.put("top1_high", metrics.top1High());
    values.put("top5", metrics.top5());
    values.put("loss", metrics.loss());
    return values;
  }

  /** One line of two models. */
  static String line(ModelComparison comparison) {
    return "top 1: "
        + comparison.sets().entrySet().stream()
            .map(set -> difference(set.getKey(), set.getValue()))
            .collect(Collectors.joining("; "));
  }

  private static String difference(String name, Difference difference) {
    return String.format(
        Locale.ROOT,
        "%s %.1f %% to %.1f %% (%+.1f, %+.1f to %+.1f points, n %d, p %.2g)",
        name,
        100 * difference.from(),
        100 * difference.to(),
        100 * difference.difference(),
        100 * difference.low(),
        100 * difference.high(),
        difference.nFrom(),
        difference.probability());
  }
}
