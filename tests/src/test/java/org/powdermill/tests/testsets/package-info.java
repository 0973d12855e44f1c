/** Test sets of the shared structures and measurements, against other programs and readers. */
package org.powdermill.tests.testsets;
