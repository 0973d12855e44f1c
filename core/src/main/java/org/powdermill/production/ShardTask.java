package org.powdermill.production;

/**
 * A shard that is to be there.
 *
 * @param shard its number
 * @param rows number of its diffractograms, at most the shard size
 */
public record ShardTask(long shard, int rows) {}
