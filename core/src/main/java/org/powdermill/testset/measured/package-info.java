/** Measured powder patterns with known space groups. */
package org.powdermill.testset.measured;
