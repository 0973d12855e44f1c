package org.powdermill.hdf5.layout;

import static org.powdermill.hdf5.layout.MetadataBlocks.require;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks through the metadata of an HDF5 file before the native library does.
 *
 * <p>The library trusts what it reads: a file whose own checksums are right can make it divide by
 * zero or read memory that is not its own, which ends the process. So only what our writers make of
 * HDF5 1.10's newest layout is let through (HDF5 File Format Specification 3.0): superblocks of
 * version 2 and 3, object headers of version 2, attributes and links in them or in a fractal heap
 * with a B-tree of version 2, data in one piece or in chunks with a fixed or extensible array;
 * numbers and texts; every size and address in its bounds, every block reached once. Checksums are
 * left to the library. Cost: a read of each block, some 0.1 ms for a shard.
 */
public final class Hdf5Layout {

  private static final long SIGNATURE = 0x0A1A0A0D46444889L;
  private static final int SUPERBLOCK = 48;
  private static final int MAX_OBJECTS = 20_000;

  private final MetadataBlocks blocks;
  private final Deque<Long> waiting = new ArrayDeque<>();
  private final Set<Long> seen = new HashSet<>();

  private Hdf5Layout(MetadataBlocks blocks) {
    this.blocks = blocks;
  }

  /**
   * Looks through a file.
   *
   * @throws LayoutException if it is no plain file, or holds what no writer of ours makes
   * @throws IOException if it cannot be read
   */
  public static void check(Path file) throws IOException {
    require(Files.isRegularFile(file), "it", "is no plain file"); // a pipe would never open
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      new Hdf5Layout(new MetadataBlocks(channel, channel.size())).walk();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new LayoutException("a block of metadata ends too early");
    }
  }

  private void walk() throws IOException {
    found(rootHeader());
    while (!waiting.isEmpty()) {
      new ObjectHeader(blocks, this::found).check(waiting.remove());
    }
  }

  /** An object that a link leads to; several links may lead to one. */
  private void found(long address) {
    if (seen.add(address)) {
      require(seen.size() <= MAX_OBJECTS, "the file", "holds too many objects");
      waiting.add(address);
    }
  }

  private long rootHeader() throws IOException {
    ByteBuffer block = blocks.peek(0, 8, "the signature");
    require(block.getLong() == SIGNATURE, "the file", "does not begin as HDF5 does");
    block = blocks.take(0, SUPERBLOCK, "the superblock").position(8);
    int version = block.get();
    if (version == 0 || version == 1) {
      throw new LayoutException("it has the layout of older programs", true);
    }
    require(version == 2 || version == 3, "the superblock", "has version %d", version);
    int offsets = block.get();
    int lengths = block.get();
    require(offsets == 8 && lengths == 8, "the superblock", "has other sizes of addresses");
    block.get(); // whether a writer is at it: the library looks
    require(block.getLong() == 0, "the superblock", "has a base address");
    require(block.getLong() == MetadataBlocks.NOWHERE, "the superblock", "has an extension");
    blocks.requireInside(0, block.getLong(), "the superblock's end");
    return block.getLong();
  }
}
