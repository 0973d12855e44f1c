package org.powdermill.production;

import java.util.Optional;

/**
 * What became of a task.
 *
 * @param worker who had it
 * @param task which
 * @param made whether the shard was made; else it stood there whole
 * @param fault what was wrong with the one that stood there and was set aside
 * @param workingSeconds time for this task
 * @param waitingSeconds time without a task before it
 */
public record ShardReport(
    int worker,
    ShardTask task,
    boolean made,
    Optional<String> fault,
    double workingSeconds,
    double waitingSeconds) {}
