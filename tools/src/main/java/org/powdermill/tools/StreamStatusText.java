package org.powdermill.tools;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The status of a stream in words, a line for each thing. */
final class StreamStatusText {

  /** Most ranks that have a line each; of more, the table would hide the rest. */
  private static final int MAX_RANKS = 64;

  private final StreamStatus status;
  private final List<String> lines = new ArrayList<>();

  private StreamStatusText(StreamStatus status) {
    this.status = status;
  }

  /** All lines, each with a line feed. */
  static String of(StreamStatus status) {
    StreamStatusText text = new StreamStatusText(status);
    text.addRun();
    text.addProducer();
    text.addConsumer();
    text.addLead();
    status.faults().forEach(fault -> text.lines.add("fault     " + fault));
    return String.join("\n", text.lines) + "\n" + text.ranks();
  }

  private void addRun() {
    StreamStatus.Run run = status.run();
    lines.add(
        "stream    "
            + status.stream()
            + (run == null
                ? ": no stream.json yet"
                : ": seed %d, %s, %d a shard, %s"
                    .formatted(
                        run.seed(),
                        run.store(),
                        run.shardSize(),
                        run.endIndex() == null
                            ? "no end"
                            : "ends before %d".formatted(run.endIndex())))
            + (status.complete() ? "; complete" : ""));
  }

  private void addProducer() {
    StreamStatus.Producer producer = status.producer();
    if (producer == null) {
      lines.add("producer  none yet");
      return;
    }
    addOwner("producer  ", producer.owner());
    if (producer.madeBefore() != null) {
      lines.add(
          format(
              "          made %d shards (%d kept, %d set aside), all before shard %d;"
                  + " %s by %d ranks with %d threads, waiting %.1f %% of their time",
              producer.shardsMade(),
              producer.shardsKept(),
              producer.shardsSetAside(),
              producer.madeBefore(),
              rate(producer.diffractogramsPerSecond()),
              producer.ranks(),
              producer.threads(),
              100 * producer.waitingShare()));
    }
  }

  private static String rate(double perSecond) {
    return perSecond > 0
        ? format("%.0f diffractograms per second", perSecond)
        : "none in the last half minute";
  }

  private void addConsumer() {
    StreamStatus.Consumer consumer = status.consumer();
    if (consumer == null) {
      lines.add("consumer  none yet");
      return;
    }
    addOwner("consumer  ", consumer.owner());
    if (consumer.shardsRead() != null) {
      lines.add(
          format(
              "          read %d shards, %d diffractograms, next is shard %s, durable before %s;"
                  + " %d wanted again; waiting %.1f %%%s",
              consumer.shardsRead(),
              consumer.diffractogramsRead(),
              consumer.nextShard() == null ? "?" : consumer.nextShard(),
              consumer.durableShard() == null ? "?" : consumer.durableShard(),
              consumer.wanted(),
              100 * consumer.waitingShare(),
              consumer.finished() ? "; needs no more" : ""));
    }
  }

  private void addOwner(String name, StreamStatus.Owner owner) {
    String who =
        owner.host() == null
            ? "said nothing yet"
            : "%s, pid %d on host %s%s, %s s ago"
                .formatted(
                    owner.phase(),
                    owner.pid(),
                    owner.host(),
                    owner.slurmJob().isEmpty() ? "" : " (job %s)".formatted(owner.slurmJob()),
                    owner.secondsOld() == null ? "?" : owner.secondsOld());
    lines.add("%sowner %d: %s".formatted(name, owner.epoch(), who));
    if (owner.left() != null) {
      lines.add(
          "          left with status %d: %s"
              .formatted(owner.left().status(), owner.left().line()));
    }
    if (owner.lastError() != null) {
      lines.add("          last error: " + owner.lastError());
    }
  }

  private void addLead() {
    if (status.ahead() != null) {
      Long lead = status.producer().lead();
      lines.add(
          "ahead     %d of at most %d shards".formatted(status.ahead(), lead)
              + (status.secondsLeft() == null ? "" : "; time left " + time(status.secondsLeft())));
    }
  }

  static String time(double seconds) {
    Duration duration = Duration.ofSeconds(Math.round(seconds));
    return "%d:%02d:%02d"
        .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
  }

  private String ranks() {
    if (status.ranks().isEmpty()) {
      return "";
    }
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("rank", "host", "pid", "per second", "waiting", "shards"));
    for (StreamStatus.Rank rank : status.ranks().subList(0, Math.min(MAX_RANKS, ranksTold()))) {
      table.add(
          List.of(
              Integer.toString(rank.rank()),
              rank.host() == null ? "?" : rank.host(),
              rank.pid() == null ? "?" : rank.pid().toString(),
              number(rank, "diffractograms_per_second"),
              number(rank, "waiting_share"),
              number(rank, "shards")));
    }
    String rest = ranksTold() > MAX_RANKS ? "and %d more\n".formatted(ranksTold() - MAX_RANKS) : "";
    return TextTable.of(table) + rest;
  }

  private int ranksTold() {
    return status.ranks().size();
  }

  private static String number(StreamStatus.Rank rank, String key) {
    return rank.last() == null || !rank.last().path(key).isNumber()
        ? "?"
        : rank.last().get(key).asText();
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
