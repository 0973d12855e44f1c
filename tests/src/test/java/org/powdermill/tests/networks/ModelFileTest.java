package org.powdermill.tests.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.EngineProvider;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.NetworkCatalogue;
import org.powdermill.trainer.network.NetworkJson;
import org.powdermill.trainer.network.Parameter;
import org.powdermill.trainer.network.SavedModel;
import org.powdermill.trainer.network.TrainingSettings;

/**
 * Model files written by us, read by h5py: names, numbers and checksums as docs/formats.md says.
 */
class ModelFileTest {

  private static final Path PYTHON = Path.of("/usr/bin/python3");

  /** As docs/formats.md shows it. */
  private static final String READER =
      """
      import h5py, json, numpy, sys, zlib
      crc = lambda data: "crc32:%08x" % zlib.crc32(data)
      with h5py.File(sys.argv[1]) as f:
          arrays = {}
          f.visititems(lambda name, item: arrays.update({name: item}) if isinstance(item, h5py.Dataset) else None)
          for array in arrays.values():
              assert crc(array[()].tobytes()) == array.attrs["checksum"].decode()
          seal = b"".join(name.encode() + b"\\0" + numpy.asarray(f.attrs[name]).tobytes()
                          for name in sorted(f.attrs) if name != "checksum")
          seal += b"".join(name.encode() + b"\\0" + arrays[name].attrs["checksum"] for name in sorted(arrays))
          assert crc(seal) == f.attrs["checksum"].decode()
          plain = lambda v: v.decode() if isinstance(v, bytes) else v.tolist()
          print(json.dumps({
              "attributes": {name: plain(value) for name, value in f.attrs.items()},
              "shapes": {name: [str(a.dtype)] + list(a.shape) for name, a in arrays.items()},
              "parameters": int(sum(a.size for a in f["parameters"].values())),
              "classes": f["classes"][()].tolist(),
              "bias": f["parameters/classes.bias"][()].tolist(),
          }))
      """;

  @TempDir Path folder;

  @BeforeAll
  static void requireH5py() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PYTHON), "no " + PYTHON);
    Process process =
        new ProcessBuilder(PYTHON.toString(), "-c", "import h5py")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assumeTrue(process.waitFor() == 0, "Python has no h5py: install python3-h5py");
  }

  private static JsonNode read(Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(PYTHON.toString(), "-c", READER, file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("status of Python").isZero();
    return new ObjectMapper().readTree(output);
  }

  private static SavedModel model(Network network, TwoThetaGrid grid) {
    List<Integer> groups = IntStream.rangeClosed(1, network.classes()).boxed().toList();
    return new SavedModel(
        network, new SpaceGroupClasses(groups), grid, 1.5406, "digest", "{\"diffractograms\":7}");
  }

  @Test
  void h5pyReadsTheModelWithItsOptimizer() throws IOException, InterruptedException {
    Network network = NetworkCatalogue.network("resnet-10-slim", 301, 3);
    Path file = folder.resolve("model.h5");
    try (Engine engine = engine(network)) {
      engine.setParameter("classes.bias", new float[] {0.25f, -1, 2});
      model(network, new TwoThetaGrid(5, 35, 0.1)).write(file, engine, true);
    }
    JsonNode found = read(file);

    assertThat(found.at("/attributes/format").textValue()).isEqualTo("powdermill-model");
    assertThat(NetworkJson.read(found.at("/attributes/network").textValue())).isEqualTo(network);
    assertThat(found.at("/attributes/preprocessing").textValue()).isEqualTo("square_root");
    assertThat(found.at("/attributes/optimizer").textValue()).isEqualTo("adam");
    assertThat(found.at("/attributes/wavelength").doubleValue()).isEqualTo(1.5406);
    assertThat(found.at("/attributes/two_theta_max").doubleValue()).isEqualTo(35);
    assertThat(found.at("/attributes/steps").longValue()).isZero();
    assertThat(found.get("classes").toString()).isEqualTo("[1,2,3]");
    assertThat(found.get("bias").toString()).isEqualTo("[0.25,-1.0,2.0]");
    assertThat(found.get("shapes")).hasSize(1 + 3 * network.parameters().size());
    for (Parameter parameter : network.parameters()) {
      for (String group :
          List.of("parameters", "optimizer/first_moment", "optimizer/second_moment")) {
        assertThat(found.get("shapes").get(group + "/" + parameter.name()).toString())
            .isEqualTo(
                "[\"float32\"," + parameter.shape().toString().replace(" ", "").substring(1));
      }
    }
  }

  /** Counted on the arrays in the file. */
  @ParameterizedTest
  @CsvSource({
    "parkcnn-small, 1052305",
    "parkcnn-medium, 4246797",
    "parkcnn-big, 4959585",
    "resnet-10, 9395025",
    "resnet-50, 41362385",
    "resnet-101, 60354513"
  })
  void aModelFileHoldsThePapersNumberOfParameters(String name, long parameters)
      throws IOException, InterruptedException {
    Network network =
        NetworkCatalogue.network(
            name, NetworkCatalogue.DEFAULT_POINTS, NetworkCatalogue.PAPER_CLASSES);
    Path file = folder.resolve("model.h5");
    try (Engine engine = engine(network)) {
      model(network, TwoThetaGrid.DEFAULT).write(file, engine, false);
    }

    assertThat(read(file).get("parameters").longValue()).isEqualTo(parameters);
  }

  private static Engine engine(Network network) {
    return EngineProvider.onClassPath().build(network, 1, TrainingSettings.ofThreads(1));
  }
}
