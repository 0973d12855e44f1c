/**
 * Streams whose programs are killed, stopped and starved of disk, each a JVM of its own: nothing is
 * lost, nothing comes twice, and what is half done is never seen.
 */
package org.powdermill.tests.faults;
