/** Real ranks, each a JVM of its own: what they make, and how they end. */
package org.powdermill.tests.ranks;
