package org.powdermill.hdf5.stream;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the other side of a stream: what its last owner says, and for how long it has shown no
 * life. Life is a counter that changes under our eyes; what is found at first may be long dead. For
 * one thread at a time.
 *
 * @param <S> what an owner of the other side says of itself
 */
public final class PeerWatch<S> {

  private static final Logger LOG = LoggerFactory.getLogger(PeerWatch.class);

  private final StreamAccess access;
  private final StreamSide<S> side;
  private Optional<OwnerState<S>> last = Optional.empty();
  private boolean looked;
  private long epoch;
  private long lastLife;
  private long greeted;

  /** Begins to watch. */
  public PeerWatch(StreamAccess access, StreamSide<S> side) {
    this.access = access;
    this.side = side;
    this.lastLife = access.clock().nanoTime();
  }

  /** What the last owner says now; that of an earlier one while it has said nothing. */
  public Optional<OwnerState<S>> look() {
    epoch = access.latestEpoch(side, epoch);
    Optional<OwnerState<S>> now = epoch == 0 ? Optional.empty() : access.state(side, epoch);
    if (now.isPresent()) {
      if (looked && isNew(now.get())) {
        lastLife = access.clock().nanoTime();
        greet(now.get());
      }
      last = now;
    }
    looked = true;
    return last;
  }

  /** Says who has come; of this very process, as in a model of a cluster, nobody need be told. */
  private void greet(OwnerState<S> living) {
    if (living.head().epoch() > greeted) {
      greeted = living.head().epoch();
      if (!living.process().equals(ProcessIdentity.current())) {
        LOG.info("{} {} has joined: {}", side, greeted, living.process());
      }
    }
  }

  private boolean isNew(OwnerState<S> now) {
    return last.isEmpty()
        || last.get().head().epoch() != now.head().epoch()
        || last.get().head().counter() != now.head().counter();
  }

  /** For how long it has shown no life, or for how long we have been watching. */
  public Duration silence() {
    return access.clock().since(lastLife);
  }
}
