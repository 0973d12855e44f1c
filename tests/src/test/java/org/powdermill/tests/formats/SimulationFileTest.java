package org.powdermill.tests.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Site;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.Peak;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.PowderSimulation;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.hdf5.SimulationFile;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;

/** A simulation written by JHDF5 and read by h5py. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulationFileTest {

  private static final String READER =
      """
      import h5py, json, sys
      with h5py.File(sys.argv[1]) as f:
          text = lambda v: v.decode() if isinstance(v, bytes) else v
          plain = lambda v: v.tolist() if hasattr(v, 'tolist') else v
          print(json.dumps({
              'attributes': {k: text(plain(v)) for k, v in f.attrs.items()},
              'types': {k: [str(f[k].dtype)] + list(f[k].shape) for k in f},
              'values': {k: f[k][()].ravel().tolist() for k in f},
          }))
      """;

  private final PowderSimulation.Result result = simulate();
  private JsonNode read;

  private static final DiffractionSettings SETTINGS =
      new DiffractionSettings(
          Wavelength.CU_KA1, new TwoThetaGrid(20, 60, 0.02), 0.5, Map.of(Element.of(17), 0.8));

  private static final PeakShape SHAPE = new PeakShape(50, 0.25, 0.01, 0, 0.02);

  private static PowderSimulation.Result simulate() {
    Crystal halite =
        new Crystal(
            "halite",
            new Lattice(5.6402, 5.6402, 5.6402, 90, 90, 90),
            SpaceGroup.of(225).symmetryGroup(),
            List.of(Site.of(Element.of(11), 0, 0, 0), Site.of(Element.of(17), 0.5, 0.5, 0.5)));
    return new PowderSimulation(SETTINGS, SHAPE).simulate(halite);
  }

  @BeforeAll
  void writeAndRead(@TempDir Path folder) throws IOException, InterruptedException {
    Python.requireModule("h5py");
    Path file = folder.resolve("halite.h5");
    new SimulationFile("halite", OptionalInt.of(225), SETTINGS, SHAPE, result).write(file);
    read = new ObjectMapper().readTree(Python.run(READER, file.toString()));
  }

  @Test
  void theDiffractogramComesBackToTheBit() {
    assertThat(read.at("/types/diffractogram").toString()).isEqualTo("[\"float32\",1,2001]");
    float[] written = result.diffractogram().intensity();
    for (int i = 0; i < written.length; i++) {
      assertThat((float) read.at("/values/diffractogram").get(i).asDouble()).isEqualTo(written[i]);
    }
    assertThat(read.at("/values/two_theta").get(2000).asDouble()).isEqualTo(60);
  }

  @Test
  void thePeaksComeBack() {
    int peaks = result.peaks().size();
    assertThat(read.at("/types/peak_hkl").toString())
        .isEqualTo("[\"int32\",%d,3]".formatted(peaks));
    assertThat(read.at("/values/peak_offset").toString()).isEqualTo("[0,%d]".formatted(peaks));
    for (int i = 0; i < peaks; i++) {
      Peak peak = result.peaks().get(i);
      assertThat(read.at("/values/peak_two_theta").get(i).asDouble()).isEqualTo(peak.twoTheta());
      assertThat(read.at("/values/peak_intensity").get(i).asDouble()).isEqualTo(peak.intensity());
      assertThat(read.at("/values/peak_spacing").get(i).asDouble()).isEqualTo(peak.spacing());
      assertThat(read.at("/values/peak_multiplicity").get(i).asInt())
          .isEqualTo(peak.multiplicity());
      assertThat(read.at("/values/peak_hkl").get(3 * i + 2).asInt()).isEqualTo(peak.l());
    }
  }

  @Test
  void theAttributesTellTheSettings() {
    JsonNode attributes = read.get("attributes");
    assertThat(attributes.get("format").asText()).isEqualTo("powdermill-simulation");
    assertThat(attributes.get("format_version").asText()).isEqualTo("1.0");
    assertThat(attributes.get("name").asText()).isEqualTo("halite");
    assertThat(attributes.get("wavelength").asDouble()).isEqualTo(1.5406);
    assertThat(attributes.get("two_theta_step").asDouble()).isEqualTo(0.02);
    assertThat(attributes.get("mixing").asDouble()).isEqualTo(0.25);
    assertThat(attributes.get("caglioti").toString()).isEqualTo("[0.01,0.0,0.02]");
    assertThat(attributes.get("debye_waller").asDouble()).isEqualTo(0.5);
    assertThat(attributes.get("debye_waller_by_element").asText()).isEqualTo("Cl=0.8");
  }

  @Test
  void groupAndSizeHaveOneRow() {
    assertThat(read.at("/types/space_group").toString()).isEqualTo("[\"int16\",1]");
    assertThat(read.at("/values/space_group").get(0).asInt()).isEqualTo(225);
    assertThat(read.at("/values/crystallite_size").get(0).asDouble()).isCloseTo(50, within(0.0));
  }

  @Test
  void nothingElseIsInTheFile() {
    assertThat(read.get("types").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "diffractogram",
            "two_theta",
            "peak_offset",
            "peak_two_theta",
            "peak_intensity",
            "peak_spacing",
            "peak_hkl",
            "peak_multiplicity",
            "crystallite_size",
            "space_group");
  }
}
