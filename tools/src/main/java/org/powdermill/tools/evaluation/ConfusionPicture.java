package org.powdermill.tools.evaluation;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.powdermill.symmetry.CrystalSystem;

/**
 * The confusion matrix as a picture: a row for each space group in the set, a column for each one
 * that is said, both by number and so by crystal system; the darker a field, the larger its share
 * of the row. One pixel a field in a PNG, which the drawing around it scales.
 */
final class ConfusionPicture {

  private static final int SIDE = 480;
  private static final int LEFT = 96;
  private static final int TOP = 30;
  private static final int BOTTOM = 92;
  private static final int WHITE = 0xFFFFFF;
  private static final int[] DARK = {0x0B, 0x2F, 0x5E};
  private static final int[] PALE = {0xD6, 0xE4, 0xF2};
  private static final double LEAST_LABELLED = 0.03;

  private final List<Integer> groups;
  private final BufferedImage image;

  private ConfusionPicture(List<Integer> groups, BufferedImage image) {
    this.groups = groups;
    this.image = image;
  }

  /**
   * Draws.
   *
   * @param cells [true space group, predicted one, rows]
   */
  static String svg(String id, List<List<Integer>> cells) {
    TreeSet<Integer> numbers = new TreeSet<>();
    Map<Integer, Integer> rows = new HashMap<>();
    for (List<Integer> cell : cells) {
      numbers.add(cell.get(0));
      numbers.add(cell.get(1));
      rows.merge(cell.get(0), cell.get(2), Integer::sum);
    }
    List<Integer> groups = List.copyOf(numbers);
    Map<Integer, Integer> places = new HashMap<>();
    groups.forEach(group -> places.put(group, places.size()));
    BufferedImage image =
        new BufferedImage(groups.size(), groups.size(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < groups.size() * groups.size(); i++) {
      image.setRGB(i % groups.size(), i / groups.size(), WHITE);
    }
    for (List<Integer> cell : cells) {
      double share = (double) cell.get(2) / rows.get(cell.get(0));
      image.setRGB(places.get(cell.get(1)), places.get(cell.get(0)), colour(share));
    }
    return new ConfusionPicture(groups, image).drawn(id);
  }

  private static int colour(double share) {
    int colour = 0;
    for (int i = 0; i < 3; i++) {
      colour = colour << 8 | (int) Math.round(PALE[i] + Math.sqrt(share) * (DARK[i] - PALE[i]));
    }
    return colour;
  }

  private String drawn(String id) {
    StringBuilder text = new StringBuilder();
    text.append(
        "<svg id=\"%s\" class=\"confusion\" viewBox=\"0 0 %d %d\" role=\"img\">"
            .formatted(id, LEFT + SIDE + 10, TOP + SIDE + BOTTOM));
    text.append(
        "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,%s\"/>"
            .formatted(LEFT, TOP, SIDE, SIDE, png()));
    int first = 0;
    while (first < groups.size()) {
      CrystalSystem system = CrystalSystem.ofSpaceGroup(groups.get(first));
      int next = first;
      while (next < groups.size() && CrystalSystem.ofSpaceGroup(groups.get(next)) == system) {
        next++;
      }
      section(text, system, first, next);
      first = next;
    }
    text.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#333\"/>"
            .formatted(LEFT, TOP, SIDE, SIDE));
    text.append(
        "<text x=\"%d\" y=\"20\" text-anchor=\"middle\">predicted</text>"
            .formatted(LEFT + SIDE / 2));
    text.append(
        "<text transform=\"translate(12 %d) rotate(-90)\" text-anchor=\"middle\">true</text></svg>"
            .formatted(TOP + SIDE / 2));
    return text.toString();
  }

  private void section(StringBuilder text, CrystalSystem system, int first, int next) {
    double from = (double) SIDE * first / groups.size();
    double to = (double) SIDE * next / groups.size();
    if (first > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "<path d=\"M%d %.1fh%dM%.1f %dv%d\" stroke=\"#999\" stroke-width=\"0.7\"/>",
              LEFT,
              TOP + from,
              SIDE,
              LEFT + from,
              TOP,
              SIDE));
    }
    if (to - from < LEAST_LABELLED * SIDE) {
      return;
    }
    String name = system.name().toLowerCase(Locale.ROOT);
    double middle = (from + to) / 2;
    text.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" dominant-baseline=\"middle\">%s</text>"
                + "<text transform=\"translate(%.1f %d) rotate(-60)\" text-anchor=\"end\">%s</text>",
            LEFT - 6,
            TOP + middle,
            name,
            LEFT + middle + 4,
            TOP + SIDE + 14,
            name));
  }

  private String png() {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", bytes);
      return Base64.getEncoder().encodeToString(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
