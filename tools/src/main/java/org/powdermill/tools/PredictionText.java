package org.powdermill.tools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.powdermill.trainer.prediction.Intake;
import org.powdermill.trainer.prediction.NoveltyThreshold;
import org.powdermill.trainer.prediction.Prediction;

/** A prediction as text and as JSON. */
final class PredictionText {

  private static final double NEGLIGIBLE = 0.005;

  private final int top;
  private final Optional<NoveltyThreshold> novelty;

  /**
   * With settings.
   *
   * @param top number of space groups that are shown
   * @param novelty below which a pattern looks like none of the classes
   */
  PredictionText(int top, Optional<NoveltyThreshold> novelty) {
    this.top = top;
    this.novelty = novelty;
  }

  /** Some lines, the last one without its end. */
  String text(Intake.Accepted pattern, Prediction prediction) {
    StringBuilder text = new StringBuilder(pattern.source()).append('\n');
    text.append("  ").append(origin(pattern)).append('\n');
    pattern.warnings().forEach(warning -> text.append("  warning: ").append(warning).append('\n'));
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("  probability", "number", "space group"));
    prediction.spaceGroups().stream()
        .limit(top)
        .forEach(
            group ->
                table.add(
                    List.of(
                        number(group.probability()),
                        Integer.toString(group.number()),
                        group.symbol())));
    text.append(TextTable.of(table));
    text.append("  extinction symbol: ")
        .append(shares(prediction.extinctionSymbols().stream().limit(top).toList()))
        .append('\n');
    text.append("  Laue class: ").append(shares(prediction.laueClasses())).append('\n');
    text.append("  crystal system: ").append(shares(prediction.crystalSystems())).append('\n');
    return text.append("  ").append(novelty(prediction)).toString();
  }

  private static String origin(Intake.Accepted pattern) {
    return String.format(
        Locale.ROOT,
        "%s, wavelength %s angstrom%s",
        pattern.format(),
        pattern.wavelength(),
        switch (pattern.wavelengthSource()) {
          case FILE -> "";
          case OPTION -> " by --wavelength";
          case MODEL ->
              pattern.format().equals("cif") ? "" : " as the model's: the file tells none";
        });
  }

  private static String shares(List<Prediction.Share> shares) {
    return shares.stream()
        .filter(share -> share.probability() >= NEGLIGIBLE)
        .map(share -> share.name() + " " + number(share.probability()))
        .collect(Collectors.joining(", "));
  }

  private String novelty(Prediction prediction) {
    if (novelty.isEmpty()) {
      return "known or not: no threshold was set (--calibrate-novelty)";
    }
    return String.format(
        Locale.ROOT,
        "%s: largest probability %.3f, threshold %.3f",
        novelty.get().flags(prediction) ? "LOOKS LIKE NONE OF THE CLASSES" : "looks like a class",
        prediction.largestProbability(),
        novelty.get().threshold());
  }

  private static String number(double probability) {
    return String.format(Locale.ROOT, "%.3f", probability);
  }

  /** One JSON object. */
  String json(Intake.Accepted pattern, Prediction prediction) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("file", pattern.source());
    line.put("format", pattern.format());
    line.put("wavelength", pattern.wavelength());
    line.put("wavelength_source", pattern.wavelengthSource().name().toLowerCase(Locale.ROOT));
    line.put("measured_range", List.of(pattern.covered().min(), pattern.covered().max()));
    line.put("warnings", pattern.warnings());
    line.put("space_groups", prediction.spaceGroups().stream().limit(top).toList());
    line.put("extinction_symbols", prediction.extinctionSymbols());
    line.put("laue_classes", prediction.laueClasses());
    line.put("crystal_systems", prediction.crystalSystems());
    line.put("largest_probability", prediction.largestProbability());
    line.put("novelty_threshold", novelty.map(NoveltyThreshold::threshold).orElse(null));
    line.put(
        "looks_like_no_class", novelty.map(threshold -> threshold.flags(prediction)).orElse(null));
    return Json.line(line);
  }
}
