/** Reads CIFs as found in the wild and compares them with other programs. */
package org.powdermill.tests.cif;
