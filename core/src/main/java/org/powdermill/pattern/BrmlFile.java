package org.powdermill.pattern;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads .brml of Bruker's DIFFRAC.SUITE: a zip with {@code Experiment0/RawData0.xml}. Nothing is
 * written to disk, names of entries are looked at only to find that one, and what unpacks to more
 * than {@value #MAX_UNPACKED} bytes is refused.
 */
final class BrmlFile {

  /** Bytes of all entries, unpacked. */
  static final long MAX_UNPACKED = 256L << 20;

  private static final int MAX_ENTRIES = 10_000;
  private static final Pattern RAW_DATA = Pattern.compile("(?:.*/)?RawData\\d{1,6}\\.xml");

  private BrmlFile() {}

  /**
   * Reads a file.
   *
   * @throws MeasurementException if it holds not exactly one scan of 2theta
   */
  static MeasuredPattern read(byte[] content) {
    MeasuredPattern found = null;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content));
        Bounded bounded = new Bounded(zip)) {
      int entries = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (++entries > MAX_ENTRIES) {
          throw new MeasurementException(
              "the archive has more than %d entries".formatted(MAX_ENTRIES));
        }
        if (RAW_DATA.matcher(entry.getName()).matches()) {
          if (found != null) {
            throw new MeasurementException("holds several scans: export one alone");
          }
          found = BrmlScan.read(bounded);
        }
        bounded.transferTo(OutputStream.nullOutputStream()); // what is skipped counts too
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new MeasurementException(
          "is no whole zip archive: " + PlainText.oneLine(String.valueOf(e.getMessage())), e);
    }
    if (found == null) {
      throw new MeasurementException(
          "is a zip archive without RawData0.xml, so no .brml: unpack it, folders are read");
    }
    return found;
  }

  /** Counts what is unpacked; the archive stays open when an entry was read. */
  private static final class Bounded extends FilterInputStream {

    private long unpacked;

    Bounded(InputStream zip) {
      super(zip);
    }

    private int counted(int bytes) {
      unpacked += Math.max(0, bytes);
      if (unpacked > MAX_UNPACKED) {
        throw new MeasurementException("unpacks to more than %d bytes".formatted(MAX_UNPACKED));
      }
      return bytes;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      counted(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return counted(in.read(target, offset, length));
    }

    @Override
    public void close() {
      // The archive is closed by who opened it.
    }
  }
}
