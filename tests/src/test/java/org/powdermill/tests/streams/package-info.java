/**
 * Streams from the producer to the consumer, in one JVM, on a disk that a test can spoil; and a
 * consumer that is a process of its own.
 */
package org.powdermill.tests.streams;
