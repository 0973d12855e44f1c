package org.powdermill.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.powdermill.files.FailurePoint;
import org.powdermill.hdf5.stream.StreamFolder;
import org.powdermill.hdf5.stream.StreamOwner;
import org.powdermill.production.StreamCoordinator;

/** Every program of a stream is killed at every point of failure that it passes. */
class KilledAtEachPointTest {

  /** A shard that is damaged where somebody is to be killed while setting it aside. */
  private static final long DAMAGED = 3;

  private static final Set<FailurePoint> ASIDE =
      EnumSet.of(FailurePoint.ASIDE_BEFORE, FailurePoint.ASIDE_AFTER);

  @TempDir Path folder;

  /** Who passes a point. */
  private enum Victim {
    PRODUCER,
    CONSUMER,
    RANK_0,
    RANK_1;

    List<Arguments> at(int passage, FailurePoint... points) {
      return Arrays.stream(points).map(point -> Arguments.of(this, point, passage)).toList();
    }
  }

  static Stream<Arguments> passages() {
    return Stream.of(
            Victim.PRODUCER.at(
                3,
                FailurePoint.SHARD_BEFORE_WRITE,
                FailurePoint.SHARD_BEFORE_RENAME,
                FailurePoint.SHARD_AFTER_RENAME),
            Victim.PRODUCER.at(
                2,
                FailurePoint.STATE_BEFORE_WRITE,
                FailurePoint.STATE_BEFORE_RENAME,
                FailurePoint.STATE_AFTER_RENAME),
            Victim.PRODUCER.at(
                1,
                FailurePoint.OWNER_BEFORE,
                FailurePoint.OWNER_BEFORE_RENAME,
                FailurePoint.OWNER_AFTER,
                FailurePoint.DESCRIPTION_BEFORE,
                FailurePoint.DESCRIPTION_AFTER,
                FailurePoint.END_BEFORE,
                FailurePoint.END_AFTER,
                FailurePoint.ASIDE_BEFORE,
                FailurePoint.ASIDE_AFTER),
            Victim.CONSUMER.at(
                2,
                FailurePoint.STATE_BEFORE_WRITE,
                FailurePoint.STATE_BEFORE_RENAME,
                FailurePoint.STATE_AFTER_RENAME,
                FailurePoint.DELETE_BEFORE,
                FailurePoint.DELETE_AFTER),
            Victim.CONSUMER.at(
                1,
                FailurePoint.OWNER_BEFORE,
                FailurePoint.OWNER_BEFORE_RENAME,
                FailurePoint.OWNER_AFTER,
                FailurePoint.ASIDE_BEFORE,
                FailurePoint.ASIDE_AFTER),
            Victim.RANK_0.at(
                1,
                FailurePoint.RENDEZVOUS_BEFORE_PUBLISH,
                FailurePoint.RENDEZVOUS_AFTER_PUBLISH,
                FailurePoint.RENDEZVOUS_AFTER_JOIN),
            Victim.RANK_1.at(
                1, FailurePoint.RENDEZVOUS_BEFORE_JOIN, FailurePoint.RENDEZVOUS_AFTER_JOIN),
            Victim.RANK_0.at(8, FailurePoint.MESSAGE_BEFORE_SEND, FailurePoint.MESSAGE_AFTER_SEND),
            Victim.RANK_0.at(3, FailurePoint.MESSAGE_AFTER_RECEIVE),
            Victim.RANK_1.at(
                3,
                FailurePoint.MESSAGE_BEFORE_SEND,
                FailurePoint.MESSAGE_AFTER_SEND,
                FailurePoint.MESSAGE_AFTER_RECEIVE),
            Victim.RANK_1.at(2, FailurePoint.SHARD_BEFORE_RENAME, FailurePoint.SHARD_AFTER_RENAME))
        .flatMap(List::stream);
  }

  @Test
  void everyPointIsAmongThem() {
    assertThat(passages().map(passage -> passage.get()[1]).distinct())
        .containsExactlyInAnyOrder(
            Arrays.stream(FailurePoint.values())
                .filter(
                    point -> !point.name().startsWith("TRAINING_")) // KilledTrainingTest has them
                .toArray());
  }

