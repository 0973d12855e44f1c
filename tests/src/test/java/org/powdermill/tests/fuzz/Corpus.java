package org.powdermill.tests.fuzz;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Good files to begin with: of the folder {@code ../shared}, and of the repository. */
final class Corpus {

  /** Longer ones are cut: most faults lie in headers, and time goes by the length. */
  private static final int LONGEST = 50_000;

  private final Path root;
  private final Path shared;

  /**
   * A corpus.
   *
   * @param root of the repository
   * @param shared the folder beside it; need not exist
   */
  Corpus(Path root, Path shared) {
    this.root = root;
    this.shared = shared;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A file of the repository. */
  byte[] ofRepository(String name) {
    return bytes(root.resolve(name));
  }

  /** Measured patterns whose names end so, cut short. */
  List<byte[]> measured(String ending) {
    return files(shared.resolve("measured/formats"), name -> name.endsWith(ending));
  }

  /** CIFs of the examples, and some of each archive. */
  List<byte[]> cifs() {
    List<byte[]> all = files(root.resolve("docs/examples"), name -> name.endsWith(".cif"));
    all.addAll(files(shared.resolve("measured/iucr"), name -> name.endsWith(".cif")));
    for (String archive : List.of("cod", "3dsc", "openchemistry")) {
      all.addAll(entries(shared.resolve("structures/cifs/" + archive + ".tar.zst"), 60));
    }
    return all;
  }

  /** Some lines of the table of structures. */
  List<byte[]> structures() {
    Path table = shared.resolve("structures/structures.jsonl.gz");
    List<byte[]> lines = new ArrayList<>();
    if (Files.exists(table)) {
      try (InputStream file = Files.newInputStream(table);
          Stream<String> text =
              new String(new GZIPInputStream(file).readNBytes(4 << 20), StandardCharsets.UTF_8)
                  .lines()) {
        List<String> all = text.toList();
        for (int i = 0; i + 1 < all.size() && lines.size() < 100; i += 17) {
          lines.add(utf8(all.get(i) + "\n" + all.get(i + 1) + "\n"));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return lines;
  }

  private static List<byte[]> files(Path folder, Predicate<String> wanted) {
    List<byte[]> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          if (wanted.test(file.getFileName().toString())) {
            found.add(cut(bytes(file)));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  private static List<byte[]> entries(Path archive, int most) {
    List<byte[]> found = new ArrayList<>();
    if (!Files.exists(archive)) {
      return found;
    }
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new ZstdInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry();
          entry != null && found.size() < most;
          entry = tar.getNextEntry()) {
        if (entry.isFile() && entry.getSize() < LONGEST) {
          found.add(tar.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** A cut at the end of a line leaves text that can be read. */
  private static byte[] cut(byte[] content) {
    if (content.length <= LONGEST) {
      return content;
    }
    int end = LONGEST;
    while (end > 0 && content[end - 1] != '\n') {
      end--;
    }
    return java.util.Arrays.copyOf(content, end);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
