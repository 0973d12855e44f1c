/**
 * Lattices, symmetry operations and the 230 space groups with their Wyckoff positions.
 *
 * <p>Everything here is exact: rotation parts are integer matrices, translation parts are integers
 * in units of 1/24 of a basis vector. Tables are resources with their source in the header; what
 * can be derived from a Hall symbol is derived.
 */
package org.powdermill.symmetry;
