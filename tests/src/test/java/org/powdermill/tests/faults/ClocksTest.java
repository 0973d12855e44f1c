package org.powdermill.tests.faults;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes whose clocks are apart by an hour. */
class ClocksTest {

  private static final List<String> AN_HOUR_LATE =
      List.of("faketime", "--exclude-monotonic", "-f", "-1h");
  private static final List<String> AN_HOUR_EARLY =
      List.of("faketime", "--exclude-monotonic", "-f", "+1h");

  private static final Set<String> TIME_OF_DAY =
      Set.of("currentTimeMillis", "now", "getLastModifiedTime", "lastModified");

  @TempDir Path folder;

  @Test
  void nothingInAStreamAsksForTheTimeOfDayButForPeopleToRead() {
    DescribedPredicate<JavaCall<?>> timeOfDay =
        DescribedPredicate.describe(
            "the time of day",
            call ->
                TIME_OF_DAY.contains(call.getName())
                    && call.getTargetOwner().getPackageName().startsWith("java."));
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.powdermill.hdf5.stream.StreamOwner") // "written"
        .and()
        .doNotHaveFullyQualifiedName("org.powdermill.production.ProductionCount") // metrics
        .should()
        .callMethodWhere(timeOfDay)
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(
                    "org.powdermill.hdf5.stream",
                    "org.powdermill.production",
                    "org.powdermill.mpi"));
  }

  @Test
  void anHourBetweenTheSidesAndBetweenTwoOwnersIsNotNoticed() {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "faketime")));
    assumeTrue(there, "faketime is not installed: no process can be given another clock");

    FaultyStream stream = new FaultyStream(folder);
    List<String> arguments = stream.generate(FaultyStream.COUNT);
    try (Program consumer =
        stream.start(
            AN_HOUR_LATE,
            "consumer",
            FaultyStream.ALIVE,
            0,
            List.of(
                "consumer",
                stream.root().toString(),
                folder.resolve("lines").toString(),
                "pause=100"))) {
      try (Program first =
          stream.start(AN_HOUR_EARLY, "producer", FaultyStream.ALIVE, 0, arguments)) {
        FaultyStream.await("some is read", () -> stream.read().size() > 30, first, consumer);
      }
      try (Program second =
          stream.start(AN_HOUR_LATE, "producer", FaultyStream.ALIVE, 0, arguments)) {
        assertThat(second.status()).as(second.output()).isZero();
      }
      assertThat(consumer.status()).as(consumer.output()).isZero();
    }
    stream.requireUndisturbed(FaultyStream.COUNT);
    stream.requireTidy();
  }
}
