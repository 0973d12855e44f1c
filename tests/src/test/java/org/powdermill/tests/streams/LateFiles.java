package org.powdermill.tests.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.powdermill.files.MonotonicClock;
import org.powdermill.files.Storage;

/**
 * A file system that shows on one node late what another node did: names, the content of small
 * files, or lengths. What a node does itself it sees at once.
 */
final class LateFiles {

  private final MonotonicClock clock;
  private final Duration namesLag;
  private final Duration sizesLag;
  private final Map<Path, Change> changes = new ConcurrentHashMap<>();

  /** The last time that a name was given: by whom, when, and what stood there before. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Change(Storage node, long time, byte[] before) {}

  LateFiles(MonotonicClock clock, Duration namesLag, Duration sizesLag) {
    this.clock = clock;
    this.namesLag = namesLag;
    this.sizesLag = sizesLag;
  }

  /** Another node's view. */
  Storage node() {
    return new Node();
  }

  private final class Node extends DelegatingStorage {

    private Change unseen(Path file, Duration lag) {
      Change change = changes.get(file);
      boolean unseen =
          change != null && change.node() != this && clock.since(change.time()).compareTo(lag) < 0;
      return unseen ? change : null;
    }

    @Override
    public boolean exists(Path file) throws IOException {
      Change unseen = unseen(file, namesLag);
      return unseen == null ? super.exists(file) : unseen.before() != null;
    }

    @Override
    public long size(Path file) throws IOException {
      Change unseen = unseen(file, namesLag);
      if (unseen != null && unseen.before() == null) {
        throw new NoSuchFileException(file.toString());
      }
      long size = super.size(file);
      return unseen(file, sizesLag) == null ? size : size / 2;
    }

    @Override
    public byte[] read(Path file, int limit) throws IOException {
      Change unseen = unseen(file, namesLag);
      if (unseen == null) {
        return super.read(file, limit);
      }
      if (unseen.before() == null) {
        throw new NoSuchFileException(file.toString());
      }
      return unseen.before();
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      boolean small = to.toString().endsWith(".json");
      byte[] before = small && Files.exists(to) ? Files.readAllBytes(to) : null;
      super.rename(from, to);
      changes.put(to, new Change(this, clock.nanoTime(), before));
    }

    @Override
    public boolean claimFolder(Path prepared, Path folder) throws IOException {
      boolean made = super.claimFolder(prepared, folder); // the server decides
      if (made) {
        changes.put(folder, new Change(this, clock.nanoTime(), null));
      }
      return made;
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
      return super.list(folder).stream().filter(file -> unseen(file, namesLag) == null).toList();
    }
  }
}
