package org.powdermill.tools.picture;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.io.IOException;
import java.io.StringWriter;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;

/** Java2D drawing as one SVG element, which can stand in HTML or be a file of its own. */
public final class SvgCanvas {

  private SvgCanvas() {}

  /**
   * Draws.
   *
   * @param id unique on the page
   * @param width pixels
   * @param height pixels
   */
  public static String svg(String id, int width, int height, Consumer<Graphics2D> drawing) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .getDOMImplementation()
              .createDocument("http://www.w3.org/2000/svg", "svg", null);
      SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
      context.setComment("");
      context.setIDGenerator(
          new SVGIDGenerator() {
            @Override
            public String generateID(String prefix) {
              return super.generateID(id + "-" + prefix);
            }
          });
      SVGGraphics2D graphics = new SVGGraphics2D(context, false);
      graphics.setSVGCanvasSize(new Dimension(width, height));
      drawing.accept(graphics);
      StringWriter text = new StringWriter();
      graphics.stream(text, false);
      return text.toString().substring(text.toString().indexOf("<svg"));
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
