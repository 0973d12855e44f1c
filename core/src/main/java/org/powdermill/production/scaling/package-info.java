/**
 * How a run scales: a discrete-event model of a cluster that runs the real dispatcher of shards
 * with virtual ranks, and plans made with it.
 */
package org.powdermill.production.scaling;
