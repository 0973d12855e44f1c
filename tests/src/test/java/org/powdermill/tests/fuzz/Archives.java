package org.powdermill.tests.fuzz;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Archives with one good name and others that lead astray. */
final class Archives {

  private static final List<String> HOSTILE_NAMES =
      List.of(
          "../climbed.cif",
          "../../../../../../tmp/climbed.cif",
          "/tmp/climbed.cif",
          "a/../../climbed.cif",
          "..\\climbed.cif",
          "C:\\climbed.cif",
          "a\0b.cif",
          "new\nline\u001b[31m.cif",
          ".cif",
          "a.cif",
          "x".repeat(300) + ".cif",
          "%s%n.cif");

  private Archives() {}

  static byte[] of(String kind, byte[] content, SplittableRandom random) throws IOException {
    return switch (kind) {
      case "zip" -> zip(content, random);
      case "tar" -> tar(content, random);
      case "tar.gz" -> gzip(tar(content, random));
      case "tar.zst" -> Zstd.compress(tar(content, random));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
      zipped.write(content);
    }
    return bytes.toByteArray();
  }

  private static String hostileName(SplittableRandom random) {
    return HOSTILE_NAMES.get(random.nextInt(HOSTILE_NAMES.size()));
  }

  private static byte[] zip(byte[] content, SplittableRandom random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      add(zip, new ZipArchiveEntry(hostileName(random)), content);
      ZipArchiveEntry link = new ZipArchiveEntry("link.cif");
      link.setUnixMode(0120777);
      add(zip, link, "/etc/passwd".getBytes(StandardCharsets.US_ASCII));
      add(zip, new ZipArchiveEntry("good/good.cif"), content);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipArchiveOutputStream zip, ZipArchiveEntry entry, byte[] content)
      throws IOException {
    zip.putArchiveEntry(entry);
    zip.write(content);
    zip.closeArchiveEntry();
  }

  private static byte[] tar(byte[] content, SplittableRandom random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(
          random.nextBoolean()
              ? TarArchiveOutputStream.LONGFILE_GNU
              : TarArchiveOutputStream.LONGFILE_POSIX);
      TarArchiveEntry hostile = new TarArchiveEntry(hostileName(random), true);
      hostile.setSize(content.length);
      tar.putArchiveEntry(hostile);
      tar.write(content);
      tar.closeArchiveEntry();
      byte[] kinds = {
        TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_FIFO
      };
      TarArchiveEntry link = new TarArchiveEntry("link.cif", kinds[random.nextInt(kinds.length)]);
      link.setLinkName("/etc/passwd");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
      TarArchiveEntry good = new TarArchiveEntry("good/good.cif");
      good.setSize(content.length);
      tar.putArchiveEntry(good);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
