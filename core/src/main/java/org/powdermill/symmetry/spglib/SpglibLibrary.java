package org.powdermill.symmetry.spglib;

import com.sun.jna.Native;
import java.util.List;
import org.powdermill.symmetry.SymmetrySearchException;

/**
 * Finds and loads libsymspg: where the property {@code powdermill.spglib} or the environment
 * variable {@code POWDERMILL_SPGLIB} says (a path or a library name), else where the system keeps
 * its libraries.
 *
 * @param functions the loaded library
 * @param version its version, such as {@code 2.0.2}
 */
record SpglibLibrary(SpglibFunctions functions, String version) {

  static final String PROPERTY = "powdermill.spglib";
  static final String ENVIRONMENT = "POWDERMILL_SPGLIB";

  private static final List<String> USUAL_NAMES = List.of("symspg", "libsymspg.so.1");

  private static final String REMEDY =
      "install it (apt-get install libsymspg1) or name it by "
          + ENVIRONMENT
          + "=/path/libsymspg.so";

  static SpglibLibrary load() {
    String named = System.getProperty(PROPERTY, System.getenv(ENVIRONMENT));
    boolean byUser = named != null && !named.isBlank();
    UnsatisfiedLinkError missing = null;
    for (String name : byUser ? List.of(named) : USUAL_NAMES) {
      try {
        return checked(Native.load(name, SpglibFunctions.class), name);
      } catch (UnsatisfiedLinkError e) {
        missing = e;
      }
    }
    throw new SymmetrySearchException(
        "spglib, which finds space groups, cannot be loaded%s: %s"
            .formatted(byUser ? " from '" + named + "'" : "", REMEDY),
        missing);
  }

  private static SpglibLibrary checked(SpglibFunctions functions, String name) {
    int major = functions.spg_get_major_version();
    int minor = functions.spg_get_minor_version();
    String version = "%d.%d.%d".formatted(major, minor, functions.spg_get_micro_version());
    if (!isKnown(major, minor)) {
      throw new SymmetrySearchException(
          "'%s' is spglib %s, but its versions 1.16 to 2.x are the ones known here: %s"
              .formatted(name, version, REMEDY));
    }
    return new SpglibLibrary(functions, version);
  }

  /** Whether the dataset of this version is laid out as {@link SpglibDataset} says. */
  static boolean isKnown(int major, int minor) {
    return major == 2 || (major == 1 && minor >= 16);
  }
}
