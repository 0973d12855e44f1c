package org.powdermill.tools.evaluation;

import java.util.Locale;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.trainer.evaluation.Proportion;

/** Words and numbers of the page. */
final class Html {

  private Html() {}

  /** A text from outside. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f&nbsp;%%", 100 * share);
  }

  /** A share with its interval. */
  static String percent(double share, double low, double high) {
    return String.format(
        Locale.ROOT,
        "<b>%.1f</b>&nbsp;%% <small>%.1f–%.1f</small>",
        100 * share,
        100 * low,
        100 * high);
  }

  static String percent(Proportion share) {
    return share == null ? "–" : percent(share.share(), share.low(), share.high());
  }

  static String number(int value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Symbol and number of a space group. */
  static String group(int number) {
    return SpaceGroup.of(number).hermannMauguin().replace(" ", "") + "&nbsp;(" + number + ")";
  }

  static String row(String... cells) {
    return "<tr><td>" + String.join("</td><td>", cells) + "</td></tr>\n";
  }

  static String figure(String picture, String caption) {
    return "<figure>" + picture + "<figcaption>" + caption + "</figcaption></figure>\n";
  }
}
