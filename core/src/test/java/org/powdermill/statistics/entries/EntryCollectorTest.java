package org.powdermill.statistics.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.powdermill.statistics.StatisticsException;

class EntryCollectorTest {

  private static final String SALT =
      "{'id':'salt','src':'hand','sg':225,'sg_loose':225,'cell':[5.64,5.64,5.64,90,90,90],"
          + "'vol':179.406,'sites':[['Na',4,'a',0,0,0],['Cl',4,'b',0.5,0.5,0.5]]}";

  @TempDir Path folder;

  private List<EntryResult> collect(Path... inputs) {
    return new EntryCollector(2, folder, entry -> {}).collect(List.of(inputs));
  }

  private Path table(String... lines) throws IOException {
    Path table = folder.resolve("table.jsonl");
    Files.writeString(table, String.join("\n", lines).replace('\'', '"') + "\n");
    return table;
  }

  @Test
  void rowOfATableIsVerifiedAndCounted() throws IOException {
    List<EntryResult> results = collect(table(SALT));

    CrystalEntry salt = (CrystalEntry) results.get(0);
    assertThat(salt.structureType()).isEqualTo("225_a_b");
    assertThat(salt.formula()).isEqualTo("Cl1 Na1");
    assertThat(salt.sites())
        .containsExactly(new OccupiedSite("Na", 'a'), new OccupiedSite("Cl", 'b'));
    assertThat(salt.ambiguous()).isFalse();
    assertThat(salt.leftOutReason()).isEmpty();
  }

  @Test
  void zippedTableGivesTheSame() throws IOException {
    Path plain = table(SALT, SALT.replace("salt", "again"));
    Path zipped = folder.resolve("zipped.jsonl.gz");
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      stream.write(Files.readAllBytes(plain));
    }

