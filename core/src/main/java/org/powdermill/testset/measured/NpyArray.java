package org.powdermill.testset.measured;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.powdermill.pattern.MeasurementException;

/**
 * An array in NumPy's NPY format (NumPy Enhancement Proposal 1; numpy.lib.format): versions 1 to 3,
 * little endian, in C order, numbers or Unicode text. Objects, which are pickled Python, are not
 * read.
 */
final class NpyArray {

  /** Bytes that an array may have. */
  static final long MAX_BYTES = 512L << 20;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_HEADER = 1 << 16;
  private static final int TEXT_UNIT = 4;

  private static final Pattern DESCRIPTION =
      Pattern.compile("'descr': '([<>|=])([a-zA-Z])(\\d{1,6})'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order': (True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("'shape': \\(((?:\\d{1,10}, ?)*\\d{0,10}),?\\)");

  private final String name;
  private final char kind;
  private final int itemBytes;
  private final long[] shape;
  private final ByteBuffer data;

  private NpyArray(String name, char kind, int itemBytes, long[] shape, byte[] data) {
    this.name = name;
    this.kind = kind;
    this.itemBytes = itemBytes;
    this.shape = shape;
    this.data = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads an array.
   *
   * @param name for messages
   * @throws MeasurementException if it is none that can be read
   */
  static NpyArray read(InputStream stream, String name) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    try {
      String header = header(in, name);
      Matcher type = find(DESCRIPTION, header, name);
      Matcher order = find(ORDER, header, name);
      Matcher extent = find(SHAPE, header, name);
      char kind = type.group(2).charAt(0);
      int size = Integer.parseInt(type.group(3));
      int bytes = kind == 'U' ? Math.multiplyExact(TEXT_UNIT, size) : size;
      requireKnown(kind, bytes, name);
      if (type.group(1).equals(">") || order.group(1).equals("True")) {
        throw new MeasurementException(
            name + " is big endian or in Fortran order: save it little endian, in C order");
      }
      long[] shape =
          Stream.of(extent.group(1).split(",", -1))
              .map(String::strip)
              .filter(text -> !text.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray();
      long total = bytes;
      for (long length : shape) {
        total = Math.multiplyExact(total, length);
      }
      if (total > MAX_BYTES) {
        throw new MeasurementException(
            "%s has %d bytes, more than the %d that are read".formatted(name, total, MAX_BYTES));
      }
      byte[] data = in.readNBytes((int) total);
      if (data.length < total || in.read() >= 0) {
        throw new MeasurementException(
            "%s has not the %d bytes that its header says".formatted(name, total));
      }
      return new NpyArray(name, kind, bytes, shape, data);
    } catch (EOFException | ArithmeticException e) {
      throw new MeasurementException(name + " is no whole NPY array", e);
    }
  }

  private static String header(DataInputStream in, String name) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    int major = in.readUnsignedByte();
    in.readUnsignedByte();
    if (!Arrays.equals(magic, MAGIC) || major < 1 || major > 3) {
      throw new MeasurementException(name + " is no NPY array of version 1 to 3");
    }
    int length = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
    if (major > 1) {
      length += Short.toUnsignedInt(Short.reverseBytes(in.readShort())) << 16;
    }
    if (length < 0 || length > MAX_HEADER) {
      throw new MeasurementException(name + " has a header of more than 64 KiB");
    }
    byte[] text = new byte[length];
    in.readFully(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static Matcher find(Pattern pattern, String header, String name) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      String remedy =
          header.contains("'|O'") ? ": it holds Python objects, which are not read" : "";
      throw new MeasurementException(
          "%s has a header that is not understood%s".formatted(name, remedy));
    }
    return matcher;
  }

  private static void requireKnown(char kind, int bytes, String name) {
    boolean known =
        switch (kind) {
          case 'f' -> bytes == 4 || bytes == 8;
          case 'i', 'u' -> List.of(1, 2, 4, 8).contains(bytes);
          case 'U' -> true;
          default -> false;
        };
    if (!known) {
      throw new MeasurementException(
          "%s holds items of type %s%d: want numbers or text".formatted(name, kind, bytes));
    }
  }

  /** Number of dimensions. */
  int rank() {
    return shape.length;
  }

  /** Extent of a dimension. */
  int length(int dimension) {
    return Math.toIntExact(shape[dimension]);
  }

  /** Some successive numbers, in C order. */
  double[] numbers(long first, int count) {
    if (kind == 'U') {
      throw new MeasurementException(name + " holds text: want numbers");
    }
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number((int) ((first + i) * itemBytes));
    }
    return numbers;
  }

  private double number(int at) {
    if (kind == 'f') {
      return itemBytes == 4 ? data.getFloat(at) : data.getDouble(at);
    }
    boolean signed = kind == 'i';
    return switch (itemBytes) {
      case 1 -> signed ? data.get(at) : Byte.toUnsignedInt(data.get(at));
      case 2 -> signed ? data.getShort(at) : Short.toUnsignedInt(data.getShort(at));
      case 4 -> signed ? data.getInt(at) : Integer.toUnsignedLong(data.getInt(at));
      default -> data.getLong(at);
    };
  }

  /** A text, without its padding. */
  String text(int index) {
    if (kind != 'U') {
      throw new MeasurementException(name + " holds numbers: want text");
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < itemBytes; i += TEXT_UNIT) {
      int codePoint = data.getInt(index * itemBytes + i);
      if (codePoint == 0) {
        break;
      }
      if (!Character.isValidCodePoint(codePoint)) {
        throw new MeasurementException("%s: item %d is no text".formatted(name, index));
      }
      text.appendCodePoint(codePoint);
    }
    return text.toString();
  }
}
