/**
 * MPJ Express ranks that manufacture diffractograms.
 *
 * <p>Two nets join the ranks. MPI carries the work: statistics, settings, tasks and reports. The
 * life line, one TCP connection from each rank to rank 0, tells who is alive, because MPI alone
 * hangs when a peer dies: it brings the ranks together before MPI starts, and ends all of them when
 * one is lost.
 */
package org.powdermill.mpi;
