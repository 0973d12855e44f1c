package org.powdermill.tools.picture;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of text as crystallographers set it: P4&#8322;/mnm with italic letters and lowered screw
 * components, bars above rotoinversions and negative indices, formulas with lowered numbers.
 */
public final class TypesetText {

  private enum Style {
    UPRIGHT,
    ITALIC,
    LOWERED,
    BARRED
  }

  private record Run(String text, Style style) {}

  private static final double LOWERED_SIZE = 0.7;
  private static final double LOWERED_BY = 0.22;
  private static final double BAR_HEIGHT = 0.80;
  private static final double BAR_WIDTH = 0.07;

  private static final Pattern SYMBOL_PART =
      Pattern.compile("-(?<barred>[1-6])|(?<axis>[2346])(?<screw>[1-5])?|(?<rest>.)");

  private static final Pattern FORMULA_PART =
      Pattern.compile("(?<element>[A-Z][a-z]?)(?<n>[0-9.]*)");

  private final List<Run> runs;

  private TypesetText(List<Run> runs) {
    this.runs = List.copyOf(runs);
  }

  /** No text. */
  public static TypesetText none() {
    return new TypesetText(List.of());
  }

  /** Text as it is. */
  public static TypesetText plain(String text) {
    return new TypesetText(List.of(new Run(text, Style.UPRIGHT)));
  }

  /** The symbol of a quantity, in italics. */
  public static TypesetText symbol(String text) {
    return new TypesetText(List.of(new Run(text, Style.ITALIC)));
  }

  /** A formula such as {@code TiO2}. */
  public static TypesetText formula(String formula) {
    List<Run> runs = new ArrayList<>();
    Matcher matcher = FORMULA_PART.matcher(formula);
    while (matcher.find()) {
      runs.add(new Run(matcher.group("element"), Style.UPRIGHT));
      runs.add(new Run(matcher.group("n"), Style.LOWERED));
    }
    return new TypesetText(runs);
  }

  /** A Hermann-Mauguin symbol with blanks between its parts, such as {@code P 42/m n m}. */
  public static TypesetText spaceGroup(String symbol) {
    List<Run> runs = new ArrayList<>();
    for (String part : symbol.split(" ", -1)) {
      if (!runs.isEmpty()) {
        runs.add(new Run("\u200A", Style.UPRIGHT));
      }
      Matcher matcher = SYMBOL_PART.matcher(part);
      while (matcher.find()) {
        addSymbolPart(runs, matcher);
      }
    }
    return new TypesetText(runs);
  }

  private static void addSymbolPart(List<Run> runs, Matcher part) {
    if (part.group("barred") != null) {
      runs.add(new Run(part.group("barred"), Style.BARRED));
    } else if (part.group("axis") != null) {
      runs.add(new Run(part.group("axis"), Style.UPRIGHT));
      if (part.group("screw") != null) {
        runs.add(new Run(part.group("screw"), Style.LOWERED));
      }
    } else {
      String text = part.group("rest");
      runs.add(new Run(text, Character.isLetter(text.charAt(0)) ? Style.ITALIC : Style.UPRIGHT));
    }
  }

  /** Indices of a reflection, blanks between them only where one has two digits. */
  public static TypesetText indices(int h, int k, int l) {
    boolean wide = Math.max(Math.abs(h), Math.max(Math.abs(k), Math.abs(l))) > 9;
    List<Run> runs = new ArrayList<>();
    for (int index : new int[] {h, k, l}) {
      if (wide && !runs.isEmpty()) {
        runs.add(new Run("\u2009", Style.UPRIGHT));
      }
      runs.add(new Run(String.valueOf(Math.abs(index)), index < 0 ? Style.BARRED : Style.UPRIGHT));
    }
    return new TypesetText(runs);
  }

  /** A wavelength's name such as {@code CuKa1}, or plain text where it is none. */
  public static TypesetText line(String name) {
    Matcher matcher = Pattern.compile("(?i)([a-z]{2})ka([12]?)").matcher(name);
    if (!matcher.matches()) {
      return plain("");
    }
    String element =
        matcher.group(1).substring(0, 1).toUpperCase(Locale.ROOT)
            + matcher.group(1).substring(1).toLowerCase(Locale.ROOT);
    return new TypesetText(
        List.of(
            new Run(element + " ", Style.UPRIGHT),
            new Run("K", Style.ITALIC),
            new Run("\u03B1", Style.UPRIGHT),
            new Run(matcher.group(2), Style.LOWERED)));
  }

  /** Whether there is nothing to draw. */
  public boolean isEmpty() {
    return runs.stream().allMatch(run -> run.text().isEmpty());
  }

  /** This text and then another. */
  public TypesetText then(TypesetText more) {
    List<Run> all = new ArrayList<>(runs);
    all.addAll(more.runs);
    return new TypesetText(all);
  }

  /** This text and then plain text. */
  public TypesetText then(String more) {
    return then(plain(more));
  }

  /** Width in units of the graphics. */
  public double width(Graphics2D graphics, Font font) {
    double width = 0;
    for (Run run : runs) {
      width += advance(graphics, run, fontOf(run, font));
    }
    return width;
  }

  /** Draws the line from a point on its baseline to the right, in the graphics' colour. */
  public void draw(Graphics2D graphics, Font font, double x, double baseline) {
    double pen = x;
    for (Run run : runs) {
      Font runFont = fontOf(run, font);
      graphics.setFont(runFont);
      double drop = run.style() == Style.LOWERED ? LOWERED_BY * font.getSize2D() : 0;
      graphics.drawString(run.text(), (float) pen, (float) (baseline + drop));
      double advance = advance(graphics, run, runFont);
      if (run.style() == Style.BARRED) {
        drawBar(graphics, font.getSize2D(), pen, pen + advance, baseline);
      }
      pen += advance;
    }
  }

  /** The text without its setting. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    runs.forEach(run -> text.append(run.style() == Style.BARRED ? "-" : "").append(run.text()));
    return text.toString();
  }

  private static void drawBar(
      Graphics2D graphics, double size, double from, double to, double baseline) {
    double inset = 0.12 * (to - from);
    double y = baseline - BAR_HEIGHT * size - 0.06 * size;
    Stroke stroke = graphics.getStroke();
    graphics.setStroke(new BasicStroke((float) (BAR_WIDTH * size)));
    graphics.draw(new Line2D.Double(from + inset, y, to - inset, y));
    graphics.setStroke(stroke);
  }

  private static double advance(Graphics2D graphics, Run run, Font font) {
    FontRenderContext context = graphics.getFontRenderContext();
    Rectangle2D bounds = font.getStringBounds(run.text(), context);
    return bounds.getWidth();
  }

  private static Font fontOf(Run run, Font font) {
    return switch (run.style()) {
      case ITALIC -> font.deriveFont(font.getStyle() | Font.ITALIC);
      case LOWERED -> font.deriveFont((float) (LOWERED_SIZE * font.getSize2D()));
      default -> font;
    };
  }
}
