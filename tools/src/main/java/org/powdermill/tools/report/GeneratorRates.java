package org.powdermill.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the producers of a stream wrote of the rates of their ranks. */
final class GeneratorRates {

  private static final Pattern OWNER = Pattern.compile("owner-\\d{1,9}");
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;

  /** Minutes are told of a run that was shorter, in seconds. */
  private static final double SHORT = 2 * HOUR;

  /**
   * A rank in some half minute.
   *
   * @param owner which producer it was of
   * @param time of the end
   * @param rank number of the rank
   * @param seconds how long
   * @param diffractograms that it made
   * @param waiting share of the time without work, 0 to 1
   */
  private record Line(
      String owner, Instant time, int rank, double seconds, double diffractograms, double waiting) {

    double perSecond() {
      return diffractograms / seconds;
    }
  }

  /**
   * A rank over all.
   *
   * @param rank its number
   * @param diffractograms that it made
   * @param perSecond diffractograms per second
   * @param waiting share of its time without work
   */
  record Rank(int rank, double diffractograms, double perSecond, double waiting) {}

  /**
   * All ranks in some half minute.
   *
   * @param time since the first line, in the unit of all
   * @param total diffractograms per second of all ranks
   * @param slowest of one rank
   * @param median of the ranks
   * @param fastest of one rank
   * @param waiting mean share of time without work
   */
  record Round(
      double time, double total, double slowest, double median, double fastest, double waiting) {}

  private final List<Line> lines = new ArrayList<>();
  private int incomplete;

  private GeneratorRates() {}

  /** Reads the metrics of all producers. */
  static GeneratorRates read(RunFolder folder) {
    GeneratorRates rates = new GeneratorRates();
    folder.names("stream/producer").stream()
        .filter(name -> OWNER.matcher(name).matches())
        .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.substring(6))))
        .forEach(
            owner ->
                JsonLines.read(
                    folder,
                    "stream/producer/%s/metrics.jsonl".formatted(owner),
                    line -> rates.take(owner, line)));
    if (rates.incomplete > 0) {
      folder.fault(
          "stream/producer: lines of metrics that lack time, rank, seconds or diffractograms: %s"
              .formatted(Html.count(rates.incomplete)));
    }
    rates.lines.sort(Comparator.comparing(Line::time)); // stable
    return rates;
  }

  private void take(String owner, JsonNode line) {
    double seconds = line.path("seconds").asDouble(Double.NaN);
    double diffractograms = line.path("diffractograms").asDouble(Double.NaN);
    int rank = line.path("rank").asInt(-1);
    if (!(seconds > 0 && diffractograms >= 0 && rank >= 0) || lines.size() >= JsonLines.MAX_LINES) {
      incomplete++;
      return;
    }
    try {
      lines.add(
          new Line(
              owner,
              Instant.parse(line.path("time").asText()),
              rank,
              seconds,
              diffractograms,
              line.path("waiting_share").asDouble(0)));
    } catch (DateTimeException e) {
      incomplete++;
    }
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** How many producers there were. */
  long producers() {
    return lines.stream().map(Line::owner).distinct().count();
  }

  /** Each rank's work over all, by its number. */
  List<Rank> ranks() {
    Map<Integer, List<Line>> byRank =
        lines.stream()
            .collect(Collectors.groupingBy(Line::rank, TreeMap::new, Collectors.toList()));
    List<Rank> ranks = new ArrayList<>();
    byRank.forEach(
        (rank, its) -> {
          double seconds = sum(its, Line::seconds);
          double made = sum(its, Line::diffractograms);
          double waiting = sum(its, line -> line.waiting() * line.seconds());
          ranks.add(new Rank(rank, made, made / seconds, waiting / seconds));
        });
    return ranks;
  }

  private static double sum(List<Line> lines, ToDoubleFunction<Line> value) {
    return lines.stream().mapToDouble(value).sum();
  }

  /** A rank's diffractograms per second against time. */
  Points perSecond(int rank) {
    return points(rank, Line::perSecond);
  }

  /** A rank's share of time without work against time. */
  Points waiting(int rank) {
    return points(rank, Line::waiting);
  }

  private Points points(int rank, ToDoubleFunction<Line> value) {
    return new Points(
        lines.stream()
            .filter(line -> line.rank() == rank)
            .map(line -> new Points.Point(time(line), value.applyAsDouble(line)))
            .toList());
  }

  private double time(Line line) {
    return seconds(line) / (isShort() ? MINUTE : HOUR);
  }

  private double seconds(Line line) {
    return Duration.between(lines.get(0).time(), line.time()).toMillis() / 1000.0;
  }

  private boolean isShort() {
    return seconds(lines.get(lines.size() - 1)) < SHORT;
  }

  /** Unit of time. */
  String unit() {
    return isShort() ? "minutes" : "hours";
  }

  /** The half minutes: all lines of a producer until one of its ranks speaks again. */
  List<Round> rounds() {
    List<Round> rounds = new ArrayList<>();
    Map<Integer, Line> round = new TreeMap<>();
    for (Line line : lines) {
      boolean sameOwner =
          round.values().stream().limit(1).allMatch(l -> l.owner().equals(line.owner()));
      if (!sameOwner || round.containsKey(line.rank())) {
        rounds.add(round(List.copyOf(round.values())));
        round.clear();
      }
      round.put(line.rank(), line);
    }
    if (!round.isEmpty()) {
      rounds.add(round(List.copyOf(round.values())));
    }
    return rounds;
  }

  private Round round(List<Line> round) {
    double[] rates = round.stream().mapToDouble(Line::perSecond).sorted().toArray();
    return new Round(
        time(round.get(0)),
        sum(round, Line::perSecond),
        rates[0],
        (rates[(rates.length - 1) / 2] + rates[rates.length / 2]) / 2,
        rates[rates.length - 1],
        sum(round, Line::waiting) / round.size());
  }
}
