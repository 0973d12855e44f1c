package org.powdermill.production.ranks;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.powdermill.production.Workers;

/**
 * The ranks of a run, connected, as one of them sees them. One thread uses it, but for {@link
 * #wishStop}.
 *
 * <p>Every method may throw a {@link RankException}: a rank was lost, has failed or disagrees, and
 * this process is to end; should it not do so within seconds, it is ended.
 */
public interface RankGroup {

  /** Number of this rank. */
  int rank();

  /** All ranks in their order; only rank 0 knows them. */
  List<RankMember> members();

  /** Bytes of rank 0, at every rank. */
  byte[] broadcast(Supplier<byte[]> ofRankZero);

  /**
   * Makes sure that all ranks mean the same run.
   *
   * @param run what this rank was told, by name; the texts are compared with those of rank 0
   * @throws RankException if a rank was told something else: the message says what differs
   */
  void agree(SortedMap<String, String> run);

  /**
   * All ranks as workers; for rank 0 alone. Worker r is rank r.
   *
   * @param own rank 0's own
   */
  Workers workers(Workers own);

  /**
   * Works through the tasks that rank 0 grants, until it says that the run is over; for all but
   * rank 0.
   *
   * @param own what does the work; its first worker is used
   * @return exit status that all ranks leave with
   */
  int work(Workers own);

  /** Whether all ranks are to stop, as one of them was told to. */
  boolean stopWanted();

  /** Asks all ranks to stop. */
  void wishStop();

  /**
   * Ends all ranks because of an error of this one.
   *
   * @param status their exit status
   * @param cause one line
   * @return what this process ends with
   */
  RankException abort(int status, String cause);

  /** Lets all ranks leave in order; rank 0 calls it, the others learn of it in {@link #work}. */
  void leave(int status);
}
