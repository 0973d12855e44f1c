package org.powdermill.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.GroupStatistics;
import org.powdermill.statistics.LatticeType;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.WyckoffPosition;

/** Statistics of no real crystals, with all groups as classes, for tests. */
final class HandmadeStatistics {

  private HandmadeStatistics() {}

  static CrystalStatistics ofAllGroups() {
    Random random = new Random(1);
    Map<Integer, GroupStatistics> groups = new TreeMap<>();
    for (SpaceGroup group : SpaceGroup.all()) {
      groups.put(group.number(), group(group, random));
    }
    Map<LatticeType, List<List<Double>>> lattices = new TreeMap<>();
    for (LatticeType type : LatticeType.values()) {
      if (type != LatticeType.CUBIC) {
        lattices.put(
            type, IntStream.range(0, 200).mapToObj(i -> parameters(type, random)).toList());
      }
    }
    return new CrystalStatistics(
        "made by hand for tests",
        "none",
        50,
        List.of(0.05, 60.0),
        new TreeMap<>(groups),
        lattices,
        "0".repeat(64));
  }

  private static GroupStatistics group(SpaceGroup group, Random random) {
    List<Double> volumes = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      volumes.add(50 + 5000 * random.nextDouble() * random.nextDouble());
      factors.add(0.6 + 0.5 * random.nextDouble());
    }
    Map<Character, Double> positions =
        group.wyckoffPositions().stream()
            .collect(Collectors.toMap(WyckoffPosition::letter, position -> 1.0));
    return new GroupStatistics(
        group.number(),
        100,
        1,
        Map.of(1, 20.0, 2, 40.0, 3, 30.0, 4, 10.0),
        Map.of("O", 50.0, "Si", 20.0, "Fe", 20.0, "H", 5.0, "Cs", 5.0, "U", 3.0),
        Map.of(1, 60.0, 2, 30.0, 5, 10.0),
        positions,
        Map.of(),
        Map.of(),
        volumes,
        factors);
  }

  private static List<Double> parameters(LatticeType type, Random random) {
    List<Double> row = new ArrayList<>();
    int angles =
        switch (type) {
          case TRICLINIC -> 3;
          case MONOCLINIC -> 1;
          default -> 0;
        };
    for (int i = 0; i < type.parameters() - angles; i++) {
      row.add(0.7 + 0.6 * random.nextDouble());
    }
    for (int i = 0; i < angles; i++) {
      row.add(Math.toRadians(80 + 20 * random.nextDouble()));
    }
    return row;
  }
}
