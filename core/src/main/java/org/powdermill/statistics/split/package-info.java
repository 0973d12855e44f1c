/** The two sides of a database: what the statistics see, and what is held out for tests. */
package org.powdermill.statistics.split;
