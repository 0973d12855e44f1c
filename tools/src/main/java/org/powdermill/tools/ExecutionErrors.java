package org.powdermill.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.powdermill.diffraction.DiffractionException;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.files.PrintableLine;
import org.powdermill.generation.GenerationException;
import org.powdermill.hdf5.ShardException;
import org.powdermill.hdf5.model.ModelFileException;
import org.powdermill.hdf5.stream.PeerLostException;
import org.powdermill.hdf5.stream.StreamException;
import org.powdermill.pattern.MeasurementException;
import org.powdermill.production.ProductionException;
import org.powdermill.production.ranks.RankException;
import org.powdermill.statistics.StatisticsException;
import org.powdermill.symmetry.SymmetrySearchException;
import org.powdermill.testset.TestSetException;
import org.powdermill.tools.workflow.WorkflowException;
import org.powdermill.trainer.device.DeviceException;
import org.powdermill.trainer.evaluation.EvaluationException;
import org.powdermill.trainer.network.NetworkException;
import org.powdermill.trainer.prediction.PredictionException;
import org.powdermill.trainer.training.TrainingException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** An error while a command runs: one line, the stack trace only with {@code --debug}. */
final class ExecutionErrors implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parse) {
    CommonOptions common = CommonOptions.of(command);
    PrintWriter err = command.getErr();
    if (e instanceof RankException lost) {
      if (lost.claimTelling()) {
        err.printf(
            "%s: %s%n", command.getCommandSpec().qualifiedName(" "), oneLine(e.getMessage()));
      }
      err.flush();
      return lost.status();
    }
    err.printf("%s: %s%n", command.getCommandSpec().qualifiedName(" "), message(e));
    if (common != null && common.debug()) {
      e.printStackTrace(err);
    }
    err.flush();
    return e instanceof PeerLostException ? Powdermill.INTERRUPTED : Powdermill.ERROR;
  }

  /** What the user is told. */
  static String message(Throwable e) {
    if (e instanceof FileException
        || e instanceof DeviceException
        || e instanceof DiffractionException
        || e instanceof EvaluationException
        || e instanceof GenerationException
        || e instanceof ModelFileException
        || e instanceof NetworkException
        || e instanceof PredictionException
        || e instanceof ProductionException
        || e instanceof ShardException
        || e instanceof MeasurementException
        || e instanceof StatisticsException
        || e instanceof StreamException
        || e instanceof TestSetException
        || e instanceof TrainingException
        || e instanceof SymmetrySearchException
        || e instanceof WorkflowException) {
      return oneLine(e.getMessage());
    }
    if (e instanceof UncheckedIOException unchecked) {
      return oneLine(AtomicFile.reason(unchecked.getCause()));
    }
    if (e instanceof IOException failure) {
      return oneLine(AtomicFile.reason(failure));
    }
    return "an error of the program: %s; please report it with what --debug shows"
        .formatted(oneLine(e.toString()));
  }

  private static String oneLine(String message) {
    return message == null ? "no reason given" : PrintableLine.message(message);
  }
}
