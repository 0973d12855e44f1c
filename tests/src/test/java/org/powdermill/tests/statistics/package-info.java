/** Statistics of the whole shared structures. */
package org.powdermill.tests.statistics;
