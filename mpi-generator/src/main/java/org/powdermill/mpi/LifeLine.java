package org.powdermill.mpi;

import java.util.List;
import java.util.OptionalInt;
import org.powdermill.production.ranks.RankException;
import org.powdermill.production.ranks.RankMember;

/** What tells a rank how the others are. Safe for concurrent use. */
interface LifeLine {

  /** This rank. */
  RankMember self();

  /** All ranks; only rank 0 knows them. */
  List<RankMember> members();

  /**
   * Does nothing as long as all ranks are well.
   *
   * @throws RankException if one is not
   */
  void check();

  /**
   * Tells the others where the niodev of this rank listens, and waits for theirs.
   *
   * @return what niodev wants to read
   * @throws RankException if a rank is lost meanwhile
   */
  String exchangePorts(int writePort, int readPort);

  /** Whether a rank was told to stop. */
  boolean stopWanted();

  /** Asks all to stop. */
  void wishStop();

  /** Ends all ranks; returns what this one ends with. */
  RankException abort(int status, String message);

  /** At rank 0: lets all others leave. */
  void dismiss(int status);

  /** What rank 0 has said to leave with. */
  OptionalInt dismissed();

  /** Leaves in order; rank 0 waits some seconds for the others. */
  void close();
}
