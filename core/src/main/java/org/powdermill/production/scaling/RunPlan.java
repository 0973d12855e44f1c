package org.powdermill.production.scaling;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a training run would take, by the model of the cluster.
 *
 * @param diffractograms that are trained on
 * @param shards that hold them
 * @param nodes machines with generator ranks
 * @param cores generator ranks, one for each core
 * @param diffractogramsPerSecond of the whole
 * @param hours from the first to the last diffractogram
 * @param nodeHours of the generator's machines
 * @param coreHoursOfMaking what the making alone takes
 * @param peakDiskBytes of the stream at most, consumed shards deleted: lead, those read ahead,
 *     those since the last durable checkpoint
 * @param keptDiskBytes of all shards, where consumed ones are kept
 * @param writtenBytesPerSecond to the file system; as many are read
 * @param coresPerGpu the fewest that keep its waiting below {@link #WAITING}; empty where the
 *     trainer's rate is not known, or no number of cores does
 * @param coresPerThousand cores that make 1,000 diffractograms a second
 * @param trainerWaiting share of its time that the trainer waits; empty where its rate is not known
 * @param ranksWaiting share of their time that ranks wait
 * @param bottleneck what holds the run up
 */
public record RunPlan(
    long diffractograms,
    long shards,
    int nodes,
    int cores,
    double diffractogramsPerSecond,
    double hours,
    double nodeHours,
    double coreHoursOfMaking,
    long peakDiskBytes,
    long keptDiskBytes,
    double writtenBytesPerSecond,
    OptionalInt coresPerGpu,
    double coresPerThousand,
    OptionalDouble trainerWaiting,
    double ranksWaiting,
    Bottleneck bottleneck) {

  /** A trainer that waits less is fed: the share that DESIGN allows. */
  public static final double WAITING = 0.01;

  private static final long SEED = 1;
  private static final int MAX_CORES = 10_000;

  /** Shards that the trainer's reader is ahead. */
  private static final int READ_AHEAD = 1;

  /**
   * What is to be done, and with what.
   *
   * @param diffractograms to train on
   * @param trainedPerSecond diffractograms that the trainer takes; empty: as they come
   * @param nodes machines for ranks; empty: as many as feed the trainer, or one
   * @param coresPerNode of each
   * @param costs of a shard
   * @param cluster all but the number of ranks
   * @param shardsPerCheckpoint shards between two durable checkpoints
   * @param lead shards that the ranks may be ahead
   */
  public record Task(
      long diffractograms,
      OptionalDouble trainedPerSecond,
      OptionalInt nodes,
      int coresPerNode,
      ShardCosts costs,
      Cluster cluster,
      int shardsPerCheckpoint,
      long lead) {

    private Throughput with(int cores) {
      double training =
          trainedPerSecond.isPresent() ? costs.rows() / trainedPerSecond.getAsDouble() : 0;
      return ClusterModel.withConsumer(
          cluster.withRanks(cores),
          costs,
          new Consumer(training, READ_AHEAD, shardsPerCheckpoint, lead),
          SEED);
    }

    /** Shards on the disk at most: ahead of the reader, read ahead, since the checkpoint. */
    private long mostShards() {
      return lead + READ_AHEAD + 1 + shardsPerCheckpoint;
    }

    /** Cores that make what the trainer takes; 1 where that is not known. */
    private int wanted() {
      double cores = trainedPerSecond.orElse(0) / costs.rowsPerCoreSecond();
      return (int) Math.min(MAX_CORES, Math.max(1, Math.ceil(cores)));
    }

    private OptionalInt coresPerGpu() {
      if (trainedPerSecond.isEmpty()) {
        return OptionalInt.empty();
      }
      for (int cores = wanted();
          cores <= Math.min(MAX_CORES, 2L * wanted() + 2);
          cores += 1 + cores / 20) {
        if (with(cores).trainerWaiting() < WAITING) {
          return OptionalInt.of(cores);
        }
      }
      return OptionalInt.empty();
    }
  }

  /** Makes the plan. */
  public static RunPlan of(Task task) {
    ShardCosts costs = task.costs();
    OptionalInt coresPerGpu = task.coresPerGpu();
    int nodes =
        task.nodes()
            .orElseGet(
                () ->
                    (int)
                        Math.ceil(
                            (double) coresPerGpu.orElse(task.wanted()) / task.coresPerNode()));
    int cores = Math.multiplyExact(nodes, task.coresPerNode());
    Throughput run = task.with(cores);
    double rate = run.trainedPerSecond();
    double hours = task.diffractograms() / rate / 3600;
    long shards = (task.diffractograms() + costs.rows() - 1) / costs.rows();
    return new RunPlan(
        task.diffractograms(),
        shards,
        nodes,
        cores,
        rate,
        hours,
        nodes * hours,
        task.diffractograms() / costs.rowsPerCoreSecond() / 3600,
        Math.min(shards, task.mostShards()) * costs.bytes(),
        shards * costs.bytes(),
        rate * costs.bytesPerRow(),
        coresPerGpu,
        1000 / costs.rowsPerCoreSecond(),
        task.trainedPerSecond().isPresent()
            ? OptionalDouble.of(run.trainerWaiting())
            : OptionalDouble.empty(),
        run.ranksWaiting(),
        run.bottleneck());
  }
}
