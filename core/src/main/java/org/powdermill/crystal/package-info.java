/** Elements, sites and crystals: an asymmetric unit, its lattice and its symmetry operations. */
package org.powdermill.crystal;
