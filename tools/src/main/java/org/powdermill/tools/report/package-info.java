/** One page in HTML on a run's folder: what was run, how it learned, what it knows. */
package org.powdermill.tools.report;
