package org.powdermill.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import org.powdermill.files.AtomicFile;
import org.powdermill.production.ranks.RankException;
import org.powdermill.production.ranks.RankGroup;
import org.powdermill.production.ranks.RankGroups;
import org.powdermill.production.ranks.RankPlace;

/**
 * This process as a rank: joins the others, tells them when it is asked to stop or fails, and ends
 * with them.
 */
final class RankedProcess {

  /** Name of the file that lists the ranks. */
  static final String RANKS_FILE = "ranks.json";

  private static final long LOOK_MILLIS = 50;
  private static final long MILLIS_TO_STOP = 6000;

  private final RankPlace place;
  private final boolean attached;
  private volatile RankGroup group;
  private volatile boolean parentGone;

  /**
   * A rank.
   *
   * @param attached whether the end of standard input means that the parent has gone
   */
  RankedProcess(RankPlace place, boolean attached) {
    this.place = place;
    this.attached = attached;
  }

  /**
   * Joins the others and does the work.
   *
   * @param work tells the exit status that this rank leaves with
   * @throws RankException if this rank or another fails
   */
  int run(ToIntFunction<RankGroup> work) {
    if (attached) {
      daemon(this::awaitParent, "parent");
    }
    AtomicFile.Saving saving = AtomicFile.saving();
    try (Interruption interruption = new Interruption()) {
      RankGroup joined = RankGroups.load().join(place);
      group = joined;
      daemon(() -> passOn(interruption), "interruption");
      try {
        return work.applyAsInt(joined);
      } catch (RankException e) {
        throw e;
      } catch (RuntimeException | Error e) {
        int status = place.rank() == 0 ? RankException.ERROR : RankException.LOST;
        throw joined.abort(status, ExecutionErrors.message(e));
      }
    } finally {
      saving.close();
    }
  }

  /** Lists the ranks in a folder. */
  static void listRanks(RankGroup group, Path folder) {
    AtomicFile.write(
        folder.resolve(RANKS_FILE),
        temporary -> Files.writeString(temporary, Json.line(group.members()) + "\n"));
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void passOn(BooleanSupplier interruption) {
    while (!interruption.getAsBoolean() && !parentGone) {
      sleep(LOOK_MILLIS);
    }
    group.wishStop();
  }

  private void awaitParent() {
    try {
      while (System.in.read() >= 0) {
        // the parent says nothing
      }
    } catch (IOException e) {
      // as good as gone
    }
    parentGone = true;
    sleep(group == null ? 0 : MILLIS_TO_STOP);
    Runtime.getRuntime().halt(Powdermill.INTERRUPTED);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
