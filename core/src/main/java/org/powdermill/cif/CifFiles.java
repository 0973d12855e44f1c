package org.powdermill.cif;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Finds the CIFs in what a user names: a file, a folder with all below it in the order of their
 * paths, or an archive (.zip, .tar, .tar.gz, .tgz, .tar.zst) in its own order.
 *
 * <p>One CIF at a time is in memory. In folders and archives, what does not end in {@code .cif} is
 * skipped and counted, and so is a link that leads out of the folder; links to folders are not
 * followed. Nothing is ever written to disk.
 */
public final class CifFiles {

  private final Consumer<CifFile> reader;
  private long skipped;

  private CifFiles(Consumer<CifFile> reader) {
    this.reader = reader;
  }

  /**
   * Hands each CIF to the reader; what cannot be read goes there as a refusal.
   *
   * @return number of files skipped since they are no CIFs
   */
  public static long forEach(Path path, Consumer<CifFile> reader) {
    CifFiles files = new CifFiles(reader);
    try {
      files.read(path);
    } catch (NoSuchFileException e) {
      reader.accept(CifFile.unreadable(path.toString(), new IOException("there is no such file")));
    } catch (IOException e) {
      reader.accept(CifFile.unreadable(path.toString(), e));
    }
    return files.skipped;
  }

  private void read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      readFolder(path);
    } else if (CifArchive.isArchive(path)) {
      skipped += CifArchive.forEach(path, reader);
    } else {
      readFile(path);
    }
  }

  private void readFile(Path path) throws IOException {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(path))) {
      reader.accept(CifFile.read(stream, path.toString()));
    }
  }

  private void readFolder(Path folder) throws IOException {
    Path home = folder.toRealPath();
    for (Path path : sortedFiles(folder)) {
      if (!isCif(path.getFileName().toString()) || !staysIn(home, path)) {
        skipped++;
        continue;
      }
      try {
        readFile(path);
      } catch (IOException e) {
        reader.accept(CifFile.unreadable(path.toString(), e));
      }
    }
  }

  private Iterable<Path> sortedFiles(Path folder) throws IOException {
    TreeSet<Path> files = new TreeSet<>();
    Files.walkFileTree(
        folder.toRealPath(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            reader.accept(CifFile.unreadable(file.toString(), e));
            return FileVisitResult.CONTINUE;
          }
        });
    Path home = folder.toRealPath();
    return List.copyOf(files).stream().map(file -> folder.resolve(home.relativize(file))).toList();
  }

  /** A link may lead to a file in the same folder, not out of it, and not to a device or pipe. */
  private static boolean staysIn(Path home, Path path) {
    try {
      return Files.isRegularFile(path) && path.toRealPath().startsWith(home);
    } catch (IOException e) {
      return false;
    }
  }

  static boolean isCif(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".cif");
  }
}
