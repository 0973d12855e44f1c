package org.powdermill.tools;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names for the files of each crystal: {@code <stem>} of the CIF, {@code <stem>-<block>} where a
 * CIF holds several crystals, and {@code -2}, {@code -3}, ... behind a name that is taken.
 *
 * <p>Letters, digits, dots, hyphens, underscores and plus signs stay, anything else becomes an
 * underscore; a name has at most 100 characters and begins with no dot.
 */
final class FileStems {

  private static final int MAX_LENGTH = 100;

  private final Set<String> taken = new HashSet<>();

  /** With names that no crystal gets. */
  FileStems(Collection<String> reserved) {
    taken.addAll(reserved);
  }

  /**
   * A name that no other crystal has.
   *
   * @param source path of the CIF, or archive and entry joined by an exclamation mark
   * @param block the data block where the CIF holds several crystals, else empty
   */
  String next(String source, String block) {
    String stem = stem(source);
    String name = sanitised(block.isEmpty() ? stem : stem + "-" + block);
    String free = name;
    for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
      free = name + "-" + i;
    }
    return free;
  }

  private static String stem(String source) {
    String path = source.substring(source.lastIndexOf('!') + 1);
    Path fileName = Path.of(path.replace('\0', '_')).getFileName();
    return fileName == null ? "" : fileName.toString().replaceFirst("(?i)\\.cif(\\.\\w+)?$", "");
  }

  private static String sanitised(String name) {
    String safe = name.replaceAll("[^\\p{L}\\p{N}._+-]", "_").replaceFirst("^\\.+", "");
    int end = Math.min(safe.length(), MAX_LENGTH);
    return safe.isEmpty() ? "crystal" : safe.substring(0, end);
  }
}
