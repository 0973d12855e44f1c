package org.powdermill.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The arrows of the house below one root package: tools -> trainer, mpi -> core, and inside core
 * science -> hdf5, production never. The root is a parameter, so that a house of made-up classes
 * can prove that each rule is able to fail.
 */
final class HouseRules {
  private static final List<String> SCIENCE =
      List.of(
          "symmetry",
          "crystal",
          "cif",
          "statistics",
          "generation",
          "diffraction",
          "pattern",
          "comparison");
  private static final String[] JHDF5 = {"ch.systemsx..", "hdf.."};
  private static final String[] DEEPLEARNING4J = {
    "org.deeplearning4j..", "org.nd4j..", "org.bytedeco.."
  };
  private static final String[] MPJ_EXPRESS = {"mpi", "mpi..", "mpjdev..", "xdev..", "mpjbuf.."};

  /**
   * What a core package may know of the other core packages. Those that are not named here are
   * bound by the other rules only.
   */
  private static final Map<String, List<String>> CORE_ARROWS =
      Map.of(
          "files", List.of(),
          "symmetry", List.of(),
          "crystal", List.of("symmetry"),
          "cif", List.of("symmetry", "crystal"),
          "diffraction", List.of("symmetry", "crystal"),
          "pattern", List.of("diffraction"));

  private final String root;

  HouseRules(String root) {
    this.root = root;
  }

  Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put(
        "core knows no module above it",
        onlyTheirOwn(coreAndScience(), modules("tools", "trainer", "mpi")));
    rules.put(
        "trainer knows neither tools nor mpi",
        onlyTheirOwn(modules("trainer"), modules("tools", "mpi")));
    rules.put(
        "mpi knows neither tools nor trainer",
        onlyTheirOwn(modules("mpi"), modules("tools", "trainer")));
    rules.put("only hdf5 imports JHDF5", onlyIn(modules("hdf5"), JHDF5));
    rules.put(
        "only symmetry.spglib imports JNA", onlyIn(modules("symmetry.spglib"), "com.sun.jna.."));
    rules.put("only mpi imports MPJ Express", onlyIn(modules("mpi"), MPJ_EXPRESS));
    rules.put(
        "only trainer.network.dl4j imports Deeplearning4j",
        onlyIn(modules("trainer.network.dl4j"), DEEPLEARNING4J));
    rules.put("only tools imports Picocli", onlyIn(modules("tools"), "picocli.."));
    rules.put(
        "science does not know hdf5 and production",
        onlyTheirOwn(modules(SCIENCE), modules("hdf5", "production", "testset")));
    rules.put(
        "files, hdf5 and production do not know testset",
        onlyTheirOwn(modules("files", "hdf5", "production"), modules("testset")));
    CORE_ARROWS.forEach(
        (name, known) -> rules.put(name + " knows only " + known, coreArrow(name, known)));
    rules.put(
        "no cycle between packages", slices().matching(root + ".(*)..").should().beFreeOfCycles());
    rules.put("every package has its place", classes().should().resideInAnyPackage(places()));
    return rules;
  }

  private static ArchRule onlyTheirOwn(String[] these, String[] others) {
    // Some packages are still to come; a rule on them holds until then. That the rule can fail is
    // proved apart.
    return noClasses()
        .that()
        .resideInAnyPackage(these)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true);
  }

  private ArchRule onlyIn(String[] owner, String... library) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(owner)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library);
  }

  private ArchRule coreArrow(String name, List<String> known) {
    String[] others =
        Stream.concat(SCIENCE.stream(), Stream.of("hdf5", "production", "testset"))
            .filter(other -> !other.equals(name) && !known.contains(other))
            .map(this::below)
            .toArray(String[]::new);
    return onlyTheirOwn(modules(name), others);
  }

  private String[] coreAndScience() {
    return Stream.concat(SCIENCE.stream(), Stream.of("files", "hdf5", "production", "testset"))
        .map(this::below)
        .toArray(String[]::new);
  }

  private String[] places() {
    return Stream.concat(
            Arrays.stream(coreAndScience()),
            Stream.of(modules("tools", "trainer", "mpi", "testreport")).flatMap(Stream::of))
        .toArray(String[]::new);
  }

  private String[] modules(List<String> names) {
    return names.stream().map(this::below).toArray(String[]::new);
  }

  private String[] modules(String... names) {
    return modules(List.of(names));
  }

  private String below(String name) {
    return root + "." + name + "..";
  }
}
