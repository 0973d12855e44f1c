/** Synthetic crystals and their diffractograms, driven from outside. */
package org.powdermill.tests.generation;
