package org.powdermill.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.files.MonotonicClock;
import org.powdermill.files.PrintableLine;
import org.powdermill.files.Storage;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.stream.ConsumerState;
import org.powdermill.hdf5.stream.EndMarker;
import org.powdermill.hdf5.stream.OwnerOutcome;
import org.powdermill.hdf5.stream.OwnerState;
import org.powdermill.hdf5.stream.ProducerState;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamException;
import org.powdermill.hdf5.stream.StreamFolder;
import org.powdermill.hdf5.stream.StreamSide;

/**
 * Reads what the files of a stream say, from any machine that sees them, and changes nothing. A
 * file that cannot be read or trusted is a fault in the status; the rest is told all the same.
 */
final class StreamInspection {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_RANKS_BYTES = 1 << 22;
  private static final int MAX_RANKS = 100_000;

  private final StreamAccess access;
  private final List<String> faults = new ArrayList<>();

  StreamInspection(Path folder) {
    // Impatient: a file that cannot be read now is told now.
    this.access =
        new StreamAccess(new StreamFolder(folder), Storage.disk(), MonotonicClock.system());
  }

  /** Whether a folder holds a stream, or the beginning of one. */
  static boolean isStream(Path folder) {
    return Files.exists(new StreamFolder(folder).description())
        || Files.isDirectory(folder.resolve(StreamSide.PRODUCER.name()))
        || Files.isDirectory(folder.resolve(StreamSide.CONSUMER.name()));
  }

  StreamStatus read() {
    faults.clear();
    Optional<ShardIdentity> identity = readable(access::identity);
    Optional<Long> firstIndex = readable(access::firstIndex);
    Optional<EndMarker> end = readable(access::end);
    long producerEpoch = epoch(StreamSide.PRODUCER);
    long consumerEpoch = epoch(StreamSide.CONSUMER);
    Optional<OwnerState<ProducerState>> made = state(StreamSide.PRODUCER, producerEpoch);
    Optional<OwnerState<ConsumerState>> read = state(StreamSide.CONSUMER, consumerEpoch);
    StreamStatus.Producer producer =
        producerEpoch == 0 ? null : producer(owner(StreamSide.PRODUCER, producerEpoch, made), made);
    StreamStatus.Consumer consumer =
        consumerEpoch == 0 ? null : consumer(owner(StreamSide.CONSUMER, consumerEpoch, read), read);
    Long endIndex =
        made.map(state -> state.side().endIndex())
            .or(() -> end.map(EndMarker::endIndex))
            .orElse(null);
    StreamStatus.Run run =
        identity.map(found -> run(found, firstIndex.orElse(null), endIndex)).orElse(null);
    return new StreamStatus(
        access.folder().root().toString(),
        run,
        end.isPresent(),
        producer,
        consumer,
        ahead(producer, consumer, run),
        secondsLeft(producer, run),
        ranks(producerEpoch),
        List.copyOf(faults));
  }

  /** A value that a file holds; where it cannot be read or trusted, that is a fault. */
  private <T> Optional<T> readable(Supplier<Optional<T>> reading) {
    try {
      return reading.get();
    } catch (FileException | StreamException e) {
      String line = PrintableLine.message(e.getMessage());
      if (!faults.contains(line)) {
        faults.add(line);
      }
      return Optional.empty();
    } catch (IllegalArgumentException | NullPointerException e) {
      faults.add(
          "%s cannot be trusted: %s; choose another folder"
              .formatted(access.folder().description(), e.getMessage()));
      return Optional.empty();
    }
  }

  private long epoch(StreamSide<?> side) {
    return readable(() -> Optional.of(access.latestEpoch(side, 0))).orElse(0L);
  }

  private <S> Optional<OwnerState<S>> state(StreamSide<S> side, long epoch) {
    return epoch == 0 ? Optional.empty() : readable(() -> access.state(side, epoch));
  }

  private <S> StreamStatus.Owner owner(
      StreamSide<S> side, long epoch, Optional<OwnerState<S>> state) {
    Optional<OwnerOutcome> outcome = readable(() -> access.outcome(side, epoch));
    return new StreamStatus.Owner(
        epoch,
        state.map(found -> found.process().host()).orElse(null),
        state.map(found -> found.process().pid()).orElse(null),
        state.map(found -> found.process().slurmJob()).orElse(null),
        state.map(found -> found.head().phase()).orElse(null),
        age(access.folder().state(side, epoch)),
        state.map(found -> found.head().lastError()).orElse(null),
        outcome
            .map(found -> new StreamStatus.Left(found.status(), found.line(), found.time()))
            .orElse(null));
  }

  /** Seconds since a file was written, by this machine's clock; null where it is not there. */
  static Long age(Path file) {
    try {
      Instant written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
      return Math.max(0, Duration.between(written, Instant.now()).toSeconds());
    } catch (IOException e) {
      return null;
    }
  }

