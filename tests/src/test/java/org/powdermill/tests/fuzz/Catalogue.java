package org.powdermill.tests.fuzz;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** All formats that are read, with the number of inputs of a full test. */
final class Catalogue {
  private final Map<String, ForeignFormat> formats = new LinkedHashMap<>();

  Catalogue(Corpus corpus, Path work) {
    new PatternFormats(corpus).all().forEach(f -> formats.put(f.name(), f));
    new CrystalFormats(corpus).all().forEach(f -> formats.put(f.name(), f));
    if (System.getProperty("h5") != null) new Hdf5Formats(corpus, work).all().forEach(f -> formats.put(f.name(), f));
    new JsonFormats(corpus, work).all().forEach(f -> formats.put(f.name(), f));
    formats.put("statistics", StatisticsFormat.format());
  }

  ForeignFormat format(String name) { return formats.get(name); }
  java.util.Set<String> names() { return formats.keySet(); }
  long count(String name) { return 5000; }
}
