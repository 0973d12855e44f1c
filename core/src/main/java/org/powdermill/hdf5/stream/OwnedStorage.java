package org.powdermill.hdf5.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.powdermill.files.Storage;

/**
 * The files of a stream as an owner may change them: before anything gets a name, or loses it, it
 * looks whether a later owner exists. That costs one look at a computed name.
 */
final class OwnedStorage implements Storage {

  private final StreamAccess access;
  private final Storage storage;
  private final StreamSide<?> side;
  private final long epoch;
  private final Path successor;

  OwnedStorage(StreamAccess access, StreamSide<?> side, long epoch) {
    this.access = access;
    this.storage = access.storage();
    this.side = side;
    this.epoch = epoch;
    this.successor = access.folder().owner(side, epoch + 1);
  }

  private void requireOwnership() throws IOException {
    if (storage.exists(successor)) {
      throw new OwnershipLostException(
          "%s %d of %s was taken for dead, and %s %d goes on in its place%s; this one leaves everything as it is"
              .formatted(
                  side,
                  epoch,
                  access.folder().root(),
                  side,
                  epoch + 1,
                  access
                      .state(side, epoch + 1)
                      .map(state -> " (%s)".formatted(state.process()))
                      .orElse("")));
    }
  }

  @Override
  public boolean exists(Path file) throws IOException {
    return storage.exists(file);
  }

  @Override
  public long size(Path file) throws IOException {
    return storage.size(file);
  }

  @Override
  public byte[] read(Path file, int limit) throws IOException {
    return storage.read(file, limit);
  }

  @Override
  public void create(Path file, byte[] content) throws IOException {
    storage.create(file, content);
  }

  @Override
  public void append(Path file, byte[] content) throws IOException {
    requireOwnership();
    storage.append(file, content);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    requireOwnership();
    storage.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    requireOwnership();
    storage.delete(file);
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    storage.createFolders(folder);
  }

  @Override
  public boolean claimFolder(Path prepared, Path folder) throws IOException {
    requireOwnership();
    return storage.claimFolder(prepared, folder);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    return storage.list(folder);
  }
}
