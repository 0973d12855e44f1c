package org.powdermill.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The status of a training run in words, a line for each thing. */
final class RunStatusText {

  private RunStatusText() {}

  /** All lines, each with a line feed. */
  static String of(RunStatus status) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "training  %s: %s%s, last written %s s ago"
            .formatted(
                status.run(),
                status.network() == null ? "" : status.network() + ", ",
                status.phase().equals("interrupted")
                    ? "interrupted (the same call with --resume goes on)"
                    : status.phase(),
                status.secondsOld()));
    lines.add("          " + progress(status));
    if (status.step() != null && !status.isOver()) {
      lines.add("          " + now(status));
    }
    if (status.epoch() != null) {
      lines.add(
          "epoch     %s: %s"
              .formatted(status.epoch().path("epoch").asText("?"), scores(status.epoch())));
    }
    status
        .tests()
        .forEach(
            (set, line) ->
                lines.add(
                    "test      %s, epoch %s: %s of %s"
                        .formatted(
                            set,
                            line.path("epoch").asText("?"),
                            scores(line),
                            line.path("n").asText("?"))));
    return String.join(
            "\n", lines.stream().map(line -> line.replaceAll("\\p{Cntrl}", "?")).toList())
        + "\n";
  }

  private static String progress(RunStatus status) {
    if (status.steps() == null) {
      return "step %d".formatted(status.stepsDone());
    }
    long perEpoch = status.steps() / status.epochs();
    return "step %d of %d, %d of %d epochs"
        .formatted(
            status.stepsDone(), status.steps(), status.stepsDone() / perEpoch, status.epochs());
  }

  private static String now(RunStatus status) {
    JsonNode step = status.step();
    return String.format(
        Locale.ROOT,
        "%.0f diffractograms per second, waiting %.1f %%%s; %s",
        step.path("diffractograms_per_second").asDouble(),
        100 * step.path("waiting_share").asDouble(),
        status.secondsLeft() == null
            ? ""
            : "; time left " + StreamStatusText.time(status.secondsLeft()),
        scores(step));
  }

  private static String scores(JsonNode line) {
    List<String> scores = new ArrayList<>();
    if (line.path("loss").isNumber()) {
      scores.add(String.format(Locale.ROOT, "loss %.4f", line.get("loss").asDouble()));
    }
    for (String top : List.of("top1", "top5")) {
      if (line.path(top).isNumber()) {
        scores.add(
            String.format(
                Locale.ROOT, "top-%s %.1f %%", top.substring(3), 100 * line.get(top).asDouble()));
      }
    }
    return String.join(", ", scores);
  }
}
