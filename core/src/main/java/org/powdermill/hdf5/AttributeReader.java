package org.powdermill.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads the attributes of the root, each of the type that the format gives it. */
final class AttributeReader {

  private final Path path;
  private final Hdf5Container file;

  AttributeReader(Path path, Hdf5Container file) {
    this.path = path;
    this.file = file;
  }

  boolean has(String name) {
    return bytes(name).length > 0;
  }

  String text(String name) {
    byte[] bytes = bytes(name);
    require(name, bytes.length > 0, "is missing");
    require(name, type(name, ElementType.text(bytes.length)), "is no text");
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return text.toString();
    } catch (CharacterCodingException e) {
      throw ShardException.damaged(path, "attribute " + name, "is no UTF-8", e);
    }
  }

  long integer(String name) {
    return numbers(name, ElementType.INT64, 1).getLong();
  }

  double real(String name) {
    return numbers(name, ElementType.FLOAT64, 1).getDouble();
  }

  double[] doubles(String name, int count) {
    double[] values = new double[count];
    numbers(name, ElementType.FLOAT64, count).asDoubleBuffer().get(values);
    return values;
  }

  private ByteBuffer numbers(String name, ElementType type, int count) {
    byte[] bytes = bytes(name);
    require(name, bytes.length > 0, "is missing");
    require(
        name,
        bytes.length == count * type.bytes() && type(name, type),
        "is not %d of %s".formatted(count, type));
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] bytes(String name) {
    return file.readAttribute(Hdf5Container.ROOT, name, Attributes.LIMIT);
  }

  private boolean type(String name, ElementType type) {
    return file.hasType(Hdf5Container.ROOT, name, type);
  }

  private void require(String name, boolean holds, String fault) {
    if (!holds) {
      throw ShardException.damaged(path, "attribute " + name, fault);
    }
  }
}
