package org.powdermill.trainer.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.SmallNetworks;

class NativeFolderTest {

  @TempDir Path temporary;
  @TempDir Path logs;

  /** A process of its own: here another test may have used ND4J before. */
  @Test
  void anEngineUnpacksItsNativeLibrariesThere() throws IOException, InterruptedException {
    assertThat(run(BuildsEngine.class))
        .singleElement()
        .asString()
        .startsWith(temporary.toRealPath().resolve("powdermill-native-pid").toString());
  }

  /** A process that does nothing else: no class that the hook needs has been used before. */
  @Test
  void theFolderIsGoneWhenTheProcessHasEnded() throws IOException, InterruptedException {
    assertThat(run(ChoosesFolder.class))
        .singleElement()
        .asString()
        .contains("powdermill-native-pid");
    assertThat(temporary).isEmptyDirectory();
  }

  /** What a program prints whose temporary folder is ours. */
  private List<String> run(Class<?> program) throws IOException, InterruptedException {
    Path log = logs.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName())
            .redirectError(logs.resolve("errors").toFile())
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).describedAs(Files.readString(logs.resolve("errors"))).isZero();
    return Files.readAllLines(log).stream().filter(line -> line.startsWith("/")).toList();
  }

  /** Prints where the library of ND4J came from. */
  static final class BuildsEngine {
    private BuildsEngine() {}

    public static void main(String[] arguments) throws IOException {
      try (Engine engine = SmallNetworks.engine(SmallNetworks.residual(), 1)) {
        engine.setSteps(0); // it stays open
        try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
          mapped
              .filter(line -> line.endsWith("/libnd4jcpu.so"))
              .map(line -> line.substring(line.indexOf('/')))
              .distinct()
              .forEach(System.out::println);
        }
      }
    }
  }

  /** Chooses the folder and uses it. */
  static final class ChoosesFolder {
    private ChoosesFolder() {}

    public static void main(String[] arguments) throws IOException {
      NativeFolder.choose();
      String folder = System.getProperty(NativeFolder.PROPERTY);
      Files.writeString(Path.of(folder, "library.so"), "x");
      System.out.println(folder);
    }
  }

  @Test
  void whatAProcessLeftIsRemovedWhenTheProcessIsGone() throws IOException {
    long alive = ProcessHandle.current().pid();
    Path gone = Files.createDirectory(temporary.resolve("powdermill-native-pid999999999-1"));
    Files.writeString(gone.resolve("library.so"), "x");
    Path ofAliveProcess =
        Files.createDirectory(temporary.resolve("powdermill-native-pid" + alive + "-1"));
    Path foreign = Files.createDirectory(temporary.resolve("powdermill-native-0"));

    NativeFolder.removeAbandoned(temporary);

    assertThat(gone).doesNotExist();
    assertThat(ofAliveProcess).exists();
    assertThat(foreign).exists();
  }
}
