package org.powdermill.trainer.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.powdermill.hdf5.stream.StreamAccess;
import org.powdermill.hdf5.stream.StreamReader;

/** What is learned from. */
public sealed interface TrainingData {

  /**
   * Opens it.
   *
   * @param from where to begin; else at the beginning
   * @param stop whether to give up waiting
   * @return empty if it was stopped
   */
  Optional<BatchSource> open(Optional<DataPosition> from, BooleanSupplier stop);

  /**
   * Says for a training that is complete that no more is needed, if it was killed before it could.
   *
   * @param at where the training ended
   * @param stop whether to give up waiting
   */
  void finish(DataPosition at, BooleanSupplier stop);

  /**
   * A stream, each diffractogram once.
   *
   * @param folder of the stream
   * @param options how it is read
   */
  record Stream(Path folder, StreamReader.Options options) implements TrainingData {

    @Override
    public Optional<BatchSource> open(Optional<DataPosition> from, BooleanSupplier stop) {
      StreamAccess access = StreamAccess.of(folder);
      Optional<StreamReader> reader =
          from.isPresent()
              ? StreamReader.open(access, options, from.get().windowStart(), stop)
              : StreamReader.openAtBeginning(access, options, stop);
      return reader.map(opened -> new StreamBatches(folder, opened));
    }

    @Override
    public void finish(DataPosition at, BooleanSupplier stop) {
      StreamAccess access = StreamAccess.of(folder);
      if (!StreamReader.isLeftUnfinished(access)) {
        return;
      }
      Optional<StreamReader> reader = StreamReader.open(access, options, at.windowStart(), stop);
      if (reader.isPresent()) {
        try (StreamReader opened = reader.get()) {
          opened.finish();
        }
      }
    }
  }

  /**
   * Fixed sets, pass after pass.
   *
   * @param files at least one
   */
  record Sets(List<Path> files) implements TrainingData {

    /** Copies the list. */
    public Sets {
      files = List.copyOf(files);
    }

    @Override
    public Optional<BatchSource> open(Optional<DataPosition> from, BooleanSupplier stop) {
      return Optional.of(new SetBatches(files));
    }

    /** Nobody waits for that. */
    @Override
    public void finish(DataPosition at, BooleanSupplier stop) {}
  }
}
