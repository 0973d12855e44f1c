package org.powdermill.trainer.prediction;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.powdermill.files.AtomicFile;
import org.powdermill.pattern.PatternFile;

/**
 * The files that a user names: files as they are, folders with all below them, by path. In folders
 * what has no known ending is skipped, and so is a link that leads out of the folder; links to
 * folders are not followed.
 *
 * @param files in order
 * @param skipped number of files of folders that are not looked at
 */
public record InputFiles(List<Path> files, int skipped) {

  /** Copies the list. */
  public InputFiles {
    files = List.copyOf(files);
  }

  /**
   * Finds them.
   *
   * @throws PredictionException if a folder cannot be read
   */
  public static InputFiles find(Collection<Path> named) {
    List<Path> files = new ArrayList<>();
    int skipped = 0;
    for (Path path : named) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      for (Path file : below(path)) {
        if (isInput(file) && staysIn(path, file)) {
          files.add(file);
        } else {
          skipped++;
        }
      }
    }
    return new InputFiles(files, skipped);
  }

  private static boolean isInput(Path file) {
    String name = file.getFileName().toString();
    return PatternFile.hasKnownEnding(name) || name.toLowerCase(Locale.ROOT).endsWith(".cif");
  }

  private static boolean staysIn(Path folder, Path file) {
    try {
      return Files.isRegularFile(file) && file.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false; // a link to nowhere
    }
  }

  private static TreeSet<Path> below(Path folder) {
    TreeSet<Path> files = new TreeSet<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(file);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new PredictionException(
          "cannot read the folder %s: %s".formatted(folder, AtomicFile.reason(e)), e);
    }
    return files;
  }
}