  @ParameterizedTest
  @MethodSource("passages")
  void nothingIsLost(Victim victim, FailurePoint point, int passage) throws Exception {
    FaultyStream stream = new FaultyStream(folder);
    switch (victim) {
      case PRODUCER -> killProducer(stream, point, passage);
      case CONSUMER -> killConsumer(stream, point, passage);
      case RANK_0 -> killRank(stream, 0, point, passage);
      case RANK_1 -> killRank(stream, 1, point, passage);
    }
    stream.requireUndisturbed(FaultyStream.COUNT);
    stream.requireSound(-1);
    stream.requireTidy();
  }

  private static void killProducer(FaultyStream stream, FailurePoint point, int passage)
      throws IOException {
    if (ASIDE.contains(point)) {
      // Before there is a consumer, which would find the damage too.
      damage(stream);
      runToDeath(stream, point, passage);
    }
    try (Program consumer = stream.consumer("consume=true")) {
      if (!ASIDE.contains(point)) {
        runToDeath(stream, point, passage);
      }
      stream.requireWhole(ASIDE.contains(point) ? DAMAGED : -1);
      assertThat(DefectiveProducer.produce(stream.access(), 3, StreamOwner.Timing.DEFAULT))
          .isEqualTo(StreamCoordinator.Ending.COMPLETE);
      assertThat(consumer.status()).as(consumer.output()).isZero();
    }
  }

  private static void runToDeath(FaultyStream stream, FailurePoint point, int passage) {
    try (Program victim = stream.producer(point.name(), passage, "--threads", "1")) {
      assertThat(victim.status()).as(victim.output()).isEqualTo(Program.KILLED);
    }
  }

  private static void killConsumer(FaultyStream stream, FailurePoint point, int passage)
      throws Exception {
    CompletableFuture<StreamCoordinator.Ending> producer =
        CompletableFuture.supplyAsync(
            () -> DefectiveProducer.produce(stream.access(), 2, StreamOwner.Timing.DEFAULT));
    boolean aside = ASIDE.contains(point);
    try (Program victim =
        stream.consumer(point.name(), passage, "consume=true", aside ? "pause=700" : "pause=0")) {
      if (aside) {
        // Not before: when a consumer begins, the producer looks at all shards and finds the
        // damage.
        FaultyStream.await("some is made for it", () -> stream.madeBefore() > DAMAGED + 1, victim);
        copyAnother(stream);
      }
      assertThat(victim.status()).as(victim.output()).isEqualTo(Program.KILLED);
    }
    stream.requireSound(aside ? DAMAGED : -1);
    try (Program next = stream.consumer("consume=false")) {
      assertThat(next.status()).as(next.output()).isZero();
    }
    assertThat(producer.get()).isEqualTo(StreamCoordinator.Ending.COMPLETE);
  }

  private static void killRank(FaultyStream stream, int rank, FailurePoint point, int passage) {
    try (Program consumer = stream.consumer("consume=true")) {
      try (Program victim = stream.rank(rank, 2, point.name(), passage, FaultyStream.COUNT);
          Program other = stream.rank(1 - rank, 2, FaultyStream.ALIVE, 0, FaultyStream.COUNT)) {
        assertThat(victim.status()).as(victim.output()).isEqualTo(Program.KILLED);
        boolean neverMet =
            point == FailurePoint.RENDEZVOUS_BEFORE_JOIN
                || point == FailurePoint.RENDEZVOUS_BEFORE_PUBLISH
                || point == FailurePoint.RENDEZVOUS_AFTER_PUBLISH;
        if (!neverMet) { // else the other would wait two minutes for it
          assertThat(other.status()).as(other.output()).isEqualTo(70);
        }
      }
      stream.requireWhole(-1);
      assertThat(DefectiveProducer.produce(stream.access(), 2, StreamOwner.Timing.DEFAULT))
          .isEqualTo(StreamCoordinator.Ending.COMPLETE);
      assertThat(consumer.status()).as(consumer.output()).isZero();
    }
  }

  /** A shard that the next producer finds damaged. */
  private static void damage(FaultyStream stream) throws IOException {
    try (Program first = stream.producerOf(40)) {
      assertThat(first.status()).as(first.output()).isZero();
    }
    Files.writeString(new StreamFolder(stream.root()).shard(DAMAGED), "no HDF5");
  }

  /** A shard in the place of another: that is no fault of slow files, and set aside at once. */
  private static void copyAnother(FaultyStream stream) throws IOException {
    StreamFolder names = new StreamFolder(stream.root());
    Files.copy(names.shard(DAMAGED + 1), names.shard(DAMAGED), StandardCopyOption.REPLACE_EXISTING);
  }
}
