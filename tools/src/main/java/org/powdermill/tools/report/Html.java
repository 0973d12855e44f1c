package org.powdermill.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.util.List;
import java.util.Locale;

/** Pieces of a page. Every text that comes from a file goes through {@link #text}. */
final class Html {

  /** No single text of a file is longer on the page. */
  static final int MAX_TEXT = 400;

  private Html() {}

  /**
   * A text for an element or an attribute: marks escaped, what cannot be seen or turns the
   * direction of writing shown as a question mark, long texts cut.
   */
  static String text(String raw) {
    String cut =
        raw.length() <= MAX_TEXT
            ? raw
            : raw.substring(0, MAX_TEXT) + " ... (%s characters)".formatted(count(raw.length()));
    return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A value of JSON in a few words. */
  static String text(JsonNode value) {
    return text(value.isValueNode() ? value.asText() : value.toString());
  }

  /**
   * A table that scrolls on its own where the screen is narrow; one without a head, of names and
   * values, breaks its values instead. Cells are HTML already.
   */
  static String table(List<String> head, List<List<String>> rows) {
    StringBuilder table =
        new StringBuilder(
            "<div class=\"scroll\"><table%s>\n"
                .formatted(head.isEmpty() ? " class=\"values\"" : ""));
    if (!head.isEmpty()) {
      table.append("<thead>").append(row("th", head)).append("</thead>\n");
    }
    table.append("<tbody>\n");
    rows.forEach(row -> table.append(row("td", row)));
    return table.append("</tbody></table></div>\n").toString();
  }

  private static String row(String cell, List<String> cells) {
    StringBuilder row = new StringBuilder("<tr>");
    for (String content : cells) {
      row.append('<').append(cell).append('>').append(content);
      row.append("</").append(cell).append('>');
    }
    return row.append("</tr>\n").toString();
  }

  /** A picture with what it shows; nothing without a picture. */
  static String figure(String svg, String caption) {
    return svg.isEmpty()
        ? ""
        : "<figure>" + svg + "<figcaption>" + caption + "</figcaption></figure>\n";
  }

  /** An entry of a key: a line as in the pictures, and a text that is HTML already. */
  static String key(Color colour, boolean dashed, String text) {
    return String.format(
        Locale.ROOT,
        "<span><i style=\"border-top:2px %s #%06x\"></i>%s</span>\n",
        dashed ? "dashed" : "solid",
        colour.getRGB() & 0xFFFFFF,
        text);
  }

  /** A whole number with marks between thousands. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A share in percent, or a dash. */
  static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f&nbsp;%%", 100 * share) : "–";
  }

  /** A number with some digits, or a dash. */
  static String number(double value, String format) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "–";
  }
}
