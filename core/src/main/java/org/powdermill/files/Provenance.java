package org.powdermill.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the files of a folder come from: {@code provenance.json}, format in docs/formats.md.
 *
 * <p>Of the environment it holds only the SLURM variables named here: no secrets.
 */
public final class Provenance {

  /** Name of the file in its folder. */
  public static final String FILE = "provenance.json";

  private static final String FORMAT_VERSION = "1.0";

  private static final List<String> SLURM_VARIABLES =
      List.of(
          "SLURM_JOB_ID",
          "SLURM_JOB_NAME",
          "SLURM_ARRAY_JOB_ID",
          "SLURM_ARRAY_TASK_ID",
          "SLURM_HET_SIZE",
          "SLURM_JOB_NODELIST",
          "SLURM_JOB_PARTITION",
          "SLURM_NTASKS",
          "SLURM_PROCID",
          "SLURM_RESTART_COUNT",
          "SLURMD_NODENAME");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final List<String> command;
  private final Instant started;
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final Map<String, Object> seeds = new LinkedHashMap<>();
  private final List<Map<String, Object>> inputs = new ArrayList<>();

  /**
   * The provenance of a run that begins now.
   *
   * @param command the command line, without the program's name
   */
  public Provenance(List<String> command) {
    this.command = List.copyOf(command);
    this.started = Instant.now();
  }

  /** Adds a setting that the files depend on. */
  public Provenance setting(String name, Object value) {
    settings.put(name, value);
    return this;
  }

  /** Adds a seed. */
  public Provenance seed(String name, long value) {
    seeds.put(name, value);
    return this;
  }

  /**
   * Adds an input; a file with its SHA-256, a folder by its name alone.
   *
   * @throws FileException if the file cannot be read
   */
  public Provenance input(Path path) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("path", path.toString());
    if (Files.isRegularFile(path)) {
      input.put("sha256", sha256(path));
    }
    inputs.add(input);
    return this;
  }

  /**
   * Writes {@code provenance.json} into a folder.
   *
   * @throws FileException if that fails
   */
  public void writeInto(Path folder) {
    AtomicFile.write(
        folder.resolve(FILE),
        temporary -> Files.writeString(temporary, JSON.writeValueAsString(content()) + "\n"));
  }

  private Map<String, Object> content() {
    Build build = Build.current();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("format_version", FORMAT_VERSION);
    content.put("program", "powdermill");
    content.put("version", build.version());
    content.put("commit", build.commit().orElse(null));
    content.put("command", command);
    content.put("started", started.truncatedTo(ChronoUnit.MILLIS).toString());
    content.put("finished", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    content.put("settings", settings);
    content.put("seeds", seeds);
    content.put("inputs", inputs);
    content.put("machine", machine());
    content.put("slurm", slurm());
    return content;
  }

  /** The machine, as every record of ours names it: host, system, Java, cores, memory. */
  public static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("host", host());
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("architecture", System.getProperty("os.arch"));
    machine.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    machine.put("cores", Runtime.getRuntime().availableProcessors());
    machine.put("heap_limit_mib", Runtime.getRuntime().maxMemory() >> 20);
    return machine;
  }

  /** Name of this machine. */
  public static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private static Map<String, String> slurm() {
    Map<String, String> found = new TreeMap<>(System.getenv());
    found.keySet().retainAll(SLURM_VARIABLES);
    return found;
  }

  private static String sha256(Path file) {
    try (InputStream stream = Files.newInputStream(file);
        DigestInputStream digesting =
            new DigestInputStream(stream, MessageDigest.getInstance("SHA-256"))) {
      digesting.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
