package org.powdermill.hdf5.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FailurePoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One side of a stream in the hands of one process.
 *
 * <p>An owner has a folder {@code owner-<epoch>}, prepared with its first state under another name
 * and renamed, which only one can do; it publishes its state there, with a counter that grows.
 * Whoever comes later looks at the owner before: one that left, or whose process has ended for
 * certain, is followed at once; else the newcomer watches the counter by its own clock, refuses to
 * begin if it changes, and takes over if it does not for {@link Timing#staleAfter}. The highest
 * epoch wins: an owner that was only asleep finds the later folder before it changes anything that
 * others see ({@link StreamAccess#ownedBy}).
 *
 * <p>Safe for concurrent use.
 *
 * @param <S> what an owner of this side says of itself
 */
public final class StreamOwner<S> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamOwner.class);

  private static final Pattern PREPARED = Pattern.compile("\\.owner-(\\d{1,15})\\.");
  private static final Duration LOOK = Duration.ofSeconds(1);

  /**
   * How often an owner shows life, and when it is taken for dead.
   *
   * @param shortest time between two states, at least
   * @param heartbeat time between two states, at most
   * @param staleAfter an owner that shows no life for so long is followed by another; much longer
   *     than a heartbeat
   */
  public record Timing(Duration shortest, Duration heartbeat, Duration staleAfter) {

    /** Each 0.2 s at most and 10 s at least; dead after 3 minutes. */
    public static final Timing DEFAULT =
        new Timing(Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofMinutes(3));
  }

  private final StreamAccess access;
  private final StreamSide<S> side;
  private final Timing timing;
  private final long epoch;
  private final ProcessIdentity process;
  private final AtomicFile.Saving saving = AtomicFile.saving();

  private long counter;
  private String phase;
  private String lastError;
  private S state;
  private boolean changed;
  private long written;
  private boolean left;

  private StreamOwner(
      StreamAccess access,
      StreamSide<S> side,
      Timing timing,
      long epoch,
      ProcessIdentity process,
      String phase,
      S state) {
    this.phase = phase;
    this.state = state;
    this.access = access.ownedBy(side, epoch);
    this.side = side;
    this.timing = timing;
    this.epoch = epoch;
    this.process = process;
  }

  /**
   * Becomes the owner of a side; may wait as long as an owner before is not known to be dead.
   *
   * @param phase what it does first, a word or two
   * @param state what it says of itself first
   * @param stop whether to give up waiting
   * @return empty if it was stopped
   * @throws StreamException if another owner is alive
   */
  public static <S> Optional<StreamOwner<S>> claim(
      StreamAccess access,
      StreamSide<S> side,
      Timing timing,
      String phase,
      S state,
      BooleanSupplier stop) {
    ProcessIdentity process = ProcessIdentity.current();
    access.createFolders(access.folder().root().resolve(side.name()));
    long previous = access.latestEpoch(side, 0);
    while (!stop.getAsBoolean()) {
      if (previous > 0 && !isOver(access, side, previous, process, timing, stop)) {
        continue;
      }
      StreamOwner<S> owner =
          new StreamOwner<>(access, side, timing, previous + 1, process, phase, state);
      if (owner.begin(access)) {
        return Optional.of(owner);
      }
      previous = access.latestEpoch(side, previous + 1);
    }
    return Optional.empty();
  }

  /**
   * Whether an owner has ended; false if stopped while waiting for that. On a file system that
   * shows late what another machine wrote, a dead owner may seem to move at first: what changes in
   * the first third of the time is no life yet, but for an owner on this machine.
   */
  private static <S> boolean isOver(
      StreamAccess access,
      StreamSide<S> side,
      long epoch,
      ProcessIdentity observer,
      Timing timing,
      BooleanSupplier stop) {
    long begin = access.clock().nanoTime();
    long lastChange = begin;
    Optional<OwnerState<S>> before = access.state(side, epoch);
    boolean told = false;
    while (!stop.getAsBoolean()) {
      Optional<OwnerState<S>> now = access.state(side, epoch);
      if (access.outcome(side, epoch).isPresent()
          || now.filter(state -> state.process().hasEnded(observer)).isPresent()) {
        return true;
      }
      if (counter(now) != counter(before)) {
        lastChange = access.clock().nanoTime();
        boolean late = access.clock().since(begin).multipliedBy(3).compareTo(timing.staleAfter) < 0;
        if (!late || now.orElseThrow().process().isNear(observer)) {
          throw new StreamException(
              "another %s of %s is alive: %s; stop it first, or choose another folder"
                  .formatted(side, access.folder().root(), now.orElseThrow().process()));
        }
        before = now;
      }
      if (access.clock().since(lastChange).compareTo(timing.staleAfter) >= 0) {
        return true;
      }
      if (!told) {
        told = true;
        LOG.info(
            "{} {} of {} has not said that it left: waiting up to {} s for a sign of life",
            side,
            epoch,
            access.folder().root(),
            timing.staleAfter.toSeconds());
      }
      Waiting.sleep(access.clock(), LOOK);
    }
    return false;
  }

  private static long counter(Optional<? extends OwnerState<?>> state) {
    return state.map(OwnerState::head).map(OwnerState.Head::counter).orElse(-1L);
  }

  /** Number of this owner. */
  public long epoch() {
    return epoch;
  }

  /** The stream as this owner may change it. */
  public StreamAccess access() {
    return access;
  }

  /**
   * Says what it is doing; written at once if there is something new and the last time is long
   * enough ago.
   *
   * @param teller asked one at a time, so that no older state follows a newer one
   * @throws OwnershipLostException if there is a later owner
   */
  public synchronized void say(String newPhase, Supplier<S> teller) {
    S newState = teller.get();
    changed = changed || !newPhase.equals(phase) || !newState.equals(state);
    phase = newPhase;
    state = newState;
    beat();
  }

  /** Says what it is doing, without delay. */
  public synchronized void sayNow(String newPhase, Supplier<S> teller) {
    phase = newPhase;
    state = teller.get();
    write();
  }

  /** Takes note of something that went wrong and was put right. */
  public synchronized void lastError(String line) {
    lastError = line.length() > 4000 ? line.substring(0, 4000) : line;
    changed = true;
  }

  /** Writes what is still to be said, or shows life, where it is time. */
  public synchronized void beat() {
    Duration pause = access.clock().since(written);
    if (!left
        && (pause.compareTo(timing.heartbeat()) >= 0
            || (changed && pause.compareTo(timing.shortest()) >= 0))) {
      write();
    }
  }

  /**
   * Takes the folder of this owner, with a state in it from the first moment on: who finds the
   * folder can tell whose it is, and whether that process lives.
   *
   * @return whether it was free
   */
  private synchronized boolean begin(StreamAccess unowned) {
    boolean claimed = false;
    try {
      FailurePoint.OWNER_BEFORE.passed();
      counter++;
      Path file = unowned.folder().state(side, epoch);
      claimed = unowned.claim(file.getParent(), file, StreamJson.bytes(whole()));
      written = access.clock().nanoTime();
      if (claimed) {
        FailurePoint.OWNER_AFTER.passed();
        deleteUnfinished();
      }
      return claimed;
    } catch (RuntimeException e) {
      claimed = false;
      throw e;
    } finally {
      if (!claimed) {
        close();
      }
    }
  }

  /** What owners before had not finished when they were killed. */
  private void deleteUnfinished() {
    StreamFolder folder = access.folder();
    for (Path file : access.list(folder.root().resolve(side.name()))) {
      if (AtomicFile.isTemporary(file) && isOfNoLater(file)) {
        access.list(file).forEach(access::delete);
        access.delete(file);
      }
    }
    boolean tidy = false;
    for (long before = epoch - 1; before > 0 && !tidy; before--) {
      access.deleteUnfinished(folder.owner(side, before));
      tidy = access.outcome(side, before).isPresent(); // it did the same when it began
    }
  }

  /**
   * Whether a folder was prepared for an owner up to this one, which nobody can become any more.
   */
  private boolean isOfNoLater(Path prepared) {
    Matcher number = PREPARED.matcher(prepared.getFileName().toString());
    return number.lookingAt() && Long.parseLong(number.group(1)) <= epoch;
  }

  private OwnerState<S> whole() {
    return new OwnerState<>(
        new OwnerState.Head(
            side.format(), StreamJson.VERSION, epoch, counter, phase, now(), lastError),
        process,
        state);
  }

  private void write() {
    counter++;
    OwnerState<S> whole = whole();
    FailurePoint.STATE_BEFORE_WRITE.passed();
    AtomicFile.write(
        access.storage(),
        access.folder().state(side, epoch),
        temporary -> {
          access.storage().create(temporary, StreamJson.bytes(whole));
          FailurePoint.STATE_BEFORE_RENAME.passed();
        });
    FailurePoint.STATE_AFTER_RENAME.passed();
    changed = false;
    written = access.clock().nanoTime();
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /**
   * Leaves, so that another may follow at once.
   *
   * @param status exit status
   * @param line what the user is told
   */
  public synchronized void leave(int status, String newPhase, String line) {
    if (left) {
      return;
    }
    phase = newPhase;
    write();
    left = true;
    access.write(
        access.folder().outcome(side, epoch),
        StreamJson.bytes(new OwnerOutcome(status, line, now())));
    saving.close();
  }

  /** Ends it. Without {@link #leave} before, it looks as if the process had crashed. */
  @Override
  public void close() {
    saving.close();
  }
}
