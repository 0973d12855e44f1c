package org.powdermill.production.scaling;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.powdermill.files.Storage;

/**
 * The small files of a stream in memory: states, markers, folders of owners. Each call books an
 * operation on names with the virtual file system, and takes no time.
 */
final class VirtualStorage implements Storage {

  private final VirtualFileSystem files;
  private final Map<Path, byte[]> contents = new HashMap<>();
  private final Set<Path> folders = new HashSet<>();

  VirtualStorage(VirtualFileSystem files) {
    this.files = files;
  }

  @Override
  public boolean exists(Path file) {
    files.operation();
    return contents.containsKey(file) || folders.contains(file);
  }

  @Override
  public long size(Path file) throws NoSuchFileException {
    return read(file, Integer.MAX_VALUE).length;
  }

  @Override
  public byte[] read(Path file, int limit) throws NoSuchFileException {
    files.operation();
    byte[] content = contents.get(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    return content;
  }

  @Override
  public void create(Path file, byte[] content) {
    files.operation();
    contents.put(file, content);
  }

  /** Logs are not kept: nobody reads them. */
  @Override
  public void append(Path file, byte[] content) {
    files.operation();
  }

  @Override
  public void rename(Path from, Path to) throws NoSuchFileException {
    contents.put(to, read(from, Integer.MAX_VALUE));
    contents.remove(from);
  }

  @Override
  public void delete(Path file) {
    files.operation();
    contents.remove(file);
  }

  @Override
  public void createFolders(Path folder) {
    files.operation();
    folders.add(folder);
  }

  @Override
  public boolean claimFolder(Path prepared, Path folder) throws NoSuchFileException {
    files.operation();
    if (!folders.add(folder)) {
      return false;
    }
    folders.remove(prepared);
    for (Path file : list(prepared)) {
      rename(file, folder.resolve(file.getFileName()));
    }
    return true;
  }

  @Override
  public List<Path> list(Path folder) {
    files.operation();
    return contents.keySet().stream().filter(file -> folder.equals(file.getParent())).toList();
  }
}
