package org.powdermill.tools;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.production.scaling.ShardCosts;

/**
 * What shards cost on a machine: part of what {@code benchmark scaling} prints, so that figures can
 * be made again elsewhere.
 *
 * @param stores costs of a shard by store
 * @param loadAverage of the machine over the minute before; negative where it is not known
 * @param build version and commit
 * @param machine architecture, Java and cores as in provenance.json
 */
record MeasuredRates(
    Map<String, ShardCosts> stores, double loadAverage, String build, Map<String, Object> machine) {

  private static final long MAX_BYTES = 1 << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /** A benchmark's figures, as far as they are read here. */
  private record Figures(MeasuredRates rates) {}

  /**
   * The costs of a store.
   *
   * @throws FileException if they were not measured
   */
  ShardCosts costs(StoreKind store) {
    ShardCosts costs = stores.get(store.word());
    if (costs == null) {
      throw new FileException(
          "no rates for %s, only for %s: leave --rates out, or run benchmark scaling --json again"
              .formatted(store.word(), stores.keySet()));
    }
    return costs;
  }

  /**
   * Reads what {@code benchmark scaling --json} printed.
   *
   * @throws FileException if it is nothing of that kind
   */
  static MeasuredRates read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw noRates(file, "it is larger than %d bytes".formatted(MAX_BYTES), null);
      }
      Figures figures = JSON.readValue(Files.readAllBytes(file), Figures.class);
      if (figures.rates() == null
          || figures.rates().stores() == null
          || figures.rates().stores().containsValue(null)) {
        throw noRates(file, "it names no rates", null);
      }
      return figures.rates();
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw noRates(file, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  private static FileException noRates(Path file, String why, Exception cause) {
    return new FileException(
        "%s is not what benchmark scaling --json prints: %s".formatted(file, why), cause);
  }
}
