package org.powdermill.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of its own in memory, of a size that a test chooses. */
final class SmallDisk implements AutoCloseable {

  private final Path mount;

  private SmallDisk(Path mount) {
    this.mount = mount;
  }

  /** Mounts one; where that is not allowed the test is skipped. */
  static SmallDisk of(Path mount, int kibibytes) throws IOException, InterruptedException {
    Files.createDirectories(mount);
    boolean mounted =
        call("mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k", "tmpfs", mount.toString());
    assumeTrue(mounted, "no tmpfs can be mounted here: that takes root and CAP_SYS_ADMIN");
    return new SmallDisk(mount);
  }

  private static boolean call(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  /** Takes what is left, down to the last byte. */
  void fill() throws IOException {
    byte[] block = new byte[1 << 10];
    try (OutputStream filler = Files.newOutputStream(mount.resolve("filler"))) {
      while (true) {
        filler.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessage("No space left on device");
    }
  }

  void resize(int kibibytes) throws IOException, InterruptedException {
    assertThat(call("mount", "-o", "remount,size=" + kibibytes + "k", mount.toString())).isTrue();
  }

  /** Refuses every change from now on; that waits for a moment without a file open for writing. */
  void readOnly() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!call("mount", "-o", "remount,ro", mount.toString())) {
      assertThat(System.nanoTime()).as("it becomes read-only").isLessThan(deadline);
    }
  }

  void writable() throws IOException, InterruptedException {
    assertThat(call("mount", "-o", "remount,rw", mount.toString())).isTrue();
  }

  @Override
  public void close() throws IOException {
    try {
      assertThat(call("umount", "-l", mount.toString())).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
