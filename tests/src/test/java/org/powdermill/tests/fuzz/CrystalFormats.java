package org.powdermill.tests.fuzz;

import static org.powdermill.tests.fuzz.Corpus.utf8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.powdermill.cif.CifFiles;
import org.powdermill.cif.CifReader;
import org.powdermill.cif.CifResult;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.statistics.StatisticsException;
import org.powdermill.statistics.entries.SourceLabels;
import org.powdermill.statistics.entries.StructureCollector;
import org.powdermill.testset.IdList;
import org.powdermill.testset.TestSetException;
import org.powdermill.trainer.prediction.IntakeSettings;
import org.powdermill.trainer.prediction.PatternIntake;

/** CIFs, archives of them, tables of crystals, labels and lists of ids. */
final class CrystalFormats {

  private static final String ROW =
      """
      {"id":"a-%d","sg":225,"cell":[5.64,5.64,5.64,90,90,90],"vol":179.406144,\
      "sites":[["Na",4,"a",0,0,0],[{"Cl":0.9,"Br":0.1},4,"b",0.5,0.5,0.5]],"structure_type":"NaCl"}
      """;

  private final Corpus corpus;
  private final CifReader reader = new CifReader();
  private final PatternIntake intake =
      new PatternIntake(new TwoThetaGrid(5, 90, 0.1), 1.5406, IntakeSettings.DEFAULT);

  CrystalFormats(Corpus corpus) {
    this.corpus = corpus;
  }

  List<ForeignFormat> all() {
    List<byte[]> cifs = corpus.cifs();
    List<byte[]> tables = corpus.structures();
    tables.add(utf8(ROW.formatted(1) + ROW.formatted(2)));
    List<byte[]> labels =
        List.of(
            utf8(
                "sep=,\nCollectionCode,StructureType,HMS\n1,NaCl,F m -3 m\n2,\"a,b\",P 1 21/c 1\n"),
            utf8("id,structure_type,space_group\na-1,NaCl,225\na-2,,14\n"));
    return List.of(
        new ForeignFormat("cif", "a.cif", true, cifs, this::simulate),
        new ForeignFormat("cif-symmetry", "a.cif", true, cifs, CrystalFormats::collect),
        archive("zip", cifs),
        archive("tar", cifs),
        archive("tar.gz", cifs),
        archive("tar.zst", cifs),
        new ForeignFormat("structures", "a.jsonl", true, tables, CrystalFormats::collect),
        new ForeignFormat(
            "structures-gz",
            "a.jsonl.gz",
            true,
            tables,
            (content, random) -> Archives.gzip(content),
            CrystalFormats::collect),
        new ForeignFormat("labels", "labels.csv", true, labels, CrystalFormats::labels),
        new ForeignFormat(
            "ids", "ids.txt", true, List.of(utf8("a-1\na-2\n")), CrystalFormats::ids));
  }

  private ForeignFormat archive(String kind, List<byte[]> cifs) {
    return new ForeignFormat(
        kind,
        "a." + kind,
        true,
        cifs,
        (content, random) -> Archives.of(kind, content, random),
        this::readAll);
  }

  private Optional<String> simulate(Path file) {
    return firstRefusal(intake.take(file).stream().map(PatternFormats::refusal).toList());
  }

  /** Taken if one crystal is. */
  private static Optional<String> firstRefusal(List<Optional<String>> refusals) {
    if (refusals.isEmpty()) {
      throw new IllegalStateException("no result at all");
    }
    return refusals.contains(Optional.<String>empty()) ? Optional.empty() : refusals.get(0);
  }

  private Optional<String> readAll(Path file) {
    List<Optional<String>> refusals = new ArrayList<>();
    long skipped =
        CifFiles.forEach(
            file, cif -> reader.read(cif).forEach(result -> refusals.add(refusal(result))));
    return refusals.isEmpty() && skipped >= 0
        ? Optional.of(file + " holds no CIF")
        : firstRefusal(refusals);
  }

  private static Optional<String> refusal(CifResult result) {
    return result instanceof CifResult.Refused refused
        ? Optional.of(refused.message())
        : Optional.empty();
  }

  private static Optional<String> collect(Path file) {
    try {
      StructureCollector.Result result =
          StructureCollector.collect(List.of(file), entry -> true, 1, name -> {});
      return result.entries().crystals().isEmpty()
          ? Optional.of(
              String.valueOf(
                  result.entries().refused().stream()
                      .findFirst()
                      .map(e -> e.where() + " " + e.detail())
                      .orElse(file + " holds nothing")))
          : Optional.empty();
    } catch (StatisticsException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Optional<String> labels(Path file) {
    try {
      return SourceLabels.read(List.of(file)).isEmpty()
          ? Optional.of(file + " has no rows")
          : Optional.empty();
    } catch (StatisticsException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Optional<String> ids(Path file) {
    try {
      return IdList.read(file).isEmpty() ? Optional.of(file + " is empty") : Optional.empty();
    } catch (TestSetException e) {
      return Optional.of(e.getMessage());
    }
  }
}
