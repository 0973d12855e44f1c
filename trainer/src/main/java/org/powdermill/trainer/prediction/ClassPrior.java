package org.powdermill.trainer.prediction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.powdermill.files.AtomicFile;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.trainer.network.SavedModel;

/**
 * How frequent the space groups are where a pattern comes from. A network learns the frequencies of
 * its training data; by Bayes' theorem they are divided out and others put in: p'(c) is
 * proportional to p(c) prior(c) / training(c). A class that training never showed gets 0.
 */
public final class ClassPrior {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MAX_BYTES = 1 << 20;

  private static final CSVFormat CSV =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreHeaderCase(true)
          .setIgnoreSurroundingSpaces(true)
          .setTrim(true)
          .get();

  private final double[] factors;

  private ClassPrior(double[] factors) {
    this.factors = factors;
  }

  /** That of the training data. */
  public static ClassPrior ofTraining(SavedModel model) {
    double[] factors = new double[model.network().classes()];
    Arrays.fill(factors, 1);
    return new ClassPrior(factors);
  }

  /**
   * All classes equally frequent.
   *
   * @throws PredictionException if the model does not tell the frequencies of its training
   */
  public static ClassPrior uniform(SavedModel model) {
    double[] factors = trainingFrequencies(model);
    for (int label = 0; label < factors.length; label++) {
      factors[label] = quotient(1, factors[label]);
    }
    return new ClassPrior(factors);
  }

  /**
   * From a CSV with the columns {@code space_group} and {@code frequency}; classes that it does not
   * name have frequency 0, groups that are no class are passed over.
   *
   * @throws PredictionException if it cannot be read, no class has a frequency, or the model does
   *     not tell the frequencies of its training
   */
  public static ClassPrior ofFile(Path file, SavedModel model) {
    double[] factors = frequencies(file, model.classes());
    double[] training = trainingFrequencies(model);
    for (int label = 0; label < factors.length; label++) {
      factors[label] = quotient(factors[label], training[label]);
    }
    return new ClassPrior(factors);
  }

  private static double quotient(double prior, double training) {
    return training == 0 ? 0 : prior / training;
  }

  private static double[] trainingFrequencies(SavedModel model) {
    JsonNode list;
    try {
      list = JSON.readTree(model.training()).path("class_frequencies");
    } catch (JsonProcessingException e) {
      throw new PredictionException("what the model was trained on is no JSON", e);
    }
    int classes = model.network().classes();
    if (list.size() != classes) {
      throw new PredictionException(
          "the model does not tell how frequent its %d classes were in training (class_frequencies):"
                  .formatted(classes)
              + " predict without --prior");
    }
    double[] frequencies = new double[classes];
    for (int label = 0; label < classes; label++) {
      frequencies[label] = list.get(label).asDouble();
      if (!list.get(label).isNumber()
          || !(frequencies[label] >= 0 && frequencies[label] <= Double.MAX_VALUE)) {
        throw new PredictionException(
            "the model says that space group %d had the frequency %s in training: predict without"
                    .formatted(model.classes().spaceGroups().get(label), list.get(label))
                + " --prior");
      }
    }
    return frequencies;
  }

  private static double[] frequencies(Path file, SpaceGroupClasses classes) {
    double[] frequencies = new double[classes.spaceGroups().size()];
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser rows = CSV.parse(reader)) {
      if (Files.size(file) > MAX_BYTES) {
        throw new PredictionException("%s has more than %d bytes".formatted(file, MAX_BYTES));
      }
      if (!rows.getHeaderMap().containsKey("space_group")
          || !rows.getHeaderMap().containsKey("frequency")) {
        throw new PredictionException(
            "%s: want a first line with the columns space_group and frequency".formatted(file));
      }
      for (CSVRecord row : rows) {
        add(row, classes, frequencies, "%s line %d".formatted(file, row.getRecordNumber() + 1));
      }
    } catch (IOException e) {
      throw new PredictionException(
          "cannot read %s: %s; --prior takes uniform or a CSV: space_group,frequency"
              .formatted(file, AtomicFile.reason(e)),
          e);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new PredictionException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
    if (Arrays.stream(frequencies).sum() == 0) {
      throw new PredictionException("%s: no class of the model has a frequency".formatted(file));
    }
    return frequencies;
  }

  private static void add(
      CSVRecord row, SpaceGroupClasses classes, double[] frequencies, String place) {
    String group = row.isSet("space_group") ? row.get("space_group") : "";
    String text = row.isSet("frequency") ? row.get("frequency") : "";
    if (!group.matches("\\d{1,3}") || !text.matches("\\d{1,18}(\\.\\d{0,18})?([eE]-?\\d{1,2})?")) {
      throw new PredictionException(
          place + ": want the number of a space group and a frequency of at least 0");
    }
    int number = Integer.parseInt(group);
    if (number < 1 || number > 230) {
      throw new PredictionException("%s: there is no space group %d".formatted(place, number));
    }
    if (classes.label(number) >= 0) {
      frequencies[classes.label(number)] += Double.parseDouble(text);
    }
  }

  /**
   * Probabilities with these frequencies.
   *
   * @param probabilities with those of the training data, [classes]
   */
  double[] applied(double[] probabilities) {
    double[] applied = new double[probabilities.length];
    double sum = 0;
    for (int label = 0; label < applied.length; label++) {
      applied[label] = probabilities[label] * factors[label];
      sum += applied[label];
    }
    if (!(sum > 0)) {
      return probabilities.clone(); // the prior excludes all that the network thinks of
    }
    for (int label = 0; label < applied.length; label++) {
      applied[label] /= sum;
    }
    return applied;
  }
}