  private static StreamStatus.Producer producer(
      StreamStatus.Owner owner, Optional<OwnerState<ProducerState>> state) {
    Optional<ProducerState> side = state.map(OwnerState::side);
    return new StreamStatus.Producer(
        owner,
        side.map(ProducerState::madeBefore).orElse(null),
        side.map(ProducerState::lead).orElse(null),
        side.map(ProducerState::ranks).orElse(null),
        side.map(ProducerState::threads).orElse(null),
        side.map(ProducerState::shardsMade).orElse(null),
        side.map(ProducerState::shardsKept).orElse(null),
        side.map(ProducerState::shardsSetAside).orElse(null),
        side.map(ProducerState::diffractogramsMade).orElse(null),
        side.map(ProducerState::diffractogramsPerSecond).orElse(null),
        side.map(ProducerState::waitingShare).orElse(null));
  }

  private static StreamStatus.Consumer consumer(
      StreamStatus.Owner owner, Optional<OwnerState<ConsumerState>> state) {
    Optional<ConsumerState> side = state.map(OwnerState::side);
    return new StreamStatus.Consumer(
        owner,
        side.map(ConsumerState::nextShard).orElse(null),
        side.map(ConsumerState::durableShard).orElse(null),
        side.map(known -> known.wanted().size()).orElse(null),
        side.map(ConsumerState::finished).orElse(null),
        side.map(ConsumerState::shardsRead).orElse(null),
        side.map(ConsumerState::diffractogramsRead).orElse(null),
        side.map(ConsumerState::waitingShare).orElse(null));
  }

  private static StreamStatus.Run run(ShardIdentity identity, Long firstIndex, Long endIndex) {
    return new StreamStatus.Run(
        firstIndex,
        endIndex,
        identity.shardSize(),
        identity.store().word(),
        identity.seed(),
        identity.statisticsDigest());
  }

  private static Long ahead(
      StreamStatus.Producer producer, StreamStatus.Consumer consumer, StreamStatus.Run run) {
    if (producer == null || producer.madeBefore() == null || run == null) {
      return null;
    }
    Long next = consumer == null ? null : consumer.nextShard();
    if (next == null) {
      next = run.firstIndex() == null ? null : (Long) (run.firstIndex() / run.shardSize());
    }
    return next == null ? null : (Long) Math.max(0, producer.madeBefore() - next);
  }

  private static Double secondsLeft(StreamStatus.Producer producer, StreamStatus.Run run) {
    if (producer == null
        || producer.owner().left() != null
        || run == null
        || run.endIndex() == null
        || producer.madeBefore() == null
        || producer.diffractogramsPerSecond() <= 0) {
      return null;
    }
    double left = run.endIndex() - (double) producer.madeBefore() * run.shardSize();
    return Math.max(0, Math.round(left / producer.diffractogramsPerSecond() * 10) / 10.0);
  }

  /** What ranks.json and the metrics tell of each rank. */
  private List<StreamStatus.Rank> ranks(long producerEpoch) {
    Map<Integer, StreamStatus.Rank> ranks = new TreeMap<>();
    for (JsonNode entry : readable(this::ranksFile).orElse(List.of())) {
      int rank = entry.path("rank").asInt(-1);
      if (rank >= 0 && ranks.size() < MAX_RANKS) {
        ranks.put(
            rank,
            new StreamStatus.Rank(
                rank, entry.path("host").asText(null), entry.path("pid").asLong(), null));
      }
    }
    if (producerEpoch > 0) {
      Path metrics = access.folder().metrics(producerEpoch);
      for (JsonNode line :
          readable(() -> Optional.of(JsonLinesTail.read(metrics))).orElse(List.of())) {
        int rank = line.path("rank").asInt(-1);
        if (rank >= 0 && (ranks.containsKey(rank) || ranks.size() < MAX_RANKS)) {
          StreamStatus.Rank known = ranks.get(rank);
          ranks.put(
              rank,
              new StreamStatus.Rank(
                  rank,
                  known == null ? null : known.host(),
                  known == null ? null : known.pid(),
                  line));
        }
      }
    }
    return List.copyOf(ranks.values());
  }

  private Optional<List<JsonNode>> ranksFile() {
    Path file = access.folder().root().resolve("ranks.json");
    try {
      JsonNode list = JSON.readTree(access.storage().read(file, MAX_RANKS_BYTES));
      if (list == null || !list.isArray()) {
        throw new FileException("%s is no list of ranks: remove it".formatted(file));
      }
      List<JsonNode> entries = new ArrayList<>();
      list.forEach(entries::add);
      return Optional.of(entries);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new FileException("%s is no JSON: remove it".formatted(file), e);
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }
}
