package org.powdermill.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;

/** Reads the attributes of the root, each of the type that the format gives it. */
final class AttributeReader {

  private final Path path;
  private final SortedMap<String, Hdf5Container.Attribute> attributes;

  AttributeReader(Path path, SortedMap<String, Hdf5Container.Attribute> attributes) {
    this.path = path;
    this.attributes = attributes;
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  /** A text, without the NULs that pad it. */
  String text(String name) {
    Hdf5Container.Attribute attribute = attribute(name);
    byte[] bytes = attribute.value();
    require(
        name,
        attribute.type().kind() == ElementType.Kind.TEXT
            && bytes.length == attribute.type().bytes(),
        "is no text");
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return text.toString().replaceFirst("\\x00+$", "");
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
    Hdf5Container.Attribute attribute = attribute(name);
    require(
        name,
        attribute.type().equals(type) && attribute.value().length == count * type.bytes(),
        "is not %d of %s".formatted(count, type));
    return ByteBuffer.wrap(attribute.value()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Hdf5Container.Attribute attribute(String name) {
    require(name, attributes.containsKey(name), "is missing");
    return attributes.get(name);
  }

  private void require(String name, boolean holds, String fault) {
    if (!holds) {
      throw ShardException.damaged(path, "attribute " + name, fault);
    }
  }
}
