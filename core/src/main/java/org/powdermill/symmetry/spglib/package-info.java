/**
 * spglib (libsymspg) through JNA: the only package that calls native code of the search.
 *
 * <p>A. Togo, K. Shinohara and I. Tanaka, Spglib: a software library for crystal symmetry search,
 * Science and Technology of Advanced Materials: Methods 4 (2024) 2384822.
 */
package org.powdermill.symmetry.spglib;
