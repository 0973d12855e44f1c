package org.powdermill.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranks and consumer are killed at any time, and started again with another number of ranks. */
class RandomKillsTest {

  /** Diffractograms that a round reads at most before somebody is killed. */
  private static final int MOST = 50;

  /** What may be read beyond that until a signal arrives. */
  private static final int MARGIN = 50;

  @TempDir Path folder;

  /** Who is killed in a round. */
  private enum Victim {
    RANK,
    RANK_0,
    CONSUMER,
    ALL
  }

  @Test
  void fiveRoundsLoseNothing() {
    run(5);
  }

  @Test
  @Tag("soak")
  void twoHundredRoundsLoseNothing() {
    run(200);
  }

  private void run(int rounds) {
    FaultyStream stream = new FaultyStream(folder);
    int count = rounds * (MOST + MARGIN);
    List<Program> ranks = startRanks(stream, 3, count);
    Program consumer = startConsumer(stream);
    try {
      for (int seed = 1; seed <= rounds; seed++) {
        Random random = new Random(seed);
        Victim victim = Victim.values()[(seed + random.nextInt(2)) % Victim.values().length];
        int target = stream.read().size() + 1 + random.nextInt(MOST);
        FaultyStream.await(
            "round %d reads up to %d".formatted(seed, target),
            () -> stream.read().size() >= target,
            consumer);
        if (victim == Victim.CONSUMER || victim == Victim.ALL) {
          consumer.close();
        }
        if (victim != Victim.CONSUMER) {
          end(ranks, victim);
          stream.requireWhole(-1);
          ranks = startRanks(stream, 1 + random.nextInt(3), count);
        }
        if (!consumer.isAlive()) {
          stream.requireSound(-1);
          consumer = startConsumer(stream);
        }
      }
      assertThat(consumer.status()).as(consumer.output()).isZero();
      for (Program rank : ranks) {
        assertThat(rank.status()).as(rank.output()).isZero();
      }
    } finally {
      consumer.close();
      ranks.forEach(Program::close);
    }
    stream.requireUndisturbed(count);
    stream.requireTidy();
  }

  /** So slow that a round does not reach the end. */
  private static Program startConsumer(FaultyStream stream) {
    return stream.consumer("pause=100", "consume=true");
  }

  private static List<Program> startRanks(FaultyStream stream, int size, int count) {
    List<Program> ranks = new ArrayList<>();
    for (int rank = 0; rank < size; rank++) {
      ranks.add(stream.rank(rank, size, FaultyStream.ALIVE, 0, count));
    }
    return ranks;
  }

  /** Kills; whoever is left ends by itself. */
  private static void end(List<Program> ranks, Victim victim) {
    Program killed = ranks.get(victim == Victim.RANK ? ranks.size() - 1 : 0);
    assertThat(killed.isAlive()).as(killed.output()).isTrue();
    killed.signal("KILL");
    if (victim == Victim.ALL) {
      ranks.forEach(Program::close);
    }
    for (Program rank : ranks) {
      assertThat(rank.status()).as(rank.output()).isIn(70, Program.KILLED);
    }
  }
}
