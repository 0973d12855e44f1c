package org.powdermill.tests.streams;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.powdermill.files.Storage;

/** The disk, to be spoilt. */
public class DelegatingStorage implements Storage {

  private final Storage disk = Storage.disk();

  /** Is told before each call. */
  protected void before(String call, Path file) throws IOException {}

  @Override
  public boolean exists(Path file) throws IOException {
    before("exists", file);
    return disk.exists(file);
  }

  @Override
  public long size(Path file) throws IOException {
    before("size", file);
    return disk.size(file);
  }

  @Override
  public byte[] read(Path file, int limit) throws IOException {
    before("read", file);
    return disk.read(file, limit);
  }

  @Override
  public void create(Path file, byte[] content) throws IOException {
    before("create", file);
    disk.create(file, content);
  }

  @Override
  public void append(Path file, byte[] content) throws IOException {
    before("append", file);
    disk.append(file, content);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    before("rename", to);
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    before("delete", file);
    disk.delete(file);
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    before("createFolders", folder);
    disk.createFolders(folder);
  }

  @Override
  public boolean claimFolder(Path prepared, Path folder) throws IOException {
    before("claimFolder", folder);
    return disk.claimFolder(prepared, folder);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    before("list", folder);
    return disk.list(folder);
  }
}
