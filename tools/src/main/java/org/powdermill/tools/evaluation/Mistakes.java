package org.powdermill.tools.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jfree.data.xy.DefaultXYDataset;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.PredictionRows;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.trainer.evaluation.EvaluationRun;
import org.powdermill.trainer.evaluation.RightOrWrong;

/** The mistakes of a set that are worth a look, with their diffractograms. */
final class Mistakes {

  private static final int SHOWN = 6;

  /** Points of a drawn curve: each stands for the largest of some neighbours. */
  private static final int DRAWN = 800;

  private final EvaluationRun.Result result;
  private final PredictionRows predictions;
  private final String id;

  Mistakes(EvaluationRun.Result result, String id) {
    this.result = result;
    this.predictions = result.predictions();
    this.id = id;
  }

  /** Those whose true class had the least probability, and those with the most in a wrong one. */
  String html() {
    try (ShardReader reader = ShardReader.open(result.set().file())) {
      return "<h3>Worst: the true group was held least probable</h3>\n<div class=\"pair\">\n"
          + figures(reader, "worst", Comparator.comparingDouble(row -> -predictions.loss(row)))
          + "</div>\n<h3>Most confident mistakes</h3>\n<div class=\"pair\">\n"
          + figures(
              reader,
              "confident",
              Comparator.comparingDouble(row -> -predictions.probability(row, 0)))
          + "</div>\n";
    }
  }

  private String figures(ShardReader reader, String kind, Comparator<Integer> order) {
    RightOrWrong right = new RightOrWrong(predictions);
    Stream<Integer> wrong = Arrays.stream(right.rows()).filter(row -> !right.at(row)).boxed();
    List<Integer> rows = wrong.sorted(order).limit(SHOWN).toList();
    StringBuilder text = new StringBuilder();
    for (int row : rows) {
      text.append(Html.figure(curve(reader, kind, row), caption(row)));
    }
    return rows.isEmpty() ? "<p>None.</p>\n" : text.toString();
  }

  private String curve(ShardReader reader, String kind, int row) {
    TwoThetaGrid grid = reader.header().identity().grid();
    float[] intensity = new float[grid.points()];
    reader.read(row, 1, intensity);
    int drawn = Math.min(DRAWN, grid.points());
    double[][] points = new double[2][drawn];
    for (int i = 0; i < drawn; i++) {
      int from = (int) ((long) i * grid.points() / drawn);
      int to = (int) ((i + 1L) * grid.points() / drawn);
      int largest = from;
      for (int point = from; point < to; point++) {
        largest = intensity[point] > intensity[largest] ? point : largest;
      }
      points[0][i] = grid.twoTheta(largest);
      points[1][i] = intensity[largest];
    }
    DefaultXYDataset curve = new DefaultXYDataset();
    curve.addSeries("", points);
    return Charts.diffractogram("%s-%s-%d".formatted(id, kind, row), curve, grid.min(), grid.max());
  }

  private String caption(int row) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "<b>%s</b> taken for <b>%s</b> with %s; loss %.1f<br>",
            Html.group(predictions.spaceGroup(row)),
            Html.group(predictions.predicted(row, 0)),
            Html.percent(predictions.probability(row, 0)),
            predictions.loss(row)));
    text.append(predictions.sourceId(row).map(Html::escape).orElse("row " + row));
    if (predictions.volume(row) > 0) {
      text.append(String.format(Locale.ROOT, "; %.0f Å³", predictions.volume(row)));
    }
    if (predictions.asymmetricUnitAtoms(row) > 0) {
      text.append("; %d atoms".formatted(predictions.asymmetricUnitAtoms(row)));
    }
    return text.toString();
  }
}
