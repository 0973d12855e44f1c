package org.powdermill.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.powdermill.cif.CifReader;
import org.powdermill.cif.CifResult;
import org.powdermill.crystal.Crystal;

/** The crystals of docs/examples, which stand in the jar as well. */
final class ExampleCrystals {

  private static final List<String> NAMES =
      List.of(
          "calcite",
          "copper",
          "corundum",
          "fluorite",
          "halite",
          "quartz",
          "rutile",
          "silicon",
          "spinel",
          "zincite");

  private ExampleCrystals() {}

  static List<Crystal> all() {
    List<Crystal> crystals = new ArrayList<>();
    for (String name : NAMES) {
      crystals.add(read(name + ".cif"));
    }
    return crystals;
  }

  private static Crystal read(String name) {
    try (InputStream stream = ExampleCrystals.class.getResourceAsStream("examples/" + name)) {
      CifResult result = new CifReader().read(stream, name).get(0);
      return ((CifResult.Accepted) result).crystal();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
