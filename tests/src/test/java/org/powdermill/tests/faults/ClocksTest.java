package org.powdermill.tests.faults;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.files.MonotonicClock;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamFolder;
import org.powdermill.hdf5.stream.StreamOwner;
import org.powdermill.hdf5.stream.StreamReader;
import org.powdermill.hdf5.stream.StreamShard;
import org.powdermill.production.StreamCoordinator;
import org.powdermill.tests.streams.DelegatingStorage;

/** Nodes whose clocks are apart by an hour. */
class ClocksTest {

  private static final Pattern WRITTEN = Pattern.compile("(\"written\" : \")([^\"]+)\"");

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

  /** A node whose clock is off: that shows in what it writes, and in the times of its files. */
  private static StreamAccess node(FaultyStream stream, Duration off) {
    DelegatingStorage storage =
        new DelegatingStorage() {
          @Override
          public void create(Path file, byte[] content) throws IOException {
            String text = new String(content, UTF_8);
            Matcher written = WRITTEN.matcher(text);
            String shifted =
                written.replaceAll(
                    found -> found.group(1) + Instant.parse(found.group(2)).plus(off) + '"');
            assertThat(shifted.equals(text)).isEqualTo(!file.toString().contains("state.json"));
            super.create(file, shifted.getBytes(UTF_8));
          }

          @Override
          public void rename(Path from, Path to) throws IOException {
            Files.setLastModifiedTime(from, FileTime.from(Instant.now().plus(off)));
            super.rename(from, to);
          }
        };
    return new StreamAccess(new StreamFolder(stream.root()), storage, MonotonicClock.system());
  }

  @Test
  void anHourBetweenTheSidesAndBetweenTwoOwnersIsNotNoticed() throws Exception {
    FaultyStream stream = new FaultyStream(folder);
    StreamAccess late = node(stream, Duration.ofHours(-1));
    StreamAccess early = node(stream, Duration.ofHours(1));
    for (boolean producerIsEarly : List.of(true, false)) {
      StreamAccess producing = producerIsEarly ? early : late;
      CompletableFuture<StreamCoordinator.Ending> producer =
          CompletableFuture.supplyAsync(
              () -> DefectiveProducer.produce(producing, 2, StreamOwner.Timing.DEFAULT));
      long index = 0;
      try (StreamReader reader =
          StreamReader.open(
                  producerIsEarly ? late : early,
                  StreamReader.Options.DEFAULT,
                  0,
                  () -> producer.isCompletedExceptionally())
              .orElseThrow()) {
        for (var next = reader.next(producer::isCompletedExceptionally); next.isPresent(); ) {
          try (StreamShard shard = next.get()) {
            assertThat(shard.index(0)).isEqualTo(index);
            index = shard.index(shard.rows() - 1) + 1;
          }
          next = reader.next(producer::isCompletedExceptionally);
        }
      }
      assertThat(producer.get()).isEqualTo(StreamCoordinator.Ending.COMPLETE);
      assertThat(index).isEqualTo(FaultyStream.COUNT);
    }
    stream.requireWhole(-1);
    stream.requireTidy();
  }
}
