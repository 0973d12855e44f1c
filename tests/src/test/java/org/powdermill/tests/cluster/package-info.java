/** Ranks as jobs of a real SLURM, on this machine alone, with the faults that clusters have. */
package org.powdermill.tests.cluster;
