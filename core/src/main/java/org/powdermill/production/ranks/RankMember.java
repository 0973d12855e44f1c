package org.powdermill.production.ranks;

/**
 * A process of a run.
 *
 * @param rank its number, from 0
 * @param pid its process id on its host
 * @param host name of the machine
 */
public record RankMember(int rank, long pid, String host) {

  /** {@code rank 3 on node7, pid 4711}. */
  @Override
  public String toString() {
    return "rank %d on %s, pid %d".formatted(rank, host, pid);
  }
}
