package org.powdermill.tools.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Links from a page to files of a run, relative, so that both can move together. */
final class PageLinks {

  private final Path root;
  private final Path pageFolder;

  PageLinks(Path root, Path page) {
    this.root = root.toAbsolutePath().normalize();
    this.pageFolder = page.toAbsolutePath().normalize().getParent();
  }

  /**
   * Where a name below the run's folder lies, seen from the page; with %-signs for odd characters.
   */
  String to(String name) {
    String path = pageFolder.relativize(root.resolve(name)).toString();
    try {
      // "./" keeps a colon in the first name from being taken for a scheme.
      return new URI(null, null, "./" + path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("every path can be quoted: " + path, e);
    }
  }
}
