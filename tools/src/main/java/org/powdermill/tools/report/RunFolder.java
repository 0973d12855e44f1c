package org.powdermill.tools.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.files.Storage;

/**
 * The folder of a whole run, or of a training run alone; docs/reports.md names its parts.
 *
 * <p>Nothing outside of it is read: a name that leads out, a thing that is no plain file, a file
 * that is too long or no JSON is a fault that the page tells of, and the rest is read all the same.
 */
public final class RunFolder {

  /** The lines of a training run. */
  static final String METRICS = "metrics.jsonl";

  private static final int MAX_JSON_BYTES = 16 << 20;
  private static final int MAX_NAMES = 1000;
  private static final int MAX_FAULTS = 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;
  private final Path realRoot;
  private final List<String> faults = new ArrayList<>();
  private int untoldFaults;

  private RunFolder(Path root) throws IOException {
    this.root = root;
    this.realRoot = root.toRealPath();
  }

  /**
   * Opens a folder.
   *
   * @throws FileException if it is not there, or holds no part of a run
   */
  public static RunFolder open(Path root) {
    try {
      if (!Files.isDirectory(root)) {
        throw new FileException(
            "cannot read %s: there is no such folder; name that of a run".formatted(root));
      }
      RunFolder folder = new RunFolder(root);
      if (folder.training().isEmpty()
          && folder.folder("stream").isEmpty()
          && folder.folder("evaluation").isEmpty()
          && folder.folder("comparison").isEmpty()) {
        throw new FileException(
            ("%s is no folder of a run: it has no metrics.jsonl, no training/metrics.jsonl, and none of"
                    + " stream/, evaluation/, comparison/; name the folder of a run or of its training")
                .formatted(root));
      }
      return folder;
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(root, AtomicFile.reason(e)), e);
    }
  }

  /** The folder as it was named. */
  public Path root() {
    return root;
  }

  /** Its own name. */
  String name() {
    return realRoot.getFileName() == null ? realRoot.toString() : realRoot.getFileName().toString();
  }

  /** Where the training run lies below it: {@code training/}, or nothing before the names. */
  Optional<String> training() {
    if (file("training/" + METRICS).isPresent()) {
      return Optional.of("training/");
    }
    return file(METRICS).isPresent() ? Optional.of("") : Optional.empty();
  }

  /** A plain file, where there is one. */
  Optional<Path> file(String name) {
    Path file = root.resolve(name);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      fault(name + " is no file");
      return Optional.empty();
    }
    return inside(name, file);
  }

  /** A folder, where there is one. */
  Optional<Path> folder(String name) {
    Path folder = root.resolve(name);
    return Files.isDirectory(folder) ? inside(name, folder) : Optional.empty();
  }

  private Optional<Path> inside(String name, Path path) {
    try {
      Path real = path.toRealPath();
      if (real.startsWith(realRoot)) {
        return Optional.of(real);
      }
      fault(name + " leads out of the folder: not read");
    } catch (IOException e) {
      fault("%s: %s".formatted(name, AtomicFile.reason(e)));
    }
    return Optional.empty();
  }

  /** Names in a folder, in order; none where there is no such folder. */
  List<String> names(String name) {
    Optional<Path> folder = folder(name);
    if (folder.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.get())) {
      List<String> names =
          files.limit(MAX_NAMES).map(file -> file.getFileName().toString()).sorted().toList();
      if (names.size() == MAX_NAMES) {
        fault(
            "%s holds more than %s names: not all are looked at"
                .formatted(name, Html.count(MAX_NAMES)));
      }
      return names;
    } catch (IOException e) {
      fault("%s: %s".formatted(name, AtomicFile.reason(e)));
      return List.of();
    }
  }

  /** A JSON object that a file holds, where it can be read. */
  Optional<JsonNode> json(String name) {
    Optional<Path> file = file(name);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode node = JSON.readTree(Storage.disk().read(file.get(), MAX_JSON_BYTES));
      if (node != null && node.isObject()) {
        return Optional.of(node);
      }
      fault(name + " is no JSON object");
    } catch (JsonProcessingException e) {
      fault(name + " is no JSON");
    } catch (IOException e) {
      fault("%s: %s".formatted(name, AtomicFile.reason(e)));
    }
    return Optional.empty();
  }

  /** Adds what the page should tell of. */
  void fault(String line) {
    if (faults.contains(line)) {
      return;
    }
    if (faults.size() < MAX_FAULTS) {
      faults.add(line);
    } else {
      untoldFaults++;
    }
  }

  /** What could not be read, a line each. */
  public List<String> faults() {
    List<String> all = new ArrayList<>(faults);
    if (untoldFaults > 0) {
      all.add("and %s more".formatted(Html.count(untoldFaults)));
    }
    return all;
  }
}
