/** Random crystals from the symmetry of the space groups, and their diffractograms. */
package org.powdermill.generation;
