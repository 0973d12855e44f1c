package org.powdermill.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** The file system of this machine. */
enum DiskStorage implements Storage {
  INSTANCE;

  @Override
  public boolean exists(Path file) throws IOException {
    try {
      // Files.exists takes every fault for "no".
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public long size(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "it is a folder; name a file");
    }
    // Opened, as NFS asks the server for the length only then.
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return channel.size();
    }
  }

  @Override
  public byte[] read(Path file, int limit) throws IOException {
    try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = stream.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new FileSystemException(
            file.toString(), null, "longer than %d bytes".formatted(limit));
      }
      return bytes;
    }
  }

  @Override
  public void create(Path file, byte[] content) throws IOException {
    Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public void append(Path file, byte[] content) throws IOException {
    Files.write(file, content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    Files.createDirectories(folder);
  }

  @Override
  public boolean claimFolder(Path prepared, Path folder) throws IOException {
    try {
      // Refused where a folder stands that holds something: so says POSIX.
      Files.move(prepared, folder, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      if (exists(folder)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
