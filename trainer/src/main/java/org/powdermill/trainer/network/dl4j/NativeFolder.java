package org.powdermill.trainer.network.dl4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.powdermill.files.AtomicFile;
import org.powdermill.trainer.network.NetworkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where ND4J's native libraries are unpacked (400 MB) unless the launcher said where: in a folder
 * of this process below the system's temporary one, which is on this node; removed when the process
 * ends. JavaCPP would take the home folder, which many nodes share.
 */
final class NativeFolder {

  static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

  private static final Logger LOG = LoggerFactory.getLogger(NativeFolder.class);

  private static final String PREFIX = "powdermill-native-pid";

  private NativeFolder() {}

  /** Chooses the folder, before a class of ND4J is used for the first time. */
  static synchronized void choose() {
    if (System.getProperty(PROPERTY) != null) {
      return;
    }
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      removeAbandoned(temporary);
      Path folder =
          Files.createTempDirectory(temporary, PREFIX + ProcessHandle.current().pid() + "-");
      System.setProperty(PROPERTY, folder.toString());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
    } catch (IOException e) {
      throw new NetworkException(
          "cannot unpack native libraries below %s: %s; name another place in TMPDIR"
              .formatted(temporary, AtomicFile.reason(e)),
          e);
    }
  }

  /** What a process left that was ended by force. */
  static void removeAbandoned(Path temporary) throws IOException {
    List<Path> found;
    try (Stream<Path> entries = Files.list(temporary)) {
      found = entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX)).toList();
    }
    for (Path folder : found) {
      String pid = folder.getFileName().toString().substring(PREFIX.length()).replaceAll("-.*", "");
      boolean ours = Files.isDirectory(folder) && Files.isWritable(folder);
      if (ours && pid.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
        remove(folder);
      }
    }
  }

  /** Runs while the JVM ends, when no class may register a hook of its own any more. */
  private static void remove(Path folder) {
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path file : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("cannot remove {}: {}", folder, e.toString());
    }
  }
}
