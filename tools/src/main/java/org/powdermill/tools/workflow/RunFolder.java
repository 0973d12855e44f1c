package org.powdermill.tools.workflow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;

/**
 * The folder in which all of a run lies. {@code run.json} in it says whose it is.
 *
 * @param path absolute
 * @param token made with the folder: where the folder was removed and made again, what Nextflow
 *     remembers of it holds no more
 */
public record RunFolder(Path path, String token) {

  /** Says whose the folder is. */
  public static final String FILE = "run.json";

  /** Here Nextflow writes its trace and reports, before all others. */
  private static final String OF_NEXTFLOW = "nextflow";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private record Content(String runId, String token, SortedMap<String, String> settings) {}

  /**
   * Makes the folder of a run, or finds it.
   *
   * @throws WorkflowException if something else lies there
   * @throws FileException if it cannot be made
   */
  public static RunFolder claim(RunParameters parameters, RunIdentity identity) {
    Path path =
        (parameters.has("run_dir")
                ? Path.of(parameters.text("run_dir"))
                : Path.of(parameters.text("outdir")).resolve(identity.id()))
            .toAbsolutePath()
            .normalize();
    if (path.toString().matches("(?s).*['\\\\\\n].*")) {
      throw new WorkflowException(
          "the name of the folder %s has a quotation mark or a backslash: name another"
              .formatted(path));
    }
    AtomicFile.createFolder(path);
    Path file = path.resolve(FILE);
    if (Files.exists(file)) {
      Content content = read(file);
      if (!content.runId().equals(identity.id())) {
        throw new WorkflowException(
            "%s holds another run, with another %s: name another folder"
                .formatted(path, difference(content.settings(), identity.settings())));
      }
      return new RunFolder(path, content.token());
    }
    if (parameters.has("run_dir") && !isEmpty(path)) {
      throw new WorkflowException(
          "%s is not empty and holds no run: name another folder".formatted(path));
    }
    Content content = new Content(identity.id(), UUID.randomUUID().toString(), identity.settings());
    AtomicFile.write(file, temporary -> JSON.writeValue(temporary.toFile(), values(content)));
    return new RunFolder(path, content.token());
  }

  private static Map<String, Object> values(Content content) {
    return Map.of(
        "run_id", content.runId(), "token", content.token(), "settings", content.settings());
  }

  private static Content read(Path file) {
    try {
      Map<String, Object> values = JSON.readValue(file.toFile(), new TypeReference<>() {});
      SortedMap<String, String> settings = new TreeMap<>();
      if (values.get("settings") instanceof Map<?, ?> map) {
        map.forEach((name, value) -> settings.put(String.valueOf(name), String.valueOf(value)));
      }
      return new Content(
          String.valueOf(values.get("run_id")), String.valueOf(values.get("token")), settings);
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  private static String difference(Map<String, String> one, Map<String, String> other) {
    List<String> names =
        Stream.concat(one.keySet().stream(), other.keySet().stream())
            .distinct()
            .sorted()
            .filter(name -> !String.valueOf(one.get(name)).equals(String.valueOf(other.get(name))))
            .toList();
    return names.isEmpty() ? "version" : String.join(", ", names);
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.allMatch(file -> file.endsWith(OF_NEXTFLOW));
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(folder, AtomicFile.reason(e)), e);
    }
  }
}
