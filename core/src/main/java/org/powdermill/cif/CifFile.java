package org.powdermill.cif;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** A CIF as found: its name and bytes, or why there are none. */
public final class CifFile {

  private final String source;
  private final byte[] content;
  private final Optional<CifResult.Refused> refusal;

  private CifFile(String source, byte[] content, Optional<CifResult.Refused> refusal) {
    this.source = source;
    this.content = content;
    this.refusal = refusal;
  }

  /** Reads a stream; if it is longer than {@link CifReader#MAX_BYTES}, the content is refused. */
  static CifFile read(InputStream stream, String source) {
    try {
      byte[] content = stream.readNBytes(CifReader.MAX_BYTES + 1);
      return content.length > CifReader.MAX_BYTES
          ? refused(
              source,
              RefusalReason.TOO_LONG,
              "it has more than %d bytes".formatted(CifReader.MAX_BYTES))
          : new CifFile(source, content, Optional.empty());
    } catch (IOException e) {
      return unreadable(source, e);
    }
  }

  /** A file that could not be read. */
  static CifFile unreadable(String source, IOException cause) {
    String detail =
        cause.getMessage() == null || cause.getMessage().equals(source)
            ? cause.getClass().getSimpleName()
            : cause.getMessage();
    return refused(source, RefusalReason.UNREADABLE, detail);
  }

  private static CifFile refused(String source, RefusalReason reason, String detail) {
    return new CifFile(
        source, new byte[0], Optional.of(new CifResult.Refused(source, "", reason, detail)));
  }

  /** Path, or archive and entry joined by an exclamation mark. */
  public String source() {
    return source;
  }

  /** The bytes, not to be changed; none when there is a refusal. */
  byte[] content() {
    return content;
  }

  /** Number of bytes. */
  public int length() {
    return content.length;
  }

  /** Adds name and content to a digest. */
  public void digestInto(MessageDigest digest) {
    digest.update(source.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(content);
  }

  /** Why the content was not read. */
  public Optional<CifResult.Refused> refusal() {
    return refusal;
  }
}
