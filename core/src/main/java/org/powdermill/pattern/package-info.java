/**
 * Measured powder patterns: the files that instruments and programs write, other wavelengths,
 * resampling, background.
 */
package org.powdermill.pattern;
