package org.powdermill.pattern;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks through XML that nobody vouches for: no document type, so no entity that grows or leads
 * elsewhere, and no deeper nesting than instruments write.
 */
final class HostileXml {

  private static final int MAX_DEPTH = 64;
  private static final XMLInputFactory FACTORY = factory();

  /** Is told of elements. */
  interface Visitor {
    /**
     * An element begins; its text may be taken by {@link XMLStreamReader#getElementText}.
     *
     * @param name local name
     */
    void start(String name, XMLStreamReader xml) throws XMLStreamException;
  }

  private HostileXml() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * Walks through a document.
   *
   * @throws MeasurementException if it is no XML, or has a document type
   */
  static void walk(InputStream stream, Visitor visitor) {
    try {
      XMLStreamReader xml = FACTORY.createXMLStreamReader(characters(stream));
      int depth = 0;
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
          throw new MeasurementException(
              "line %d: a document type or entity, which no instrument writes"
                  .formatted(xml.getLocation().getLineNumber()));
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          if (depth++ == MAX_DEPTH) {
            throw new MeasurementException(
                "line %d: elements are nested deeper than %d"
                    .formatted(xml.getLocation().getLineNumber(), MAX_DEPTH));
          }
          visitor.start(xml.getLocalName(), xml);
          if (xml.getEventType() == XMLStreamConstants.END_ELEMENT) {
            depth--; // its text was taken
          }
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          depth--;
        }
      }
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof IOException failure) {
        throw unreadable(failure);
      }
      throw new MeasurementException(
          "is no XML: " + PlainText.oneLine(String.valueOf(e.getMessage())), e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static MeasurementException unreadable(IOException e) {
    return new MeasurementException(
        "cannot be read or unpacked: " + PlainText.oneLine(String.valueOf(e.getMessage())), e);
  }

  /**
   * Characters by the byte order mark, else as Latin-1: names and numbers are ASCII in any encoding
   * that instruments write, and no byte is wrong, which the parser would print.
   */
  private static Reader characters(InputStream stream) throws IOException {
    PushbackInputStream bytes = new PushbackInputStream(stream, PlainText.LONGEST_MARK);
    byte[] start = bytes.readNBytes(PlainText.LONGEST_MARK);
    PlainText.Encoding encoding = PlainText.Encoding.of(start);
    bytes.unread(start, encoding.markBytes(), start.length - encoding.markBytes());
    return new InputStreamReader(bytes, encoding.charset());
  }
}
