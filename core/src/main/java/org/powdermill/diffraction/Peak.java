package org.powdermill.diffraction;

/**
 * A line of a powder diffractogram.
 *
 * @param twoTheta diffraction angle 2theta, degrees
 * @param intensity integrated intensity, the largest of the diffractogram being 1
 * @param spacing interplanar spacing d, angstrom
 * @param h index of the strongest family of reflections in the peak
 * @param k index of the strongest family of reflections in the peak
 * @param l index of the strongest family of reflections in the peak
 * @param multiplicity number of reflections that fall on the peak
 */
public record Peak(
    double twoTheta, double intensity, double spacing, int h, int k, int l, int multiplicity) {}
