package org.powdermill.tools.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Build;
import org.powdermill.files.FileException;

/**
 * What makes a run the run that it is: every parameter that changes its results, files by their
 * content. How many epochs it goes, where and on how many ranks, does not.
 *
 * @param settings by name, as text
 */
public record RunIdentity(SortedMap<String, String> settings) {

  private static final int DIGITS = 12;
  private static final int BUFFER = 1 << 16;

  /**
   * Of a run.
   *
   * @throws FileException if an input cannot be read
   */
  public static RunIdentity of(RunParameters parameters, ParameterSchema schema) {
    SortedMap<String, String> settings = new TreeMap<>();
    String step = parameters.step();
    boolean evaluates = step.equals("evaluate");
    if (!evaluates) { // where a model is there, nothing else changes what is found
      parameters
          .values()
          .forEach(
              (name, value) -> {
                if (!schema.isNeutral(name)) {
                  settings.put(name, value.toString());
                }
              });
    }
    settings.put("kind", evaluates || step.equals("baseline") ? step : "training");
    settings.put("version", Build.current().version());
    for (String name :
        evaluates ? List.of("model", "testsets") : List.of("structures", "statistics")) {
      if (parameters.has(name)) {
        settings.put(name, digest(parameters.paths(name)));
      }
    }
    return new RunIdentity(settings);
  }

  /** Twelve hexadecimal digits. */
  public String id() {
    try {
      String text = new ObjectMapper().writeValueAsString(settings);
      return HexFormat.of()
          .formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)))
          .substring(0, DIGITS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names and contents of files; of a folder all files in it, in the order of their names. */
  private static String digest(List<Path> inputs) {
    MessageDigest digest = sha256();
    for (Path input : inputs) {
      try (Stream<Path> tree = Files.walk(input)) {
        for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile).sorted()::iterator) {
          digest.update(input.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
          digest.update((byte) 0);
          add(digest, file);
        }
      } catch (IOException e) {
        throw new FileException("cannot read %s: %s".formatted(input, AtomicFile.reason(e)), e);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, Path file) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream stream = Files.newInputStream(file)) {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
