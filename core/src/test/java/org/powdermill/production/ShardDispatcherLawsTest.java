package org.powdermill.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class ShardDispatcherLawsTest {

  private static final long FIRST = 10;
  private static final long END = 40;

  private enum Kind {
    NEXT,
    MADE,
    LIMIT,
    AGAIN,
    REWIND,
    SKIP
  }

  private record Step(Kind kind, int number) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(8, Kind.NEXT),
            Tuple.of(7, Kind.MADE),
            Tuple.of(2, Kind.LIMIT),
            Tuple.of(2, Kind.AGAIN),
            Tuple.of(1, Kind.REWIND),
            Tuple.of(1, Kind.SKIP));
    return Combinators.combine(kinds, Arbitraries.integers().between(0, 45))
        .as(Step::new)
        .list()
        .ofMaxSize(200);
  }

  /** What a dispatcher must know, in the plainest way. */
  private static final class Model {
    final ShardDispatcher dispatcher = new ShardDispatcher(FIRST, END, FIRST + 5);
    final Set<Long> inTheMaking = new TreeSet<>();
    final Set<Long> there = new TreeSet<>();
    final Set<Long> asked = new TreeSet<>();
    long from = FIRST;
    long handedOutBefore = FIRST;
    long limit = FIRST + 5;

    void apply(Step step) {
      long shard = step.number();
      switch (step.kind()) {
        case NEXT -> take(dispatcher.next());
        case MADE -> made(shard);
        case LIMIT -> {
          limit = shard;
          dispatcher.limit(shard);
        }
        case AGAIN -> {
          boolean handedOut = shard < handedOutBefore || there.contains(shard);
          if (handedOut && !inTheMaking.contains(shard)) {
            asked.add(shard);
          }
          dispatcher.again(shard);
        }
        case REWIND -> rewind(shard);
        case SKIP -> {
          dispatcher.skip(shard);
          asked.removeIf(one -> one < shard);
          from = Math.max(from, shard);
          handedOutBefore = Math.max(handedOutBefore, from);
        }
        default -> throw new IllegalStateException();
      }
    }

    private void take(OptionalLong next) {
      OptionalLong wanted = lowestWanted();
      assertThat(next).isEqualTo(wanted);
      next.ifPresent(
          shard -> {
            assertThat(shard).isLessThan(Math.min(limit, END));
            assertThat(inTheMaking.add(shard)).as("%d was handed out twice", shard).isTrue();
            there.remove(shard);
            if (!asked.remove(shard)) {
              handedOutBefore = Math.max(handedOutBefore, shard + 1);
            }
          });
    }

    private OptionalLong lowestWanted() {
      for (long shard : asked) {
        return shard < Math.min(limit, END) ? OptionalLong.of(shard) : untouched();
      }
      return untouched();
    }

    private OptionalLong untouched() {
      for (long shard = from; shard < Math.min(limit, END); shard++) {
        if (shard >= handedOutBefore || !there.contains(shard)) {
          if (!inTheMaking.contains(shard) && !there.contains(shard)) {
            return OptionalLong.of(shard);
          }
        }
      }
      return OptionalLong.empty();
    }

    private void made(long choice) {
      if (!inTheMaking.isEmpty()) {
        List<Long> all = new ArrayList<>(inTheMaking);
        long shard = all.get((int) (choice % all.size()));
        inTheMaking.remove(shard);
        there.add(shard);
        dispatcher.made(shard);
      }
    }

    private void rewind(long shard) {
      if (shard < dispatcher.madeBefore()) {
        from = shard;
        handedOutBefore = shard;
        there.clear();
        asked.removeIf(one -> one >= shard);
      }
      dispatcher.rewind(shard);
    }
  }

  @Property(tries = 5000)
  void neverBeyondTheLimitAndEveryShardOnceUnlessAskedAgain(@ForAll("steps") List<Step> steps) {
    Model model = new Model();
    for (Step step : steps) {
      long before = model.dispatcher.madeBefore();
      model.apply(step);
      if (step.kind() != Kind.REWIND) {
        assertThat(model.dispatcher.madeBefore()).as("%s", step).isGreaterThanOrEqualTo(before);
      }
    }
  }

  @Property(tries = 5000)
  void afterAnythingARunThatGoesOnIsComplete(@ForAll("steps") List<Step> steps) {
    Model model = new Model();
    steps.forEach(model::apply);
    long rewound = Math.min(model.dispatcher.madeBefore(), FIRST);
    model.dispatcher.rewind(rewound);
    model.dispatcher.limit(Long.MAX_VALUE);
    Map<Long, Integer> handedOut = new HashMap<>();
    Set<Long> late = new TreeSet<>(model.inTheMaking);
    for (OptionalLong next = model.dispatcher.next();
        next.isPresent();
        next = model.dispatcher.next()) {
      assertThat(next.getAsLong()).isLessThan(END);
      handedOut.merge(next.getAsLong(), 1, Integer::sum);
      model.dispatcher.made(next.getAsLong());
      if (!late.isEmpty()) {
        assertThat(model.dispatcher.isComplete()).isFalse();
      }
    }
    late.forEach(model.dispatcher::made);

    assertThat(handedOut.values()).allMatch(times -> times == 1);
    assertThat(model.dispatcher.isComplete()).isTrue();
    assertThat(model.dispatcher.madeBefore()).isGreaterThanOrEqualTo(END);
  }

  @Test
  void madeBeforeWaitsForTheSlowest() {
    ShardDispatcher dispatcher = new ShardDispatcher(0, 5, Long.MAX_VALUE);
    for (int i = 0; i < 5; i++) {
      assertThat(dispatcher.next()).hasValue(i);
    }
    dispatcher.made(1);
    dispatcher.made(2);
    assertThat(dispatcher.madeBefore()).isZero();
    dispatcher.made(0);
    assertThat(dispatcher.madeBefore()).isEqualTo(3);
    dispatcher.made(4);
    assertThat(dispatcher.isComplete()).isFalse();
    dispatcher.made(3);
    assertThat(dispatcher.isComplete()).isTrue();
  }
}
