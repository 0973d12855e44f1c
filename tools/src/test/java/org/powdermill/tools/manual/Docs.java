package org.powdermill.tools.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** The project's pages in Markdown, read as CommonMark. */
public final class Docs {

  /** The project's folder. */
  static final Path PROJECT =
      Path.of(System.getProperty("powdermill.root", "..")).toAbsolutePath().normalize();

  private static final Parser PARSER = Parser.builder().build();

  private Docs() {}

  /** Those that a reader of the project finds. */
  public static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String name : List.of("README", "CHANGELOG", "CONTRIBUTING", "SECURITY")) {
      pages.add(PROJECT.resolve(name + ".md"));
    }
    try (Stream<Path> files = Files.walk(PROJECT.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  /** A page. */
  public static Node read(Path page) throws IOException {
    return PARSER.parse(Files.readString(page));
  }

  /** Targets of links and pictures. */
  static List<String> targets(Node page) {
    List<String> targets = new ArrayList<>();
    page.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            targets.add(link.getDestination());
            visitChildren(link);
          }

          @Override
          public void visit(Image image) {
            targets.add(image.getDestination());
            visitChildren(image);
          }
        });
    return targets;
  }

  /** Names of the headings, as code hosts make them: GitHub's rule. */
  static Set<String> anchors(Node page) {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    page.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            String anchor =
                text(heading)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
          }
        });
    return anchors;
  }

  private static String text(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak part) {
            text.append(' ');
          }

          @Override
          public void visit(HardLineBreak part) {
            text.append(' ');
          }
        });
    return text.toString();
  }

  /** Pieces of code: blocks for a shell, and those in the running text. */
  static List<String> code(Node page) {
    List<String> pieces = new ArrayList<>();
    shellBlocks(page, pieces::add);
    page.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Code code) {
            pieces.add(code.getLiteral());
          }
        });
    return pieces;
  }

  /** Blocks of code in no other language than that of a shell. */
  public static void shellBlocks(Node page, Consumer<String> take) {
    page.accept(
        new AbstractVisitor() {
          @Override
          public void visit(IndentedCodeBlock block) {
            take.accept(block.getLiteral());
          }

          @Override
          public void visit(FencedCodeBlock block) {
            if (List.of("", "sh", "bash").contains(block.getInfo())) {
              take.accept(block.getLiteral());
            }
          }
        });
  }
}
