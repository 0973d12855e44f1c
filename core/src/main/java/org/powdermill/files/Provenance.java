package org.powdermill.files;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the files of a folder come from: {@code provenance.json}, format in docs/formats.md.
 *
 * <p>It is written when a run begins to leave files, and again when it ends: of a run that was
 * killed it names no end. Runs that worked in the same folder before are kept in short. Of the
 * environment it holds only the SLURM variables named here, and {@link Secrets} are masked.
 */
public final class Provenance {

  /** Name of the file in its folder. */
  public static final String FILE = "provenance.json";

  private static final String FORMAT_VERSION = "1.1";

  /** No page and no person reads more. */
  private static final int MOST_OUTPUTS = 1000;

  private static final List<String> SLURM_VARIABLES =
      List.of(
          "SLURM_CLUSTER_NAME",
          "SLURM_JOB_ID",
          "SLURM_JOB_NAME",
          "SLURM_ARRAY_JOB_ID",
          "SLURM_ARRAY_TASK_ID",
          "SLURM_HET_SIZE",
          "SLURM_JOB_ID_HET_GROUP_0",
          "SLURM_JOB_ID_HET_GROUP_1",
          "SLURM_JOB_NUM_NODES",
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
  private final Map<String, Object> options = new LinkedHashMap<>();
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final Map<String, Object> seeds = new LinkedHashMap<>();
  private final List<Map<String, Object>> inputs = new ArrayList<>();
  private final List<Map<String, Object>> outputs = new ArrayList<>();
  private List<JsonNode> earlier = List.of();
  private boolean hasEarlier;
  private long unlistedOutputs;

  /**
   * The provenance of a run that begins now.
   *
   * @param command the command line, without the program's name
   */
  public Provenance(List<String> command) {
    this.command = command.stream().map(Secrets::masked).toList();
    this.started = Instant.now();
  }

  /** Adds an option that does not stand on the command line, and where it comes from. */
  public Provenance option(String name, String value, String source) {
    options.put(name, Map.of("value", Secrets.masked(value), "source", source));
    return this;
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
    inputs.add(digested(path, path.toString()));
    return this;
  }

  /**
   * SHA-256 of a file that was added as an input; empty for a folder and for what was not added.
   */
  public Optional<String> digestOfInput(Path path) {
    return inputs.stream()
        .filter(input -> path.toString().equals(input.get("path")))
        .map(input -> (String) input.get("sha256"))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /**
   * Adds a file that was made, with its SHA-256: so that the same command can be seen to make the
   * same. Of very many the first ones are listed.
   *
   * @param folder that the name is told from
   * @throws FileException if the file cannot be read
   */
  public Provenance output(Path folder, Path file) {
    if (outputs.size() < MOST_OUTPUTS) {
      outputs.add(digested(file, folder.relativize(file).toString()));
    } else {
      unlistedOutputs++;
    }
    return this;
  }

  /** Adds those of some files in a folder that are there. */
  public Provenance outputs(Path folder, List<String> names) {
    for (String name : names) {
      if (Files.isRegularFile(folder.resolve(name))) {
        output(folder, folder.resolve(name));
      }
    }
    return this;
  }

  private static Map<String, Object> digested(Path path, String name) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("path", Secrets.masked(name));
    if (Files.isRegularFile(path)) {
      file.put("sha256", sha256(path));
    }
    return file;
  }

  /**
   * Writes {@code provenance.json} into a folder when the first files of ours come there. What an
   * earlier run left there is kept in short.
   *
   * @throws FileException if that fails
   */
  public void begin(Path folder) {
    keepEarlier(folder);
    write(folder.resolve(FILE), content());
  }

  /**
   * Writes {@code provenance.json} at the end of a run.
   *
   * @param status exit status
   * @throws FileException if that fails
   */
  public void end(Path folder, int status) {
    keepEarlier(folder);
    write(folder.resolve(FILE), ended(status));
  }

  /**
   * Writes {@code provenance.json} into a folder, at the end of a run that did all.
   *
   * @throws FileException if that fails
   */
  public void writeInto(Path folder) {
    end(folder, 0);
  }

  /**
   * Writes the same as a file of another name, for a single file in a folder that is not ours.
   *
   * @throws FileException if that fails
   */
  public void writeTo(Path file) {
    write(file, ended(0));
  }

  private void keepEarlier(Path folder) {
    if (!hasEarlier) {
      earlier = EarlierRuns.of(folder.resolve(FILE));
      hasEarlier = true;
    }
  }

  private static void write(Path file, Map<String, Object> content) {
    AtomicFile.write(
        file, temporary -> Files.writeString(temporary, JSON.writeValueAsString(content) + "\n"));
  }

  private Map<String, Object> ended(int status) {
    Map<String, Object> content = content();
    content.put("finished", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    content.put("status", status);
    return content;
  }

  /** What it tells so far, as the file names it; there is no end yet. */
  public Map<String, Object> content() {
    Build build = Build.current();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("format_version", FORMAT_VERSION);
    content.put("program", "powdermill");
    content.put("version", build.version());
    content.put("commit", build.commit().orElse(null));
    content.put("command", command);
    content.put("started", started.truncatedTo(ChronoUnit.MILLIS).toString());
    content.put("finished", null);
    content.put("status", null);
    content.put("options", options);
    content.put("settings", settings);
    content.put("seeds", seeds);
    content.put("inputs", inputs);
    content.put("outputs", outputs);
    if (unlistedOutputs > 0) {
      content.put("unlisted_outputs", unlistedOutputs);
    }
    content.put("machine", machine());
    content.put("slurm", slurm());
    content.put("earlier", earlier);
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
