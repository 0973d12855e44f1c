package org.powdermill.generation;

import org.powdermill.crystal.Element;
import org.powdermill.symmetry.WyckoffPosition;

/**
 * An element on a Wyckoff position.
 *
 * @param element the element, which fills the position
 * @param position the position
 * @param x what stands for x in the position's coordinate triplets
 * @param y what stands for y
 * @param z what stands for z
 */
public record OccupiedPosition(
    Element element, WyckoffPosition position, double x, double y, double z) {}
