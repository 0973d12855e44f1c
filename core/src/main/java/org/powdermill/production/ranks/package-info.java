/** The ranks of a run as the rest of the program sees them; MPJ Express stands behind. */
package org.powdermill.production.ranks;
