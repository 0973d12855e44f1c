package org.powdermill.tests.containers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Podman with images in a folder of its own, set so that it needs neither systemd nor bridges. */
final class Podman implements AutoCloseable {

  private static final List<String> PROGRAMS = List.of("podman", "runc", "mmdebstrap");

  private final Path folder;
  private final Map<String, String> environment;

  private Podman(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /** One whose images lie in an empty folder; a test that cannot have it is skipped. */
  static Podman in(Path folder) throws IOException {
    List<String> missing = PROGRAMS.stream().filter(program -> !isOnPath(program)).toList();
    assumeTrue(
        missing.isEmpty(), () -> "needs the packages podman, runc, mmdebstrap: no " + missing);
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "building a base image needs root, which this machine does not allow");
    assumeTrue(
        Call.of(folder, Map.of(), List.of("unshare", "--mount", "--pid", "--fork", "true")).status()
            == 0,
        "containers need namespaces, which this machine does not allow");
    Path storage = folder.resolve("storage.conf");
    Files.writeString(
        storage,
        """
        [storage]
        driver = "overlay"
        graphroot = "%s"
        runroot = "%s"
        """
            .formatted(folder.resolve("images"), folder.resolve("run")));
    Path settings = folder.resolve("containers.conf");
    Files.writeString(
        settings,
        """
        [containers]
        default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
        [engine]
        cgroup_manager = "cgroupfs"
        runtime = "runc"
        """);
    return new Podman(
        folder,
        Map.of(
            "CONTAINERS_STORAGE_CONF", storage.toString(),
            "CONTAINERS_CONF", settings.toString(),
            "BUILDAH_ISOLATION", "chroot"));
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  /** Any program that calls podman in its turn. */
  Call call(Path where, Map<String, String> variables, String... command) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(variables);
    return Call.of(where, all, List.of(command));
  }

  Call podman(String... arguments) {
    List<String> command = new ArrayList<>(List.of("podman"));
    command.addAll(List.of(arguments));
    return Call.of(folder, environment, command);
  }

  /** Images and containers go; overlay leaves its folder mounted. */
  @Override
  public void close() {
    podman("rm", "--all", "--force", "--time", "0");
    podman("rmi", "--all", "--force");
    Call.of(folder, Map.of(), List.of("umount", folder.resolve("images/overlay").toString()));
  }
}
