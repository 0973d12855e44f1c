package org.powdermill.hdf5;

import java.nio.charset.StandardCharsets;

/** Rules of the texts in a header. */
final class HeaderText {

  private HeaderText() {}

  static void check(String name, String text) {
    if (text.isEmpty() || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("%s is empty or holds a NUL".formatted(name));
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > ShardIdentity.MAX_TEXT) {
      throw new IllegalArgumentException(
          "%s is longer than %d bytes".formatted(name, ShardIdentity.MAX_TEXT));
    }
  }
}
