package org.powdermill.production.scaling;

/**
 * What a run of the model showed, in the time after its beginning. Shares are of 1.
 *
 * @param ranks number of ranks
 * @param seconds virtual time looked at
 * @param madePerSecond diffractograms written
 * @param trainedPerSecond diffractograms that the consumer trained on; 0 without one
 * @param ranksWaiting share of their time that threads of ranks had no task
 * @param trainerWaiting share of its time that the consumer waited for a shard; 0 without one
 * @param making share of the time that threads of ranks made shards
 * @param bandwidth share of the file system's bandwidth in use
 * @param metadata share of the time that operations on names took
 * @param rankZero share of the time that rank 0 was busy with messages
 * @param reading share of the time that the consumer read, checked and decoded shards
 * @param mostShards the most shards on the disk at a time since the beginning; those in the making
 *     count
 * @param bottleneck what holds the run up
 */
public record Throughput(
    int ranks,
    double seconds,
    double madePerSecond,
    double trainedPerSecond,
    double ranksWaiting,
    double trainerWaiting,
    double making,
    double bandwidth,
    double metadata,
    double rankZero,
    double reading,
    long mostShards,
    Bottleneck bottleneck) {}
