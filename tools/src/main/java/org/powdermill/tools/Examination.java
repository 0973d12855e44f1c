package org.powdermill.tools;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.Hdf5;
import org.powdermill.symmetry.SymmetryFinder;
import org.powdermill.symmetry.SymmetrySearchException;

/** Looks at the machine: what Powdermill needs, what it can use, and how much there is of it. */
final class Examination {

  private static final int LEAST_JAVA = 17;
  private static final int LATEST_JAVA = 21;
  private static final double LEAST_FREE_GIB = 2;

  private final Map<String, String> environment;
  private final Path home;
  private final Packages packages;

  /**
   * Whether this is an unpacked release: it needs nothing to build with, and brings its libraries.
   */
  private final boolean release;

  Examination(Map<String, String> environment) {
    this.environment = environment;
    this.home = Path.of(System.getProperty("powdermill.home", "")).toAbsolutePath();
    this.packages = Packages.ofThisMachine(home);
    this.release = Files.exists(home.resolve("release.json"));
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(List.of(java()));
    if (!release) {
      findings.addAll(List.of(maven(), mpjExpress()));
    }
    findings.addAll(List.of(hdf5(), spglib(), fonts(), cores(), memory()));
    if (!release) {
      Path build = home.resolve("build");
      findings.add(disk("build folder", Files.isDirectory(build) ? build : home));
    }
    findings.add(disk("temp folder", Path.of(System.getProperty("java.io.tmpdir"))));
    findings.add(program("SLURM", "sbatch", "only for runs on a cluster"));
    findings.add(program("NVIDIA GPU", "nvidia-smi", "only for training on a GPU"));
    return findings;
  }

  private Finding java() {
    String detail =
        "%s %s in %s"
            .formatted(
                System.getProperty("java.vm.name"),
                Runtime.version(),
                System.getProperty("java.home"));
    String remedy = packages.remedy("jdk", "name a JDK 17 to 21 in POWDERMILL_JAVA_HOME");
    int feature = Runtime.version().feature();
    if (feature < LEAST_JAVA || feature > LATEST_JAVA) {
      return Finding.missing("JDK", detail + "; 17 to 21 are supported", remedy);
    }
    return release || Files.isExecutable(Path.of(System.getProperty("java.home"), "bin", "javac"))
        ? Finding.ok("JDK", detail)
        : Finding.missing("JDK", detail + "; it has no javac: a runtime, not a JDK", remedy);
  }

  private Finding maven() {
    return onPath("mvn")
        .map(path -> Finding.ok("Maven", path.toString()))
        .orElseGet(
            () ->
                Finding.missing(
                    "Maven",
                    "no mvn on the PATH",
                    packages.remedy("maven", "put mvn on the PATH")));
  }

  private Finding mpjExpress() {
    Path jar =
        Path.of(
            environment.containsKey("POWDERMILL_MPJ_JAR")
                ? environment.get("POWDERMILL_MPJ_JAR")
                : environment.containsKey("POWDERMILL_MPJ_HOME")
                    ? environment.get("POWDERMILL_MPJ_HOME") + "/lib/mpj.jar"
                    : "/usr/share/java/mpj.jar");
    return Files.isReadable(jar)
        ? Finding.ok("MPJ Express", jar.toString())
        : Finding.missing(
            "MPJ Express",
            jar + " is not there",
            packages.remedy("mpj", "name an unpacked MPJ Express in POWDERMILL_MPJ_HOME"));
  }

  private Finding hdf5() {
    try {
      Path folder = Files.createTempDirectory("powdermill-doctor");
      try {
        return Finding.ok(
            "JHDF5",
            "HDF5 %s writes and reads in %s".formatted(Hdf5.selfTest(folder), folder.getParent()));
      } finally {
        AtomicFile.delete(folder);
      }
    } catch (IOException e) {
      return Finding.missing(
          "JHDF5", AtomicFile.reason(e), "make the temp folder writable, or name another: TMPDIR");
    } catch (FileException e) {
      return Finding.missing(
          "JHDF5",
          e.getMessage(),
          library("jhdf5", "set POWDERMILL_JHDF5_JAR and POWDERMILL_JNI_PATH"));
    }
  }

  /** How to get a library that a release brings along. */
  private String library(String key, String otherwise) {
    return release
        ? "look what is damaged: cd %s && sha256sum --quiet -c SHA256SUMS".formatted(home)
        : packages.remedy(key, otherwise);
  }

  private Finding spglib() {
    try {
      return Finding.ok("spglib", SymmetryFinder.load().program());
    } catch (SymmetrySearchException e) {
      return Finding.missing(
          "spglib", e.getMessage(), library("spglib", "name libsymspg.so in POWDERMILL_SPGLIB"));
    }
  }

  private static Finding fonts() {
    try {
      int families =
          GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 10);
      return font.canDisplay('\u03B8')
          ? Finding.ok("fonts", "%d families; for pictures".formatted(families))
          : Finding.missing("fonts", "no font has a theta", "apt-get install fonts-dejavu-core");
    } catch (InternalError | RuntimeException e) {
      return Finding.missing(
          "fonts", "no fonts: " + e.getMessage(), "apt-get install fontconfig fonts-dejavu-core");
    }
  }

  private static Finding cores() {
    return Finding.info(
        "cores",
        String.format(
            Locale.ROOT,
            "%d; load average %.2f",
            Runtime.getRuntime().availableProcessors(),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
  }

  private static Finding memory() {
    long bytes =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : Runtime.getRuntime().maxMemory();
    return Finding.info("memory", String.format(Locale.ROOT, "%.1f GiB", bytes / 0x1p30));
  }

  private static Finding disk(String what, Path folder) {
    if (!Files.isDirectory(folder)) {
      return Finding.missing(what, folder + ": no such folder", "make it");
    }
    // Not by way of a FileStore: Java finds none for a folder in a chroot or some containers.
    double free = folder.toFile().getUsableSpace() / 0x1p30;
    String detail = String.format(Locale.ROOT, "%.1f GiB free in %s", free, folder);
    return free >= LEAST_FREE_GIB
        ? Finding.ok(what, detail)
        : Finding.missing(what, detail, "free some; %.0f GiB are enough".formatted(LEAST_FREE_GIB));
  }

  private Finding program(String what, String name, String use) {
    return onPath(name)
        .map(path -> Finding.info(what, path.toString()))
        .orElseGet(() -> Finding.absent(what, "no %s on the PATH: %s".formatted(name, use), ""));
  }

  private Optional<Path> onPath(String name) {
    List<Path> folders = new ArrayList<>();
    Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .forEach(folder -> folders.add(Path.of(folder)));
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
