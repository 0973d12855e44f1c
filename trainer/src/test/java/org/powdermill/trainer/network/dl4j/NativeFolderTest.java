package org.powdermill.trainer.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.SmallNetworks;

class NativeFolderTest {

  @TempDir Path temporary;

  @Test
  void nativeLibrariesAreUnpackedOutsideOfTheHomeFolder() throws IOException {
    try (Engine engine = SmallNetworks.engine(SmallNetworks.residual(), 1)) {
      Path folder = Path.of(System.getProperty(NativeFolder.PROPERTY));

      assertThat(folder).isNotEmptyDirectory();
      assertThat(folder.toRealPath().startsWith(Path.of(System.getProperty("user.home"))))
          .isFalse();
      assertThat(engine.network()).isEqualTo(SmallNetworks.residual());
    }
  }

  /** A process that does nothing else: no class that the hook needs has been used before. */
  @Test
  void theFolderIsGoneWhenTheProcessHasEnded() throws IOException, InterruptedException {
    Path log = temporary.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                ChoosesFolder.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();

    assertThat(process.waitFor()).isZero();
    assertThat(log).content().contains("powdermill-native-pid").doesNotContain("Exception");
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).containsExactly(log);
    }
  }

  /** Main class of that process. */
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
