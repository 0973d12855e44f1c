package org.powdermill.tests.architecture.broken.tools;

import com.sun.jna.Pointer;

/** Breaks: only symmetry.spglib imports JNA. */
public final class KnowsJna {
  Pointer pointer;
}
