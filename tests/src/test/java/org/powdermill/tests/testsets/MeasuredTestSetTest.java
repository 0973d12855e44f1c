package org.powdermill.tests.testsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.tests.SharedFolder;
import org.powdermill.testset.MeasuredTestSet;
import org.powdermill.testset.TestSetSummary;
import org.powdermill.testset.measured.MeasuredPatterns;

/** The shared RRUFF patterns as a test set, read by h5py beside the original by NumPy. */
class MeasuredTestSetTest {

  private static final Path PYTHON = Path.of("/usr/bin/python3");

  private static final String READER =
      """
      import h5py, json, sys
      import numpy as np
      z = np.load(sys.argv[1])
      raw = z['intensity'] / z['intensity'].max(axis=1)[:, None].astype(float)
      with h5py.File(sys.argv[2]) as f:
          d = f['diffractogram'][()]
          ids = [s.decode() for s in f['source_id'][()]]
          classes = f['classes'][()].tolist()
          groups = f['space_group'][()].tolist()
          expected = [classes.index(g) if g in classes else -1 for g in groups]
          print(json.dumps({
              'shape': list(d.shape),
              'difference': float(abs(d[:, :8500] - raw).max()),
              'extended': bool((d[:, 8500] == d[:, 8499]).all()),
              'minerals': [i.split('#')[0] for i in ids] == z['mineral_inferred'].tolist(),
              'groups': groups == z['space_group'].tolist(),
              'labels': f['label'][()].tolist() == expected,
          }))
      """;

  @TempDir Path folder;

  @Test
  void theSetHoldsThePatternsOfTheArchive() throws IOException, InterruptedException {
    Path archive = SharedFolder.require("measured/rruff.npz");
    Path file = folder.resolve("rruff.h5");
    TestSetSummary summary =
        new MeasuredTestSet(
                MeasuredPatterns.open(archive),
                DiffractionSettings.DEFAULT,
                false,
                StatisticsFile.builtIn().statistics())
            .write(file, 2, 0, rows -> {});

    assertThat(summary.n()).isEqualTo(660);
    assertThat(summary.rejected()).isZero();
    assertThat(summary.withoutMineral()).hasValue(100);
    JsonNode read = python(archive, file);
    assertThat(read.get("shape").toString()).isEqualTo("[660,8501]");
    assertThat(read.get("difference").asDouble()).isLessThan(2e-4);
    assertThat(read.get("extended").asBoolean()).isTrue();
    assertThat(read.get("minerals").asBoolean()).isTrue();
    assertThat(read.get("groups").asBoolean()).isTrue();
    assertThat(read.get("labels").asBoolean()).isTrue();
  }

  private JsonNode python(Path archive, Path file) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PYTHON), "no " + PYTHON);
    assumeTrue(
        new ProcessBuilder(PYTHON.toString(), "-c", "import h5py").start().waitFor() == 0,
        "Python has no h5py: install python3-h5py");
    Process process =
        new ProcessBuilder(PYTHON.toString(), "-c", READER, archive.toString(), file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return new ObjectMapper().readTree(output);
  }
}
