/** Streams from the producer to the consumer, in one JVM, on a disk that a test can spoil. */
package org.powdermill.tests.streams;
