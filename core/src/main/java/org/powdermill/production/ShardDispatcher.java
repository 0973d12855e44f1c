package org.powdermill.production;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Hands out the shards of a run, the lowest first, to whoever asks: a slow worker asks seldom and
 * gets few. Credits bound what is handed out: no shard at or beyond the limit, which the reader's
 * position moves. Knows neither clock, nor files, nor messages, so that runs and the model of a
 * cluster share it. Not safe for concurrent use.
 *
 * <p>Everything below {@code next} was handed out once; of that, {@code handedOut} is in the
 * making, {@code madeAhead} is there beyond {@code madeBefore}, and {@code again} is to be made
 * once more. What was there when it went back last is {@code metBefore} and {@code metAhead}.
 */
public final class ShardDispatcher {

  private final long endShard;
  private final TreeSet<Long> again = new TreeSet<>();
  private final Set<Long> handedOut = new HashSet<>();
  private final Set<Long> madeAhead = new HashSet<>();
  private final Set<Long> metAhead = new HashSet<>();
  private long next;
  private long madeBefore;
  private long metBefore;
  private long limit;

  /**
   * A dispatcher that has handed out nothing yet.
   *
   * @param firstShard the first to make
   * @param endShard the one after the last; {@link Long#MAX_VALUE} for an endless run
   * @param limit the first that may not be made yet; {@link Long#MAX_VALUE} without back-pressure
   */
  public ShardDispatcher(long firstShard, long endShard, long limit) {
    this.next = firstShard;
    this.madeBefore = firstShard;
    this.metBefore = firstShard;
    this.endShard = endShard;
    this.limit = limit;
  }

  /** Moves the limit; shards handed out beyond a lower one stay so. */
  public void limit(long shard) {
    limit = shard;
  }

  /** Goes back: every shard from this one on is looked at again, but for those in the making. */
  public void rewind(long shard) {
    if (shard < madeBefore) {
      metBefore = Math.max(metBefore, madeBefore);
      metAhead.addAll(madeAhead);
      metAhead.removeIf(met -> met < metBefore);
      next = shard;
      madeBefore = shard;
      madeAhead.clear();
      again.tailSet(shard).clear(); // they come in their turn
    }
  }

  /** Whether a shard was there already when the run went back: to find it there is no news. */
  public boolean isMet(long shard) {
    return shard < metBefore || metAhead.contains(shard);
  }

  /** Goes forward: nobody needs the shards below any more. */
  public void skip(long shard) {
    again.headSet(shard).clear();
    if (shard > madeBefore) {
      madeBefore = shard;
      next = Math.max(next, shard);
      madeAhead.removeIf(ahead -> ahead < shard);
      moveMadeBefore();
    }
  }

  /** Has a shard made again that was handed out before and is lost or damaged. */
  public void again(long shard) {
    if ((shard < next || madeAhead.contains(shard)) && !handedOut.contains(shard)) {
      again.add(shard);
    }
  }

  /** The next shard to make; empty if there is no credit, or none is left. */
  public OptionalLong next() {
    long end = Math.min(limit, endShard);
    if (!again.isEmpty() && again.first() < end) {
      long lost = again.pollFirst();
      handedOut.add(lost);
      return OptionalLong.of(lost);
    }
    while (handedOut.contains(next) || madeAhead.contains(next)) {
      next++; // in the making, or made, since the run went back
    }
    if (next >= end) {
      return OptionalLong.empty();
    }
    handedOut.add(next);
    return OptionalLong.of(next++);
  }

  /** Takes note that a shard is there. */
  public void made(long shard) {
    handedOut.remove(shard);
    if (shard >= madeBefore) {
      madeAhead.add(shard);
    }
    moveMadeBefore();
  }

  private void moveMadeBefore() {
    while (madeAhead.remove(madeBefore)) {
      madeBefore++;
    }
    next = Math.max(next, madeBefore);
  }

  /** All shards below are there, but for those to be made again. */
  public long madeBefore() {
    return madeBefore;
  }

  /** Whether all shards of the run are there. */
  public boolean isComplete() {
    return madeBefore >= endShard && again.isEmpty() && handedOut.isEmpty();
  }
}
