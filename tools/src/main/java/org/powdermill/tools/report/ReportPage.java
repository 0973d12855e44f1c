package org.powdermill.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.powdermill.files.Build;

/**
 * One page in HTML on a run's folder, complete in itself: what was run, learning curves, rates,
 * evaluation, comparison of distributions, starts and ends. Parts that are not there are named so.
 */
public final class ReportPage {

  private static final String STATISTICS_PAGE = "statistics/summary.html";

  private final RunFolder folder;
  private final PageLinks links;
  private final List<String> command;
  private final boolean hasTraining;
  private final TrainingHistory history;
  private final GeneratorRates generator;
  private final EvaluationSection evaluation;
  private final ComparisonSection comparison;
  private final ModelFiles models;
  private final ProvenanceSection provenance;

  /**
   * Reads a run.
   *
   * @param page where the page will stand: links lead from there
   * @param command that makes the page, without the program's name
   */
  public ReportPage(RunFolder folder, Path page, List<String> command) {
    this.folder = folder;
    this.links = new PageLinks(folder.root(), page);
    this.command = List.copyOf(command);
    String training = folder.training().orElse("training/");
    this.hasTraining = folder.training().isPresent();
    this.history = TrainingHistory.read(folder, training + RunFolder.METRICS);
    this.generator = GeneratorRates.read(folder);
    this.evaluation = new EvaluationSection(folder, links::to);
    this.comparison = new ComparisonSection(folder, links::to);
    this.models = new ModelFiles(folder, training);
    this.provenance = new ProvenanceSection(folder, training, models);
  }

  /** Names of the parts that are there. */
  public List<String> present() {
    return parts(true);
  }

  /** Names of the parts that are not there. */
  public List<String> absent() {
    return parts(false);
  }

  private List<String> parts(boolean present) {
    List<String> parts = new ArrayList<>();
    add(parts, "statistics", folder.folder("statistics").isPresent() == present);
    add(parts, "test sets", folder.folder("testsets").isPresent() == present);
    add(parts, "stream", folder.folder("stream").isPresent() == present);
    add(parts, "training", hasTraining == present);
    add(parts, "evaluation", !evaluation.rows().isEmpty() == present);
    add(parts, "comparison", folder.folder("comparison").isPresent() == present);
    return parts;
  }

  private static void add(List<String> parts, String name, boolean wanted) {
    if (wanted) {
      parts.add(name);
    }
  }

  /** The page's text. */
  public String html() {
    return PageFrame.HEAD.formatted(Html.text(folder.name()), Html.text(folder.name()))
        + summary()
        + alert("What does not belong together", mismatches())
        + alert("Not shown", faults())
        + evaluation.html()
        + (hasTraining ? new CurvesSection(history).html() : "")
        + new RatesSection(generator, history).html()
        + comparison.html()
        + (hasTraining ? new EventsSection(history).html() : "")
        + provenance.html()
        + PageFrame.FOOT.formatted(
            Html.text(Build.current().toString()),
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            Html.text("powdermill " + String.join(" ", command)));
  }

  private String summary() {
    StringBuilder cards = new StringBuilder("<dl class=\"cards\">\n");
    models.network().ifPresent(name -> card(cards, "network", Html.text(name)));
    models.models().stream()
        .findFirst()
        .ifPresent(
            model ->
                card(cards, "classes", Html.count(model.header().classes().spaceGroups().size())));
    history
        .training()
        .last()
        .ifPresent(
            last -> {
              card(cards, "diffractograms seen", Html.number(last.diffractograms(), "%,.0f"));
              card(cards, "steps", Html.count(last.step()));
            });
    history.epochs().last().ifPresent(last -> card(cards, "epochs", Html.count(last.epoch() + 1)));
    evaluation.rows().stream()
        .findFirst()
        .ifPresent(
            row ->
                card(cards, "top-1 on " + Html.text(row.set()), Html.percent(row.share("top1"))));
    if (hasTraining) {
      card(cards, "training", state());
    }
    List<String> absent = absent();
    return cards
        + "</dl>\n<p>Here: %s. %s%s</p>\n"
            .formatted(
                String.join(", ", present()),
                absent.isEmpty() ? "" : "Not here: " + String.join(", ", absent) + ". ",
                folder.file(STATISTICS_PAGE).isPresent()
                    ? "<a href=\"%s\">Page of the statistics</a>"
                        .formatted(Html.text(links.to(STATISTICS_PAGE)))
                    : "");
  }

  private static void card(StringBuilder cards, String name, String value) {
    cards.append("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(name, value));
  }

  private String state() {
    List<JsonNode> events = history.events();
    Optional<String> last =
        events.isEmpty()
            ? Optional.empty()
            : Optional.of(events.get(events.size() - 1).path("event").asText());
    return switch (last.orElse("")) {
      case "end" -> "ended";
      case "stopped" -> "stopped; can go on";
      default -> "in progress, or cut off";
    };
  }

  private List<String> faults() {
    List<String> lines = new ArrayList<>(folder.faults());
    if (history.unknown() > 0) {
      lines.add(
          "lines of the metrics with events that this version does not know: %s"
              .formatted(Html.count(history.unknown())));
    }
    return lines;
  }

  /** What in the run does not belong together, by the digests that its parts name; a line each. */
  public List<String> mismatches() {
    return provenance.mismatches();
  }

  private static String alert(String title, List<String> lines) {
    if (lines.isEmpty()) {
      return "";
    }
    StringBuilder text =
        new StringBuilder("<section class=\"faults\"><h2>%s</h2>\n<ul>\n".formatted(title));
    lines.forEach(line -> text.append("<li>").append(Html.text(line)).append("</li>\n"));
    return text.append("</ul></section>\n").toString();
  }
}
