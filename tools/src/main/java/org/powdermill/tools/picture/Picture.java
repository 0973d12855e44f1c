package org.powdermill.tools.picture;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A picture of 1600 x 900 points that can be drawn, or written as PNG or SVG. */
public abstract class Picture {

  /** Pixels of a PNG for a point of the picture. */
  private static final int PIXELS_PER_POINT = 2;

  private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";

  private final TypesetText title;
  private final TypesetText subtitle;

  Picture(TypesetText title, TypesetText subtitle) {
    this.title = title;
    this.subtitle = subtitle;
  }

  abstract XYPlot plot();

  /** Draws the picture with its upper left corner at the origin. */
  public final void draw(Graphics2D graphics) {
    PictureStyle.smooth(graphics);
    XYPlot plot = plot();
    int lastBaseline = subtitleBaseline();
    PictureStyle.apply(plot, lastBaseline + PictureStyle.PLOT_BELOW_SUBTITLE);
    JFreeChart chart = new JFreeChart(null, null, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart
        .getRenderingHints()
        .put(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    chart.draw(graphics, new Rectangle2D.Double(0, 0, PictureStyle.WIDTH, PictureStyle.HEIGHT));
    graphics.setColor(PictureStyle.INK);
    drawCentred(graphics, title, PictureStyle.TITLE, PictureStyle.TITLE_BASELINE);
    graphics.setColor(PictureStyle.FAINT_INK);
    drawCentred(graphics, subtitle, PictureStyle.SUBTITLE, lastBaseline);
  }

  private int subtitleBaseline() {
    return title.isEmpty()
        ? PictureStyle.TITLE_BASELINE
        : PictureStyle.TITLE_BASELINE + PictureStyle.SUBTITLE_BELOW_TITLE;
  }

  private static void drawCentred(
      Graphics2D graphics, TypesetText text, Font font, double baseline) {
    double room = PictureStyle.WIDTH - 2.0 * PictureStyle.MARGIN_RIGHT;
    double width = text.width(graphics, font);
    Font fitting =
        width <= room ? font : font.deriveFont((float) (font.getSize2D() * room / width));
    text.draw(
        graphics, fitting, (PictureStyle.WIDTH - text.width(graphics, fitting)) / 2, baseline);
  }

  /**
   * Writes a PNG of 3200 x 1800 pixels.
   *
   * @throws FileException if that fails
   */
  public final void writePng(Path file) {
    BufferedImage image =
        new BufferedImage(
            PIXELS_PER_POINT * PictureStyle.WIDTH,
            PIXELS_PER_POINT * PictureStyle.HEIGHT,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
    draw(graphics);
    graphics.dispose();
    AtomicFile.write(file, temporary -> ImageIO.write(image, "png", temporary.toFile()));
  }

  /**
   * Writes an SVG.
   *
   * @throws FileException if that fails
   */
  public final void writeSvg(Path file) {
    SVGGraphics2D graphics = new SVGGraphics2D(emptyDocument());
    graphics.setSVGCanvasSize(new Dimension(PictureStyle.WIDTH, PictureStyle.HEIGHT));
    draw(graphics);
    Element root = graphics.getRoot();
    root.setAttributeNS(
        null, "viewBox", "0 0 %d %d".formatted(PictureStyle.WIDTH, PictureStyle.HEIGHT));
    AtomicFile.write(
        file,
        temporary -> {
          try (Writer writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
            graphics.stream(root, writer, true, false);
          }
        });
  }

  private static Document emptyDocument() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG_NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }
}
