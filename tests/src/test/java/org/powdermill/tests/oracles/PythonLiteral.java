package org.powdermill.tests.oracles;

import java.util.ArrayList;
import java.util.List;

/** Reads a Python literal made of lists and single-quoted strings, and nothing else. */
final class PythonLiteral {

  private final String text;
  private int position;

  PythonLiteral(String text) {
    this.text = text;
  }

  Object read() {
    Object value = value();
    if (position != text.length()) {
      throw unexpected();
    }
    return value;
  }

  private Object value() {
    return switch (text.charAt(position)) {
      case '[' -> list();
      case '\'' -> string();
      default -> throw unexpected();
    };
  }

  private List<Object> list() {
    List<Object> elements = new ArrayList<>();
    position++;
    while (text.charAt(position) != ']') {
      elements.add(value());
      if (text.startsWith(", ", position)) {
        position += 2;
      } else if (text.charAt(position) != ']') {
        throw unexpected();
      }
    }
    position++;
    return elements;
  }

  private String string() {
    int end = text.indexOf('\'', position + 1);
    String string = text.substring(position + 1, end);
    position = end + 1;
    return string;
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException(
        "character %d of the literal is unexpected".formatted(position));
  }
}
