package org.powdermill.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that are whole or absent: written under a temporary name in the same folder, then renamed.
 *
 * <p>Whatever ends the program (an error, SIGINT, SIGTERM) takes the temporary files along; only
 * SIGKILL or a power cut can leave one, by the name {@code .NAME.PID-TOKEN-N.tmp}. The token keeps
 * processes of the same number on two machines apart.
 */
public final class AtomicFile {

  /** What writes a file. */
  @FunctionalInterface
  public interface Content {

    /** Writes the whole file at the given place, where nothing stands yet. */
    void writeTo(Path temporary) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);
  private static final AtomicLong COUNT = new AtomicLong();
  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  /** Held for reading by each file that is being written, for writing by the end of the JVM. */
  private static final ReadWriteLock WRITING = new ReentrantReadWriteLock();

  private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.\\d+-[0-9a-f]{8}-\\d+\\.tmp");

  private static final long SECONDS_TO_FINISH = 2;
  private static final Duration USUAL_TIME_TO_SAVE = Duration.ofSeconds(5);

  private static final String TOKEN =
      "%d-%s"
          .formatted(ProcessHandle.current().pid(), UUID.randomUUID().toString().substring(0, 8));

  /** Work that has files to write when the JVM is asked to end. */
  private static final Phaser SAVING = new Phaser(1);

  private static final AtomicReference<Duration> TIME_TO_SAVE =
      new AtomicReference<>(USUAL_TIME_TO_SAVE);

  private static volatile boolean closed;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(AtomicFile::removeUnfinished));
  }

  private AtomicFile() {}

  /**
   * Writes a file, replacing what stands there.
   *
   * @throws FileException if that fails; nothing is left then, and an older file stays as it was
   */
  public static void write(Path file, Content content) {
    write(Storage.disk(), file, content);
  }

  /**
   * Writes a file on a storage, replacing what stands there.
   *
   * @throws FileException if that fails; nothing is left then, and an older file stays as it was
   */
  public static void write(Storage storage, Path file, Content content) {
    Path temporary = temporary(file);
    WRITING.readLock().lock();
    UNFINISHED.add(temporary);
    boolean renamed = false;
    try {
      content.writeTo(temporary);
      storage.rename(temporary, file);
      renamed = true;
    } catch (IOException e) {
      throw new FileException("cannot write %s: %s".formatted(file, reason(e)), e);
    } finally {
      if (!renamed) {
        delete(temporary);
      }
      UNFINISHED.remove(temporary);
      WRITING.readLock().unlock();
    }
  }

  /** A name beside a file that nobody else takes, to be given up for the file's own. */
  public static Path temporary(Path file) {
    return file.resolveSibling(
        ".%s.%s-%d.tmp".formatted(file.getFileName(), TOKEN, COUNT.incrementAndGet()));
  }

  /** Whether a file has such a name: whoever made it is at it still, or was killed. */
  public static boolean isTemporary(Path file) {
    return TEMPORARY.matcher(file.getFileName().toString()).matches();
  }

  /**
   * Says that work has something to save when the JVM is asked to end: until that is closed, but no
   * longer than 5 s, files can still be written then.
   */
  public static Saving saving() {
    return saving(USUAL_TIME_TO_SAVE);
  }

  /**
   * The same for work that may take longer; then everybody's may.
   *
   * @param longest how long the end of the JVM waits for it
   */
  public static Saving saving(Duration longest) {
    TIME_TO_SAVE.accumulateAndGet(longest, (a, b) -> a.compareTo(b) > 0 ? a : b);
    SAVING.register();
    return new Saving();
  }

  /** Work that has something to save. */
  public static final class Saving implements AutoCloseable {

    private final AtomicBoolean open = new AtomicBoolean(true);

    private Saving() {}

    /** It is saved. */
    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        SAVING.arriveAndDeregister();
      }
    }
  }

  /**
   * Whether the end of the JVM has come so far that no file is being written, none is left
   * unfinished, and none will be written any more.
   */
  public static boolean isClosed() {
    return closed;
  }

  /** Writes text as UTF-8. */
  public static void write(Path file, String text) {
    write(file, temporary -> Files.writeString(temporary, text, StandardCharsets.UTF_8));
  }

  /**
   * Makes a folder, with those above it, where it is missing.
   *
   * @throws FileException if that fails
   */
  public static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new FileException(
          "cannot write into %s: it is a file; name a folder".formatted(folder), e);
    } catch (IOException e) {
      throw new FileException("cannot make the folder %s: %s".formatted(folder, reason(e)), e);
    }
  }

  /** Why a file could not be read or written, in words and without its name where possible. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException missing) {
      return "no such file or folder: " + missing.getFile();
    }
    if (e instanceof CharacterCodingException) {
      return "it is no text in UTF-8";
    }
    if (e instanceof EOFException) {
      return "it ends too early";
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Lets the files that are being written come to their end, keeps others from beginning. */
  private static void removeUnfinished() {
    try {
      awaitSaving();
      if (!WRITING.writeLock().tryLock(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
        UNFINISHED.forEach(AtomicFile::delete);
      } // else keep it: who begins to write now waits for the end
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
    }
  }

  private static void awaitSaving() throws InterruptedException {
    try {
      SAVING.awaitAdvanceInterruptibly(
          SAVING.arrive(), TIME_TO_SAVE.get().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("what was to be saved took longer than {} s", TIME_TO_SAVE.get().toSeconds());
    }
  }

  /** Deletes a file where it exists; a failure is a warning in the log. */
  public static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("cannot delete {}: {}", file, reason(e));
    }
  }
}
