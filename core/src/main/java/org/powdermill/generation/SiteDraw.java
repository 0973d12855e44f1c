package org.powdermill.generation;

import org.powdermill.crystal.Element;
import org.powdermill.symmetry.WyckoffPosition;

/** An element on a Wyckoff position, its free coordinates not yet drawn. */
record SiteDraw(Element element, WyckoffPosition position) {}
