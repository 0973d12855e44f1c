/** Test sets: real, resampled, synthetic and measured diffractograms as one shard each. */
package org.powdermill.testset;
