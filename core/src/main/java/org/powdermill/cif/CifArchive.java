package org.powdermill.cif;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.powdermill.files.PrintableLine;

/**
 * Reads the CIFs in an archive one after the other.
 *
 * <p>A hostile archive cannot fill the memory: an entry is read up to {@link CifReader#MAX_BYTES},
 * whatever its header says, and the header of a tar entry up to {@link #MAX_HEADER_BYTES}. It
 * cannot fill the disk, since nothing is unpacked.
 */
final class CifArchive {

  /** A tar entry's header with its long names and attributes. */
  static final long MAX_HEADER_BYTES = 1 << 20;

  private static final int LONGEST_NAME = 200;

  private static final List<String> EXTENSIONS =
      List.of(".zip", ".tar", ".tar.gz", ".tgz", ".tar.zst");

  private CifArchive() {}

  static boolean isArchive(Path path) {
    return EXTENSIONS.stream().anyMatch(extension -> endsWith(path, extension));
  }

  private static boolean endsWith(Path path, String extension) {
    return path.getFileName() != null
        && path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(extension);
  }

  /** Hands each CIF to the reader and returns how many other entries there were. */
  static long forEach(Path path, Consumer<CifFile> reader) throws IOException {
    return endsWith(path, ".zip") ? readZip(path, reader) : readTar(path, reader);
  }

  private static long readZip(Path path, Consumer<CifFile> reader) throws IOException {
    long skipped = 0;
    try (ZipFile zip = ZipFile.builder().setPath(path).get()) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        if (!isCif(entry.getName(), entry.isDirectory(), !entry.isUnixSymlink())) {
          skipped += entry.isDirectory() ? 0 : 1;
          continue;
        }
        String source = source(path, entry.getName());
        try (InputStream stream = zip.getInputStream(entry)) {
          reader.accept(CifFile.read(stream, source));
        } catch (IOException e) {
          reader.accept(CifFile.unreadable(source, e));
        }
      }
    }
    return skipped;
  }

  private static long readTar(Path path, Consumer<CifFile> reader) throws IOException {
    long skipped = 0;
    try (InputStream file = new BufferedInputStream(Files.newInputStream(path));
        Budgeted budgeted = new Budgeted(decompressed(path, file));
        TarArchiveInputStream tar = new TarArchiveInputStream(budgeted, "UTF-8")) {
      while (true) {
        budgeted.left = MAX_HEADER_BYTES;
        TarArchiveEntry entry = nextEntry(tar);
        budgeted.left = Long.MAX_VALUE;
        if (entry == null) {
          return skipped;
        }
        if (isCif(entry.getName(), entry.isDirectory(), entry.isFile())) {
          reader.accept(CifFile.read(tar, source(path, entry.getName())));
        } else {
          skipped += entry.isDirectory() ? 0 : 1;
        }
        tar.skip(Long.MAX_VALUE);
      }
    }
  }

  /** The name of an entry is shown, never used as a path. */
  private static String source(Path archive, String entry) {
    return archive + "!" + PrintableLine.of(entry, LONGEST_NAME);
  }

  private static TarArchiveEntry nextEntry(TarArchiveInputStream tar) throws IOException {
    try {
      return tar.getNextEntry();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("the archive is damaged: " + e.getMessage(), e);
    }
  }

  private static InputStream decompressed(Path path, InputStream file) throws IOException {
    if (endsWith(path, ".tar.zst")) {
      return new ZstdInputStream(file);
    }
    return endsWith(path, ".tar") ? file : new GZIPInputStream(file, 1 << 16);
  }

  private static boolean isCif(String name, boolean directory, boolean file) {
    return !directory && file && CifFiles.isCif(name);
  }

  /** A stream that gives no more bytes than allowed at the moment. */
  private static final class Budgeted extends FilterInputStream {

    private long left = Long.MAX_VALUE;

    Budgeted(InputStream stream) {
      super(stream);
    }

    @Override
    public int read() throws IOException {
      spend(1);
      return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      spend(Math.max(0, count));
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = super.skip(count);
      spend(skipped);
      return skipped;
    }

    private void spend(long count) throws IOException {
      left -= count;
      if (left < 0) {
        throw new IOException("the header of an entry is longer than any archive needs");
      }
    }
  }
}
