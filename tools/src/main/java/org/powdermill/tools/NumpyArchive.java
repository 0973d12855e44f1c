package org.powdermill.tools;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes an {@code .npz}: a zip archive, not compressed, of arrays in NumPy's NPY format 1.0, which
 * {@code numpy.load} reads without pickle. An array goes through a buffer, whatever its size;
 * beyond 4 GiB the archive is a Zip64.
 *
 * <p>An array is the magic word, the version, a dictionary in Python's notation that is padded to a
 * multiple of 64 bytes, and the elements, little endian in C order: <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>.
 */
final class NumpyArchive implements AutoCloseable {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final int BUFFER_BYTES = 1 << 16;

  private final ZipArchiveOutputStream archive;

  /** Elements of an array in order. */
  @FunctionalInterface
  interface Elements {
    /** Puts all elements. */
    void putInto(Sink sink) throws IOException;
  }

  /** Takes elements, little endian, through a buffer. */
  static final class Sink {

    private final ByteBuffer buffer =
        ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final OutputStream stream;
    private long bytes;

    private Sink(OutputStream stream) {
      this.stream = stream;
    }

    void put(short value) throws IOException {
      room(Short.BYTES).putShort(value);
    }

    void put(int value) throws IOException {
      room(Integer.BYTES).putInt(value);
    }

    void put(long value) throws IOException {
      room(Long.BYTES).putLong(value);
    }

    void put(float value) throws IOException {
      room(Float.BYTES).putFloat(value);
    }

    void put(double value) throws IOException {
      room(Double.BYTES).putDouble(value);
    }

    /** The next bytes of the buffer, which is emptied first where it is full. */
    private ByteBuffer room(int length) throws IOException {
      if (buffer.remaining() < length) {
        flush();
      }
      bytes += length;
      return buffer;
    }

    private void flush() throws IOException {
      stream.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
  }

  /** An archive in a new file. */
  NumpyArchive(Path file) throws IOException {
    archive = new ZipArchiveOutputStream(file);
    archive.setMethod(ZipArchiveOutputStream.STORED);
    archive.setUseZip64(Zip64Mode.AsNeeded);
  }

  /**
   * Adds an array.
   *
   * @param name by which numpy.load gives it back
   * @param type NumPy's, such as {@code <f4}
   * @param elementBytes length of an element
   * @param shape lengths of the dimensions; none for a single element
   * @throws IllegalStateException if there are more or fewer elements than the shape says
   */
  void add(String name, String type, int elementBytes, long[] shape, Elements elements)
      throws IOException {
    byte[] header = header(type, shape);
    long bytes = elementBytes;
    for (long length : shape) {
      bytes = Math.multiplyExact(bytes, length);
    }
    ZipArchiveEntry entry = new ZipArchiveEntry(name + ".npy");
    entry.setSize(header.length + bytes);
    entry.setTime(0); // the same arrays give the same bytes of file
    archive.putArchiveEntry(entry);
    archive.write(header);
    Sink sink = new Sink(archive);
    elements.putInto(sink);
    sink.flush();
    if (sink.bytes != bytes) {
      throw new IllegalStateException(
          "%s: %d bytes, announced %d".formatted(name, sink.bytes, bytes));
    }
    archive.closeArchiveEntry();
  }

  /** Adds texts: UTF-32, all as long as the longest, padded with NULs. */
  void addTexts(String name, String... texts) throws IOException {
    addTexts(name, new long[] {texts.length}, texts);
  }

  /** Adds a single text. */
  void addText(String name, String text) throws IOException {
    addTexts(name, new long[0], text);
  }

  private void addTexts(String name, long[] shape, String... texts) throws IOException {
    int length = 1;
    for (String text : texts) {
      length = Math.max(length, text.codePointCount(0, text.length()));
    }
    int width = length;
    add(
        name,
        "<U" + width,
        Integer.BYTES * width,
        shape,
        sink -> {
          for (String text : texts) {
            for (int codePoint : Arrays.copyOf(text.codePoints().toArray(), width)) {
              sink.put(codePoint);
            }
          }
        });
  }

  private static byte[] header(String type, long... shape) {
    String lengths =
        Arrays.stream(shape).mapToObj(length -> length + ",").collect(Collectors.joining(" "));
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, lengths);
    int unpadded = MAGIC.length + Short.BYTES + dictionary.length() + 1;
    int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
    byte[] text = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(unpadded + padding)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
