/** Measured powder patterns with known space groups: reading, resampling, background. */
package org.powdermill.testset.measured;
