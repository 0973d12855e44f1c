package org.powdermill.cif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.powdermill.cif.TestCif.atoms;
import static org.powdermill.cif.TestCif.cubic;
import static org.powdermill.cif.TestCif.symbol;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CifFilesTest {

  private static final byte[] CIF =
      (cubic(5) + symbol("P 1") + atoms("Fe1 0 0 0")).getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  private final List<String> sources = new ArrayList<>();
  private final List<CifResult> results = new ArrayList<>();

  private long read(Path path) {
    CifReader reader = new CifReader();
    return CifFiles.forEach(
        path,
        file -> {
          sources.add(file.source());
          results.addAll(reader.read(file));
        });
  }

  @Test
  void folderIsReadWithAllBelowItInOrder() throws IOException {
    Files.createDirectories(folder.resolve("b/c"));
    Files.write(folder.resolve("b/c/2.cif"), CIF);
    Files.write(folder.resolve("b/1.CIF"), CIF);
    Files.write(folder.resolve("a.cif"), CIF);
    Files.write(folder.resolve("notes.txt"), CIF);
    assertThat(read(folder)).isEqualTo(1);
    assertThat(sources)
        .containsExactly(
            folder.resolve("a.cif").toString(),
            folder.resolve("b/1.CIF").toString(),
            folder.resolve("b/c/2.cif").toString());
  }

  @Test
  void linksOutOfTheFolderAndRoundInItAreNotFollowed() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.write(folder.resolve("outside.cif"), CIF);
    Files.write(inside.resolve("real.cif"), CIF);
    Files.createSymbolicLink(inside.resolve("out.cif"), folder.resolve("outside.cif"));
    Files.createSymbolicLink(inside.resolve("in.cif"), inside.resolve("real.cif"));
    Files.createSymbolicLink(inside.resolve("loop"), inside);
    Files.createSymbolicLink(inside.resolve("nowhere.cif"), inside.resolve("missing"));
    assertThat(read(inside)).isEqualTo(3);
    assertThat(sources).hasSize(2).allMatch(s -> s.endsWith("real.cif") || s.endsWith("in.cif"));
  }

  @Test
  void singleFileIsReadWhateverItsName() throws IOException {
    Path file = Files.write(folder.resolve("structure.txt"), CIF);
    assertThat(read(file)).isZero();
    assertThat(results).hasSize(1).allMatch(CifResult.Accepted.class::isInstance);
  }

  @Test
  void missingFileIsARefusal() {
    read(folder.resolve("missing.cif"));
    assertThat(results).hasSize(1);
    assertThat(((CifResult.Refused) results.get(0)).message())
        .contains("missing.cif", "there is no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.tar", "x.tar.gz", "x.tgz", "x.tar.zst", "x.zip"})
  void archiveIsReadEntryByEntry(String name) throws IOException {
    Path archive = folder.resolve(name);
    write(archive, List.of("one.cif", "readme.txt", "deep/two.cif", "../../etc/three.cif"), CIF);
    assertThat(read(archive)).isEqualTo(1);
    assertThat(sources)
        .containsExactly(
            archive + "!one.cif", archive + "!deep/two.cif", archive + "!../../etc/three.cif");
    assertThat(results).hasSize(3).allMatch(CifResult.Accepted.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bomb.tar.gz", "bomb.tar.zst", "bomb.zip"})
  void entryThatUnpacksToHundredsOfMegabytesIsOneRefusal(String name) throws IOException {
    Path archive = folder.resolve(name);
    write(archive, List.of("bomb.cif", "good.cif"), new byte[200 << 20]);
    assertThat(Files.size(archive)).isLessThan(1 << 20);
    read(archive);
    assertThat(results)
        .hasSize(2)
        .allSatisfy(
            result ->
                assertThat(((CifResult.Refused) result).reason())
                    .isEqualTo(RefusalReason.TOO_LONG));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.tar", "x.tar.gz", "x.tar.zst", "x.zip"})
  void damagedArchiveIsARefusalAfterWhatCouldBeRead(String name) throws IOException {
    Path archive = folder.resolve(name);
    write(archive, List.of("one.cif", "two.cif", "three.cif"), CIF);
    byte[] whole = Files.readAllBytes(archive);
    int cut = name.equals("x.tar") ? 3 * 512 + 100 : whole.length / 2;
    Files.write(archive, Arrays.copyOf(whole, cut));
    read(archive);
    assertThat(results).isNotEmpty();
    assertThat(results.get(results.size() - 1)).isInstanceOf(CifResult.Refused.class);
    Files.write(
        archive,
        "garbage, no archive at all, though long enough"
            .repeat(30)
            .getBytes(StandardCharsets.US_ASCII));
    results.clear();
    read(archive);
    assertThat(results).isNotEmpty().allMatch(CifResult.Refused.class::isInstance);
  }

  @Test
  void tarEntryWithAHeaderOfManyMegabytesIsARefusal() throws IOException {
    Path archive = folder.resolve("names.tar.gz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      TarArchiveEntry entry = new TarArchiveEntry("longlink", TarConstants.LF_GNUTYPE_LONGNAME);
      entry.setSize(50 << 20);
      tar.putArchiveEntry(entry);
      tar.write(new byte[50 << 20]);
      tar.closeArchiveEntry();
    }
    read(archive);
    assertThat(results).hasSize(1);
    assertThat(((CifResult.Refused) results.get(0)).detail()).contains("header");
  }

  private static void write(Path archive, List<String> names, byte[] content) throws IOException {
    String name = archive.toString();
    try (OutputStream file = Files.newOutputStream(archive)) {
      if (name.endsWith(".zip")) {
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
          for (String entry : names) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content);
          }
        }
        return;
      }
      OutputStream packed = file;
      if (name.endsWith("gz")) {
        packed = new GZIPOutputStream(file);
      } else if (name.endsWith("zst")) {
        packed = new ZstdOutputStream(file);
      }
      try (TarArchiveOutputStream tar = new TarArchiveOutputStream(packed)) {
        for (String entry : names) {
          TarArchiveEntry header = new TarArchiveEntry(entry);
          header.setSize(content.length);
          tar.putArchiveEntry(header);
          tar.write(content);
          tar.closeArchiveEntry();
        }
      }
    }
  }
}
