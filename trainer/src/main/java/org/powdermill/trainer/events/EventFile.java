package org.powdermill.trainer.events;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.files.Provenance;

/**
 * An event file for TensorBoard: scalars under a tag, each with its step and its time.
 *
 * <p>TensorBoard reads all files of a folder in the order of their names, {@code
 * events.out.tfevents.SECONDS.HOST.N}, as one run. Every start of a run therefore makes a file of
 * its own, whose name comes last whatever the clock of its machine says. A run that goes on from a
 * checkpoint repeats steps that it had told of before: each file opens with the event that a
 * session starts at its first step, and TensorBoard drops what earlier files told of that step and
 * of later ones (its {@code purge_orphaned_data}).
 *
 * <p>For one thread. Unlike our other files it grows while it stands there, so that TensorBoard can
 * follow; after a kill its last record may be cut, which TensorBoard takes as not yet written.
 */
public final class EventFile implements AutoCloseable {

  private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\..*");
  private static final int MAX_FILES_IN_A_SECOND = 1000;

  private final Path file;
  private final RecordOutput records;

  private EventFile(Path file) throws IOException {
    this.file = file;
    this.records =
        new RecordOutput(
            new BufferedOutputStream(
                Files.newOutputStream(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
  }

  /**
   * Begins a file in a folder, which is made where it is missing.
   *
   * @param folder of the run's event files
   * @param nextStep the first step that this start will tell of: 0 or 1 for a new run, one more
   *     than the checkpoint's for a run that goes on; what earlier files tell of it and of later
   *     steps no longer counts
   * @throws FileException if the file cannot be written
   * @throws IllegalArgumentException if the step is negative
   */
  public static EventFile append(Path folder, long nextStep) {
    requireStep(nextStep);
    AtomicFile.createFolder(folder);
    Instant now = Instant.now();
    EventFile events = create(folder, now.getEpochSecond());
    events.write(EventMessage.fileVersion(now));
    events.write(EventMessage.sessionStart(nextStep, now));
    events.flush();
    return events;
  }

  private static EventFile create(Path folder, long now) {
    Path file = folder;
    try {
      long seconds = Math.max(now, lastSeconds(folder) + 1);
      String host = Provenance.host().replaceAll("[^A-Za-z0-9.-]", "-");
      for (int n = 0; n < MAX_FILES_IN_A_SECOND; n++) {
        file =
            folder.resolve(
                String.format(Locale.ROOT, "events.out.tfevents.%010d.%s.%d", seconds, host, n));
        try {
          return new EventFile(file);
        } catch (FileAlreadyExistsException e) {
          // somebody was quicker: the next number
        }
      }
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
    throw new FileException("cannot write %s: all names of this second are taken".formatted(file));
  }

  /** The largest time stamp among the names, or -1. */
  private static long lastSeconds(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .mapToLong(name -> Long.parseLong(name.group(1)))
          .max()
          .orElse(-1);
    }
  }

  /** Where it stands. */
  public Path file() {
    return file;
  }

  /**
   * Adds a value.
   *
   * @param tag name of the curve; parts before a slash group curves, such as {@code training/loss}
   * @param step number of the step, from 0
   * @param value kept as a 32-bit float
   * @param wallTime when it was measured
   * @throws FileException if the file cannot be written
   * @throws IllegalArgumentException if the tag is empty or the step negative
   */
  public void scalar(String tag, long step, double value, Instant wallTime) {
    requireStep(step);
    if (tag.isEmpty()) {
      throw new IllegalArgumentException("a value without a tag");
    }
    write(EventMessage.scalar(tag, step, (float) value, wallTime));
  }

  private static void requireStep(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("step " + step);
    }
  }

  private void write(byte[] event) {
    try {
      records.write(event);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /**
   * Hands what was added to the operating system: from now on readers see it.
   *
   * @throws FileException if that fails
   */
  public void flush() {
    try {
      records.flush();
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /**
   * Ends the file.
   *
   * @throws FileException if what was added cannot be written
   */
  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static FileException cannotWrite(Path file, IOException e) {
    return new FileException("cannot write %s: %s".formatted(file, AtomicFile.reason(e)), e);
  }
}
