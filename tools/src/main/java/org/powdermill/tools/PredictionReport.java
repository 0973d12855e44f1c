package org.powdermill.tools;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.powdermill.trainer.prediction.Intake;
import org.powdermill.trainer.prediction.Prediction;
import org.powdermill.trainer.prediction.PredictionRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Prints predictions as they come, refusals on standard error, and draws pictures. */
final class PredictionReport implements PredictionRun.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(PredictionReport.class);

  private final PrintWriter out;
  private final PrintWriter err;
  private final PredictionText text;
  private final boolean json;
  private final Optional<PredictionPictures> pictures;
  private int predicted;
  private int refused;

  PredictionReport(
      CommandLine command,
      PredictionText text,
      boolean json,
      Optional<PredictionPictures> pictures) {
    this.out = command.getOut();
    this.err = command.getErr();
    this.text = text;
    this.json = json;
    this.pictures = pictures;
  }

  @Override
  public void predicted(Intake.Accepted pattern, Prediction prediction) {
    predicted++;
    pictures.ifPresent(folder -> folder.write(pattern, prediction));
    out.println(json ? text.json(pattern, prediction) : text.text(pattern, prediction));
    out.flush();
  }

  @Override
  public void refused(Intake.Refused refusal) {
    refused++;
    err.println("powdermill predict: " + refusal.reason());
    err.flush();
  }

  /** Says how many there were; the exit status. */
  int end(int skipped, double seconds) {
    String summary =
        String.format(
            Locale.ROOT,
            "%d predicted, %d refused, %d other files skipped, in %.2f s",
            predicted,
            refused,
            skipped,
            seconds);
    if (json) {
      LOG.info("{}", summary);
    } else {
      out.println(summary);
    }
    return refused == 0 ? Powdermill.DONE : Powdermill.ERROR;
  }
}
