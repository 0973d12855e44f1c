/**
 * MPJ Express ranks that manufacture diffractograms: nothing here yet. Work distribution,
 * back-pressure and shard production come with the streaming of shards.
 */
package org.powdermill.mpi;
