package org.powdermill.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryingStorageTest {

  @TempDir Path folder;

  private final TestClock clock = new TestClock();
  private int calls;

  /** The disk, that fails some times first, before or after it has done its work. */
  private Storage failing(int times, String reason, boolean after) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          boolean fails = ++calls <= times;
          if (fails && !after) {
            throw new FileSystemException("file", null, reason);
          }
          try {
            Object result = method.invoke(Storage.disk(), arguments);
            if (fails) {
              throw new FileSystemException("file", null, reason);
            }
            return result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return ((Storage)
            Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, handler))
        .patient(clock);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Input/output error", "Stale file handle"})
  void aFaultThatPassesIsNotSeen(String reason) throws IOException {
    Path file = folder.resolve("a");
    failing(3, reason, false).create(file, new byte[] {1, 2});

    assertThat(failing(6, reason, false).read(file, 10)).containsExactly(1, 2);
    assertThat(failing(6, reason, false).size(file)).isEqualTo(2);
  }

  @Test
  void aFaultThatStaysIsToldAfterHalfAMinute() {
    Storage storage = failing(Integer.MAX_VALUE, "Input/output error", false);

    assertThatThrownBy(() -> storage.exists(folder))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("Input/output error");
    assertThat(clock.elapsed()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"No space left on device", "Read-only file system"})
  void whatWillNotPassIsToldAtOnce(String reason) {
    assertThatThrownBy(() -> failing(1, reason, false).exists(folder)).hasMessageContaining(reason);
    assertThatThrownBy(() -> failing(0, "", false).read(folder.resolve("none"), 10))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(clock.elapsed()).isZero();
  }

  @Test
  void whatWasDoneAlthoughAFaultWasToldIsDoneOnce() throws IOException {
    Path from = Files.write(folder.resolve("from"), new byte[] {1});
    Path to = folder.resolve("to");
    failing(1, "Stale file handle", true).rename(from, to);
    assertThat(to).hasBinaryContent(new byte[] {1});

    calls = 0;
    Path made = folder.resolve("made");
    failing(1, "Input/output error", true).create(made, new byte[] {7});
    assertThat(made).hasBinaryContent(new byte[] {7});

    calls = 0;
    Path owner = folder.resolve("owner-1");
    Path prepared = Files.createDirectory(folder.resolve("prepared"));
    Files.createFile(prepared.resolve("state"));
    assertThat(failing(1, "Input/output error", true).claimFolder(prepared, owner)).isFalse();
    assertThat(owner).isDirectory();
  }

  @Test
  void aSmallFileIsNoLinkAndNotLong() throws IOException {
    Path file = Files.write(folder.resolve("a"), new byte[11]);
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    assertThatThrownBy(() -> Storage.disk().read(file, 10)).hasMessageContaining("longer than 10");
    assertThatThrownBy(() -> Storage.disk().read(link, 20)).isInstanceOf(IOException.class);
    assertThat(Storage.disk().exists(folder.resolve("none"))).isFalse();
  }
}
