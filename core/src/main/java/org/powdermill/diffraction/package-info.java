/** From a crystal to its peaks, and from peaks to a diffractogram. */
package org.powdermill.diffraction;
