package org.powdermill.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows run one way: tools, then trainer and mpi, then core; inside core towards symmetry. */
class ModuleArrowsTest {
  private static final String HOUSE = "org.powdermill";
  private static final String BROKEN_HOUSE = "org.powdermill.tests.architecture.broken";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/org/powdermill/tests/"))
          .importPackages(HOUSE);
  private static final JavaClasses BROKEN_CLASSES =
      new ClassFileImporter().importPackages(BROKEN_HOUSE);

  static Stream<String> rules() {
    return new HouseRules(HOUSE).all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theHouseKeepsTheRule(String rule) {
    new HouseRules(HOUSE).all().get(rule).check(CLASSES);
  }

  /** Each rule is able to fail: the broken house breaks every one. */
  @ParameterizedTest
  @MethodSource("rules")
  void theRuleSeesTheBrokenHouse(String rule) {
    ArchRule onBroken = new HouseRules(BROKEN_HOUSE).all().get(rule);

    assertThat(onBroken.evaluate(BROKEN_CLASSES).hasViolation()).isTrue();
  }

  /** A rule on a misspelt package would hold for ever. */
  @Test
  void allModulesAreImported() {
    Set<String> packages =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .map(ModuleArrowsTest::belowRoot)
            .collect(Collectors.toSet());

    assertThat(packages)
        .contains("trainer", "mpi", "tools", "symmetry", "crystal", "diffraction", "pattern");
  }

  private static String belowRoot(String packageName) {
    return packageName.substring(HOUSE.length() + 1).replaceFirst("\\..*", "");
  }
}
