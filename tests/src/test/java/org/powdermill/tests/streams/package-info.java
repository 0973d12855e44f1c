/** Producers and consumers of a stream as processes of their own, and what happens to them. */
package org.powdermill.tests.streams;