    assertThat(collect(zipped)).isEqualTo(collect(plain)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'sg':225 | 'sg':0 | sg is no space group",
        "'sg':225 | 'sg':'225' | sg is no space group",
        "'cell':[5.64 | 'cell':[9 | the cell is not that of F m -3 m (225) in its standard setting",
        "'vol':179.406 | 'vol':18 | vol is 18, but the cell has 179.4061",
        "'Na',4,'a' | 'Na',8,'a' | position a has the multiplicity 4, not 8",
        "'Na',4,'a' | 'Na',4,'z' | space group 225 has no Wyckoff position z",
        "'Na',4 | 'Xx',4 | 'Xx' is no element",
        "'a',0,0 | 'a',0,0.1 | is not on 4a of F m -3 m (225)",
        "'b',0.5,0.5,0.5 | 'b',0.5,0.5,'0' | z is no number",
        "'id':'salt' | 'id':7 | id is no text",
        "['Na', | [{'Na':0.7;'K':0.6}, | a site is filled more than once",
        "}EOL | } | not JSON",
        "'Na' | 'Pm' | the van der Waals radius of Pm is not tabulated"
      },
      quoteCharacter = '`')
  void faultyRowIsRefusedWithItsReason(String right, String wrong, String reason)
      throws IOException {
    String line =
        right.startsWith("}")
            ? SALT.substring(0, SALT.length() - 3)
            : SALT.replace(right, wrong.replace(';', ','));

    List<EntryResult> results = collect(table(line, SALT));

    assertThat(results).hasSize(2);
    assertThat(((RefusedEntry) results.get(0)).where()).startsWith("table.jsonl line 1");
    assertThat(((RefusedEntry) results.get(0)).detail()).contains(reason.replace('\'', '\''));
  }

  @Test
  void endlessLineIsRefusedWithoutBeingHeld() throws IOException {
    String longLine = "{" + " ".repeat(StructureTable.MAX_LINE_BYTES + 10) + "}";

    List<EntryResult> results = collect(table(longLine, SALT));

    assertThat(((RefusedEntry) results.get(0)).detail()).contains("more than 1048576 bytes");
    assertThat(results.get(1)).isInstanceOf(CrystalEntry.class);
  }

  @Test
  void typesOfTheSourceWinAndABlankOneIsATypeOfItsOwn() throws IOException {
    List<EntryResult> results =
        collect(
            table(
                SALT.replace("'src'", "'structure_type':'NaCl','src'"),
                SALT.replace("'src'", "'structure_type':null,'src'")));

    assertThat(results.stream().map(entry -> ((CrystalEntry) entry).structureType()))
        .containsExactly("named NaCl", "only salt");
  }

  @Test
  void ofTwoEntriesWithOneIdTheFirstStays() throws IOException {
    EntrySet entries = EntrySet.of(collect(table(SALT, SALT)));

    assertThat(entries.crystals()).hasSize(1);
    assertThat(entries.refused().get(0).reason()).isEqualTo("its id stands twice");
  }

  @Test
  void largeCellsAndManyAtomsAreLeftOut() throws IOException {
    String large = SALT.replace("5.64", "19.2").replace("179.406", "7077.888");

    CrystalEntry entry = (CrystalEntry) collect(table(large)).get(0);

    assertThat(entry.leftOutReason()).contains("cell of 7078 cubic angstrom (limit 7000)");
  }

  @Test
  void interruptedRunGoesOnFromItsParts() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      lines.add(SALT.replace("salt", "salt" + i));
    }
    Path table = table(lines.toArray(String[]::new));
    EntryCollector interrupted =
        new EntryCollector(
            2,
            folder,
            entry -> {
              if (entry.endsWith(" 2222")) {
                throw new IllegalStateException("interrupted");
              }
            });
    assertThatThrownBy(() -> interrupted.collect(List.of(table)))
        .hasMessageContaining("interrupted");
    assertThat(parts()).hasSize(2);
    for (Path part : parts()) {
      // What comes from a part, and not from the table, can be told.
      replaceInPart(part, "\"hand\"", "\"kept\"");
    }

    EntryCollector again = new EntryCollector(2, folder, entry -> {});
    List<EntryResult> results = again.collect(List.of(table));

    assertThat(results).hasSize(2500);
    assertThat(results.stream().filter(e -> ((CrystalEntry) e).source().equals("kept")))
        .hasSize(2000);
    again.forget();
    assertThat(parts()).isEmpty();
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(".entries-")).toList();
    }
  }

  private static void replaceInPart(Path part, String from, String to) throws IOException {
    byte[] bytes;
    try (var stream = new java.util.zip.GZIPInputStream(Files.newInputStream(part))) {
      bytes = stream.readAllBytes();
    }
    String text = new String(bytes, StandardCharsets.UTF_8).replace(from, to);
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(part))) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void icsdExportIsReadAsItComes() throws IOException {
    Path export = Files.createDirectory(folder.resolve("icsd"));
    String cif =
        """
        data_%s-ICSD
        _cell_length_a 5.64
        _cell_length_b 5.64
        _cell_length_c 5.64
        _cell_angle_alpha 90
        _cell_angle_beta 90
        _cell_angle_gamma 90
        _space_group_name_H-M_alt 'F m -3 m'
        loop_
        _atom_site_label
        _atom_site_fract_x
        _atom_site_fract_y
        _atom_site_fract_z
        Na1 0 0 0
        Cl1 0.5 0.5 0.5
        """;
    Files.writeString(export.resolve("1.cif"), cif.formatted("26158"));
    Files.writeString(export.resolve("2.cif"), cif.formatted("26159"));
    Files.writeString(export.resolve("CollectionCode26160.cif"), cif.formatted("salt"));
    Files.writeString(export.resolve("broken.cif"), "data_x\n_cell_length_a 5\n");
    Files.writeString(
        export.resolve("ICSD_data_from_API.csv"),
        """
        sep=,
        CollectionCode,HMS,StructuredFormula,StructureType
        26158,F m -3 m,Na Cl,NaCl
        26159,P m -3 m,"Na Cl, wrong",
        26160,F m -3 m Z,Na Cl,NaCl
        """);

    EntrySet entries = EntrySet.of(collect(export));

    assertThat(entries.crystals())
        .extracting(CrystalEntry::id, CrystalEntry::structureType, CrystalEntry::sourceLabel)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("26158", "named NaCl", 225),
            org.assertj.core.groups.Tuple.tuple("26159", "only 26159", 221),
            org.assertj.core.groups.Tuple.tuple("26160", "named NaCl", 225));
    assertThat(entries.crystals()).allMatch(entry -> entry.spaceGroup() == 225);
    assertThat(entries.refused()).hasSize(1);
  }

  @Test
  void csvWithoutIdsIsNamed() throws IOException {
    Path csv = folder.resolve("labels.csv");
    Files.writeString(csv, "name,type\na,b\n");

    assertThatThrownBy(() -> collect(csv))
        .isInstanceOf(StatisticsException.class)
        .hasMessageContaining("labels.csv has no column id");
  }
}
