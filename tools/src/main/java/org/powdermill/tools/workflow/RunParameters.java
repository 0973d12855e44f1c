package org.powdermill.tools.workflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.diffraction.Wavelength;
import org.powdermill.statistics.GroupStatistics;
import org.powdermill.statistics.StatisticsFile;

/** Parameters of one run, checked against each other. */
public final class RunParameters {

  private static final double LEAST_SECONDS = 300;

  private final Map<String, Object> values;

  private RunParameters(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Checks what a schema cannot say, and makes space groups of a number of classes.
   *
   * @param complete parameters with their defaults
   * @throws WorkflowException if they do not go together
   */
  public static RunParameters of(Map<String, Object> complete) {
    RunParameters parameters = new RunParameters(new LinkedHashMap<>(complete));
    parameters.requireSense();
    parameters.requireTestSets();
    parameters.requireThatTheBuiltInSetFits();
    parameters.chooseClasses();
    parameters.makePathsAbsolute();
    return parameters;
  }

  /** All of them. */
  public Map<String, Object> values() {
    return values;
  }

  /** What is to be done. */
  public String step() {
    return text("step");
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name) {
    return values.get(name).toString();
  }

  /** Paths in a list with commas. */
  List<Path> paths(String name) {
    return has(name)
        ? Stream.of(text(name).split(",")).map(String::strip).map(Path::of).toList()
        : List.of();
  }

  private void requireSense() {
    String step = step();
    if (Set.of("statistics", "baseline").contains(step) && !has("structures")) {
      throw new WorkflowException("--step %s wants --structures".formatted(step));
    }
    if (step.equals("evaluate") && (!has("model") || !has("testsets"))) {
      throw new WorkflowException("--step evaluate wants --model and --testsets");
    }
    if (has("model") && !step.equals("evaluate")) {
      throw new WorkflowException("--model goes with --step evaluate alone");
    }
    for (String input : List.of("structures", "statistics")) {
      if (step.equals("evaluate") && has(input)) {
        throw new WorkflowException("--%s goes not with --step evaluate".formatted(input));
      }
    }
    if (has("structures") && has("statistics")) {
      throw new WorkflowException("--structures and --statistics exclude each other");
    }
    if (has("classes") && (has("structures") || has("space_groups"))) {
      throw new WorkflowException(
          "--classes goes neither with --structures nor with --space_groups");
    }
    if (Boolean.TRUE.equals(values.get("compare")) && !has("structures")) {
      throw new WorkflowException("--compare wants --structures");
    }
    for (Path path : paths("structures")) {
      requireReadable("structures", path);
    }
    requireTime();
  }

  /** SLURM looks each minute, so jobs are told to save 90 to 150 s before their limit. */
  private void requireTime() {
    if (has("time") && text("scheduler").equals("slurm")) {
      String time = text("time");
      long unit =
          Map.of('s', 1, 'm', 60, 'h', 3600, 'd', 86_400).get(time.charAt(time.length() - 1));
      if (Double.parseDouble(time.substring(0, time.length() - 1)) * unit < LEAST_SECONDS) {
        throw new WorkflowException(
            "--time %s: want at least 5m, as jobs are told to save 90 to 150 s before"
                .formatted(time));
      }
    }
  }

  private void requireTestSets() {
    Set<String> names = new HashSet<>();
    Set<String> made = madeSets();
    for (Path path : paths("testsets")) {
      requireReadable("testsets", path);
      String file = String.valueOf(path.getFileName());
      if (!file.matches("[A-Za-z0-9._+-]+\\.h5")) {
        throw new WorkflowException(
            "--testsets %s: want names of letters, digits, '.', '_', '+' and '-' that end in .h5"
                .formatted(path));
      }
      if (!names.add(file)) {
        throw new WorkflowException("--testsets: two are named %s: rename one".formatted(file));
      }
      if (made.contains(file)) {
        throw new WorkflowException(
            "--testsets %s: the run makes a set of this name itself: rename the file"
                .formatted(path));
      }
    }
  }

  /** File names of the test sets that are made, as main.nf names them. */
  private Set<String> madeSets() {
    return switch (step()) {
      case "baseline" -> Set.of("real.h5", "training.h5");
      case "all", "train" ->
          has("structures")
              ? paths("sets").stream().map(set -> set + ".h5").collect(Collectors.toSet())
              : usesBuiltInSet() ? Set.of("open.h5") : Set.of();
      default -> Set.of();
    };
  }

  private boolean usesBuiltInSet() {
    return Set.of("all", "train").contains(step())
        && !has("structures")
        && !has("statistics")
        && Boolean.TRUE.equals(values.get("built_in_testset"));
  }

  private void requireThatTheBuiltInSetFits() {
    try {
      boolean fits =
          (!has("two_theta") || TwoThetaGrid.parse(text("two_theta")).equals(TwoThetaGrid.DEFAULT))
              && (!has("wavelength")
                  || Wavelength.parse(text("wavelength")).angstrom()
                      == Wavelength.CU_KA1.angstrom());
      if (!fits && usesBuiltInSet()) {
        throw new WorkflowException(
            "the built-in test set has 2theta %s and %s: with another --two_theta or --wavelength"
                    .formatted(TwoThetaGrid.DEFAULT, Wavelength.CU_KA1.name())
                + " add --built_in_testset false");
      }
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(e.getMessage(), e);
    }
  }

  private static void requireReadable(String name, Path path) {
    if (!Files.isReadable(path)) {
      throw new WorkflowException(
          "--%s %s: no such file or folder, or not readable".formatted(name, path));
    }
  }

  /** Each step works in a folder of its own. */
  private void makePathsAbsolute() {
    for (String name : List.of("structures", "statistics", "testsets", "model")) {
      if (has(name)) {
        values.put(
            name,
            paths(name).stream()
                .map(path -> path.toAbsolutePath().normalize().toString())
                .collect(Collectors.joining(",")));
      }
    }
  }

  /** The most frequent ones; of two that are as frequent, the lower number. */
  private void chooseClasses() {
    if (!has("classes")) {
      return;
    }
    int count = ((Number) values.get("classes")).intValue();
    StatisticsFile file =
        has("statistics")
            ? StatisticsFile.read(Path.of(text("statistics")))
            : StatisticsFile.builtIn();
    int most = file.statistics().groups().size();
    if (count > most) {
      throw new WorkflowException("--classes %d: the statistics have %d".formatted(count, most));
    }
    values.put(
        "space_groups",
        file.statistics().groups().values().stream()
            .sorted(
                Comparator.comparingDouble(GroupStatistics::classFrequency)
                    .reversed()
                    .thenComparingInt(GroupStatistics::spaceGroup))
            .limit(count)
            .map(GroupStatistics::spaceGroup)
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(",")));
  }
}
