package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.powdermill.tools.manual.Docs;

/**
 * Runs the examples that stand at the end of each command's help, and those on the pages of the
 * docs that take no more than seconds and what is there, as a shell would.
 */
class ExamplesTest {

  /** What examples find in build/ when their user has made it before. */
  private static final String PREPARATION =
      """
      set -e
      powdermill testset --built-in --out build/open.h5
      powdermill generate --stream build/stream --count 20
      powdermill train --data build/open.h5 --network parkcnn-small --out build/run \\
        --epochs 1 --batches-per-epoch 1 --batch-size 4 --validation-size 0 --device cpu
      mv build/run/model-last.h5 build/model.h5
      rm -r build/run
      echo '{"a": {"n": 1}}' > build/a.json
      echo '{"b": {"n": 2}}' > build/b.json
      """;

  @TempDir static Path prepared;

  @TempDir Path folder;

  @BeforeAll
  static void prepare() throws IOException, InterruptedException {
    Files.createDirectory(prepared.resolve("build"));
    run(prepared, PREPARATION);
  }

  /** On a page: a call that names only what the project has. */
  private static final Pattern CHEAP =
      Pattern.compile("powdermill (simulate docs/|report docs/|plan -|networks [a-z]).*");

  static Stream<String> examples() throws IOException {
    List<String> all = new ArrayList<>();
    UsageTest.commands()
        .flatMap(command -> Stream.of(command.getCommandSpec().usageMessage().footer()))
        .forEach(all::add);
    for (Path page : Docs.pages()) {
      Docs.shellBlocks(
          Docs.read(page),
          block ->
              block
                  .lines()
                  .map(line -> line.strip().replaceFirst("^\\./", "").replaceFirst("\\s+#.*", ""))
                  .filter(line -> CHEAP.matcher(line).matches())
                  .forEach(all::add));
    }
    return all.stream().map(String::strip).distinct();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleOfAHelpRuns(String example) throws IOException, InterruptedException {
    Files.createSymbolicLink(
        folder.resolve("docs"), Call.PROJECT.resolve("docs").toAbsolutePath().normalize());
    // Links: nobody writes into what is there.
    run(folder, "cp -rl %s/build .".formatted(prepared));
    run(folder, example);
  }

  private static void run(Path folder, String script) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder("bash", "-c", Jvm.FUNCTION + script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();

    assertThat(ended).as(script).isTrue();
    assertThat(process.exitValue()).as("%s: %s", script, Files.readString(output)).isZero();
  }
}
