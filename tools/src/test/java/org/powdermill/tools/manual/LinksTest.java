package org.powdermill.tools.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Links of the project's pages lead somewhere. Those to other places are looked at, not followed.
 */
class LinksTest {

  @TempDir Path folder;

  @Test
  void everyLinkInsideTheProjectLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : Docs.pages()) {
      for (String target : Docs.targets(Docs.read(page))) {
        fault(Docs.PROJECT, page, target)
            .ifPresent(
                fault ->
                    broken.add(
                        "%s: %s: %s".formatted(Docs.PROJECT.relativize(page), target, fault)));
      }
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void everyPageIsReachedFromTheTableOfContents() throws IOException {
    Path contents = Docs.PROJECT.resolve("docs/README.md");
    Set<Path> reached = new HashSet<>(List.of(contents));
    Deque<Path> next = new ArrayDeque<>(reached);
    while (!next.isEmpty()) {
      Path page = next.pop();
      for (String target : Docs.targets(Docs.read(page))) {
        Path other = page.resolveSibling(target.replaceFirst("#.*", "")).normalize();
        if (target.matches("[^:]+\\.md(#.*)?") && reached.add(other)) {
          next.add(other);
        }
      }
    }

    assertThat(reached).containsAll(Docs.pages());
  }

  /** Under its title each page links to the one before, to the book, and to the next. */
  @Test
  void pagesAreLinkedInTheOrderOfTheTableOfContents() throws IOException {
    Path docs = Docs.PROJECT.resolve("docs");
    List<String> order = contents();
    for (int i = 0; i < order.size(); i++) {
      List<String> wanted = new ArrayList<>();
      if (i > 0) {
        wanted.add(order.get(i - 1));
      }
      wanted.add("README.md");
      wanted.add(i + 1 < order.size() ? order.get(i + 1) : "commands/README.md");
      String line = Files.readAllLines(docs.resolve(order.get(i))).get(2);

      assertThat(line).as(order.get(i)).contains("[The book](README.md)");
      for (String target : wanted) {
        assertThat(line).as(order.get(i)).contains("](%s)".formatted(target));
      }
    }
  }

  /** Pages in reading order; those of the commands come last and have a list of their own. */
  private static List<String> contents() throws IOException {
    List<String> order = new ArrayList<>();
    for (String line : Files.readAllLines(Docs.PROJECT.resolve("docs/README.md"))) {
      Matcher entry = Pattern.compile("- \\[[^]]+\\]\\(([a-z-]+\\.md)\\).*").matcher(line);
      if (entry.matches()) {
        order.add(entry.group(1));
      }
    }
    assertThat(order).hasSizeGreaterThan(15);
    return order;
  }

  @Test
  void brokenLinksAreFound() throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(folder.resolve("other.md"), "# A `b` (c)\n\n## Twice\n\n## Twice\n");
    Files.writeString(page, "# Here\n");

    for (String good :
        List.of("other.md", "other.md#a-b-c", "other.md#twice-1", "#here", "https://a.b/c")) {
      assertThat(fault(folder, page, good)).as(good).isEmpty();
    }
    for (String bad :
        List.of(
            "missing.md",
            "other.md#missing",
            "#there",
            "../page.md",
            "https://",
            "http://a b",
            "mailto:")) {
      assertThat(fault(folder, page, bad)).as(bad).isPresent();
    }
  }

  private static Optional<String> fault(Path root, Path page, String target) throws IOException {
    if (target.matches("[a-z]+:.*")) {
      return isAddress(target) ? Optional.empty() : Optional.of("no address");
    }
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!file.startsWith(root)) {
      return Optional.of("leads out of the project");
    }
    if (!Files.exists(file)) {
      return Optional.of("no such file");
    }
    return parts.length == 1 || Docs.anchors(Docs.read(file)).contains(parts[1])
        ? Optional.empty()
        : Optional.of("no such heading");
  }

  private static boolean isAddress(String target) {
    try {
      URI address = new URI(target);
      return "https".equals(address.getScheme()) && address.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
