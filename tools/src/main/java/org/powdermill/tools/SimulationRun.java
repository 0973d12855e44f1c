package org.powdermill.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.powdermill.cif.CifResult;
import org.powdermill.crystal.ChemicalFormula;
import org.powdermill.crystal.Crystal;
import org.powdermill.diffraction.DiffractionException;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.PowderSimulation;
import org.powdermill.hdf5.SimulationFile;
import org.powdermill.tools.picture.DiffractogramPicture;
import org.powdermill.tools.picture.OverlayPicture;
import org.powdermill.tools.picture.Picture;
import org.powdermill.tools.picture.TypesetText;

/** Simulates crystals one after the other and writes their files into one folder. */
final class SimulationRun {

  private static final String OVERLAY = "overlay";

  /** A crystal that was not simulated, and why. */
  record Refused(String source, String block, String reason) {}

  private final Path folder;
  private final Set<OutputFormat> formats;
  private final DiffractionSettings settings;
  private final PeakShape shape;
  private final PowderSimulation simulation;
  private final FileStems stems = new FileStems(Set.of(OVERLAY));
  private final List<SimulatedCrystal> simulated = new ArrayList<>();
  private final List<Path> written = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private final List<OverlayPicture.Entry> overlay = new ArrayList<>();

  SimulationRun(
      Path folder, Set<OutputFormat> formats, DiffractionSettings settings, PeakShape shape) {
    this.folder = folder;
    this.formats = formats;
    this.settings = settings;
    this.shape = shape;
    this.simulation = new PowderSimulation(settings, shape);
  }

  /**
   * Simulates a crystal and writes its files.
   *
   * @param oneOfSeveral whether its CIF holds other crystals too
   * @return why it was refused, in one line, if it was
   */
  Optional<String> add(CifResult result, boolean oneOfSeveral) {
    if (result instanceof CifResult.Refused refusal) {
      refused.add(new Refused(refusal.source(), refusal.block(), refusal.detail()));
      return Optional.of(refusal.message());
    }
    CifResult.Accepted accepted = (CifResult.Accepted) result;
    PowderSimulation.Result computed;
    try {
      computed = simulation.simulate(accepted.crystal());
    } catch (DiffractionException e) {
      refused.add(new Refused(accepted.source(), accepted.block(), e.getMessage()));
      return Optional.of(accepted.id() + ": " + e.getMessage());
    }
    String stem = stems.next(accepted.source(), oneOfSeveral ? accepted.block() : "");
    write(stem, accepted, computed);
    return Optional.empty();
  }

  private void write(String stem, CifResult.Accepted accepted, PowderSimulation.Result computed) {
    Crystal crystal = accepted.crystal();
    ChemicalFormula formula = ChemicalFormula.of(crystal);
    Optional<SpaceGroupName> group = SpaceGroupName.of(crystal, accepted.symmetry().number());
    List<String> files = new ArrayList<>();
    if (formats.contains(OutputFormat.CSV)) {
      CsvFiles.writePeaks(file(stem + ".peaks.csv", files), computed.peaks());
      CsvFiles.writeDiffractogram(
          file(stem + ".diffractogram.csv", files), computed.diffractogram());
    }
    if (formats.contains(OutputFormat.H5)) {
      OptionalInt number =
          group.isPresent() ? OptionalInt.of(group.get().number()) : OptionalInt.empty();
      new SimulationFile(crystal.name(), number, settings, shape, computed)
          .write(file(stem + ".h5", files));
    }
    TypesetText title = Captions.title(stem, formula, group);
    writePicture(
        new DiffractogramPicture(title, Captions.subtitle(settings, shape), computed), stem, files);
    if (overlay.size() <= OverlayPicture.MOST) {
      overlay.add(new OverlayPicture.Entry(title, computed));
    }
    simulated.add(SimulatedCrystal.of(accepted, formula, group, computed, files));
  }

  /** Writes one picture of all curves, if there are 2 to {@link OverlayPicture#MOST}. */
  void writeOverlay() {
    if (overlay.size() >= 2 && overlay.size() <= OverlayPicture.MOST) {
      writePicture(
          new OverlayPicture(TypesetText.none(), Captions.subtitle(settings, shape), overlay),
          OVERLAY,
          new ArrayList<>());
    }
  }

  private void writePicture(Picture picture, String stem, List<String> files) {
    if (formats.contains(OutputFormat.PNG)) {
      picture.writePng(file(stem + ".png", files));
    }
    if (formats.contains(OutputFormat.SVG)) {
      picture.writeSvg(file(stem + ".svg", files));
    }
  }

  private Path file(String name, List<String> files) {
    files.add(name);
    written.add(folder.resolve(name));
    return folder.resolve(name);
  }

  /** All files that were written. */
  List<Path> files() {
    return List.copyOf(written);
  }

  List<SimulatedCrystal> simulated() {
    return simulated;
  }

  List<Refused> refused() {
    return refused;
  }

  /** The settings by the names of the options, as JSON shows them. */
  Map<String, Object> settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("wavelength_angstrom", settings.wavelength().angstrom());
    all.put("two_theta", settings.grid().toString());
    all.put("size_nm", shape.crystalliteSizeNm());
    all.put("mixing", shape.mixing());
    all.put("caglioti", List.of(shape.u(), shape.v(), shape.w()));
    all.put("debye_waller", settings.overallB());
    Map<String, Double> byElement = new TreeMap<>();
    settings.elementB().forEach((element, b) -> byElement.put(element.symbol(), b));
    all.put("debye_waller_by_element", byElement);
    return all;
  }
}
