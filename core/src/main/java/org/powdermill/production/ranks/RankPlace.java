package org.powdermill.production.ranks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Which rank of a run this process is, and how it finds the others.
 *
 * @param rank from 0 to size - 1
 * @param size number of ranks
 * @param job name that the ranks of one run have in common and no other run has in this folder
 * @param folder that all ranks share, where rank 0 says how it can be reached
 * @param networkInterface name of a network interface, or an address of this machine; empty for the
 *     address that the host name stands for
 * @param ports where rank 0 listens
 * @param timeout without a sign of life, after which a rank counts as lost
 * @param arrival time for all ranks to arrive
 */
public record RankPlace(
    int rank,
    int size,
    String job,
    Path folder,
    Optional<String> networkInterface,
    PortRange ports,
    Duration timeout,
    Duration arrival) {

  /** Most ranks of a run: the list of their addresses is one short message of MPJ Express. */
  public static final int MAX_RANKS = 1500;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public RankPlace {
    if (size < 1 || size > MAX_RANKS) {
      throw new IllegalArgumentException("%d ranks: want 1 to %d".formatted(size, MAX_RANKS));
    }
    if (rank < 0 || rank >= size) {
      throw new IllegalArgumentException(
          "rank %d of %d: want 0 to %d".formatted(rank, size, size - 1));
    }
    if (!job.matches("[A-Za-z0-9._-]{1,100}") || job.startsWith(".")) {
      throw new IllegalArgumentException(
          "job name %s: want letters, digits, dots, dashes and underscores".formatted(job));
    }
  }
}
