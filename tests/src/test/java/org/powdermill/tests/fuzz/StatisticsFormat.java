package org.powdermill.tests.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.generation.DiffractogramGenerator;
import org.powdermill.generation.GenerationException;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.statistics.StatisticsException;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * Statistics: a few groups of the built-in ones. Their digest is put right after the damage, so
 * that what is drawn from them is tried too.
 */
final class StatisticsFormat {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> GROUPS = List.of("2", "14", "62", "166", "225");
  private static final int LATTICES = 4;
  private static final int NUMBERS = 6;
  private static final int DRAWS = 3;

  private static final GenerationSettings SETTINGS =
      new GenerationSettings(
          GenerationSettings.GroupDraw.UNIFORM,
          List.of(),
          1,
          20,
          100,
          true,
          true,
          false,
          new DiffractionSettings(
              new Wavelength("CuKa1", 1.5406), new TwoThetaGrid(5, 60, 0.1), 0, Map.of()));

  private StatisticsFormat() {}

  static ForeignFormat format() {
    return new ForeignFormat(
        "statistics",
        "a.json.gz",
        true,
        List.of(small(false), small(true)),
        StatisticsFormat::sealed,
        StatisticsFormat::read);
  }

  private static byte[] small(boolean one) {
    try {
      ObjectNode all =
          (ObjectNode)
              JSON.readTree(
                  new GZIPInputStream(new ByteArrayInputStream(StatisticsFile.builtInBytes())));
      ObjectNode statistics = (ObjectNode) all.get("statistics");
      ObjectNode groups = (ObjectNode) statistics.get("groups");
      groups.retain(one ? List.of("14") : GROUPS);
      groups.forEach(StatisticsFormat::shorten);
      statistics.get("lattices").forEach(rows -> cut((ArrayNode) rows, LATTICES));
      return JSON.writeValueAsBytes(all);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void shorten(JsonNode group) {
    cut((ArrayNode) group.get("atomic_volumes"), NUMBERS);
    cut((ArrayNode) group.get("density_factors"), NUMBERS);
    for (String map : List.of("repetitions_by_element", "wyckoff_positions_by_element")) {
      ((ObjectNode) group).putObject(map);
    }
  }

  private static void cut(ArrayNode list, int length) {
    while (list.size() > length) {
      list.remove(list.size() - 1);
    }
  }

  private static byte[] sealed(byte[] json, SplittableRandom random) throws IOException {
    try {
      if (JSON.readTree(json) instanceof ObjectNode all && all.has("statistics")) {
        all.put("digest", sha256(JSON.writeValueAsBytes(all.get("statistics"))));
        return Archives.gzip(JSON.writeValueAsBytes(all));
      }
    } catch (IOException e) {
      return Archives.gzip(json); // no JSON any more: as it is
    }
    return Archives.gzip(json);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<String> read(Path file) {
    StatisticsFile statistics;
    try {
      statistics = StatisticsFile.read(file);
    } catch (StatisticsException e) {
      return Optional.of(e.getMessage());
    }
    try {
      DiffractogramGenerator generator =
          new DiffractogramGenerator(statistics.statistics(), SETTINGS, 1, SymmetryFinder.load());
      float[] diffractogram = new float[SETTINGS.diffraction().grid().points()];
      for (int i = 0; i < DRAWS; i++) {
        generator.generate(i, diffractogram);
      }
    } catch (GenerationException e) {
      return Optional.of(file + ": " + e.getMessage());
    }
    return Optional.empty();
  }
}
