package org.powdermill.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What was measured at one step of a training run; NaN where the line does not tell.
 *
 * @param step number of the step
 * @param epoch number of the epoch, from 0; -1 where the line does not tell
 * @param diffractograms seen so far
 * @param loss mean cross-entropy, nats
 * @param top1 share, 0 to 1
 * @param top5 share, 0 to 1
 * @param learningRate of that step
 * @param waitingShare share of the trainer's time without data, 0 to 1
 * @param perSecond diffractograms per second
 */
record MetricPoint(
    long step,
    long epoch,
    double diffractograms,
    double loss,
    double top1,
    double top5,
    double learningRate,
    double waitingShare,
    double perSecond) {

  /** Of a line; nothing where it tells no step or no diffractograms. */
  static Optional<MetricPoint> of(JsonNode line) {
    if (!line.path("step").canConvertToLong() || !line.path("step").isIntegralNumber()) {
      return Optional.empty();
    }
    double diffractograms = number(line, "diffractograms");
    if (!(diffractograms >= 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new MetricPoint(
            line.get("step").longValue(),
            line.path("epoch").asLong(-1),
            diffractograms,
            number(line, "loss"),
            number(line, "top1"),
            number(line, "top5"),
            number(line, "learning_rate"),
            number(line, "waiting_share"),
            number(line, "diffractograms_per_second")));
  }

  private static double number(JsonNode line, String key) {
    return line.path(key).isNumber() ? line.get(key).doubleValue() : Double.NaN;
  }
}
