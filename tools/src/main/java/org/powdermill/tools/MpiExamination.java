package org.powdermill.tools;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.powdermill.files.AtomicFile;
import org.powdermill.production.ranks.RankException;
import org.powdermill.production.ranks.RankGroups;

/** Looks at what ranks need of this machine and its network. */
final class MpiExamination {

  /** Where niodev of MPJ Express looks for a free port. */
  private static final int FIRST_PORT = 25_000;

  private static final int LAST_PORT = 40_000;
  private static final int PORT_STEP = 75;
  private static final long SECONDS_FOR_ROUND_TRIP = 60;

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(List.of(library(), hostName(), ports()));
    if (!findings.get(0).isMissing()) {
      findings.add(roundTrip());
    }
    return findings;
  }

  private static Finding library() {
    try {
      return Finding.ok("ranks", RankGroups.load().program());
    } catch (RankException e) {
      return Finding.missing("ranks", e.getMessage(), "call doctor by ./powdermill");
    }
  }

  private static Finding hostName() {
    try {
      InetAddress address = InetAddress.getLocalHost();
      String detail = "%s is %s".formatted(address.getHostName(), address.getHostAddress());
      return address.isLoopbackAddress()
          ? Finding.info(
              "host name",
              "%s, which other nodes cannot reach; ranks take one of %s: say which by --interface"
                  .formatted(detail, networks()))
          : Finding.ok("host name", detail);
    } catch (UnknownHostException e) {
      return Finding.missing(
          "host name",
          "this host's name has no address: " + e.getMessage(),
          "add a line with its address and name to /etc/hosts");
    } catch (SocketException e) {
      return Finding.missing(
          "host name", "no network interfaces: " + e.getMessage(), "look at ip address");
    }
  }

  private static List<String> networks() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(
            network ->
                network
                    .inetAddresses()
                    .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress())
                    .map(a -> "%s (%s)".formatted(network.getName(), a.getHostAddress())))
        .toList();
  }

  private static Finding ports() {
    int looked = 0;
    int free = 0;
    for (int port = FIRST_PORT; port <= LAST_PORT; port += PORT_STEP) {
      looked++;
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(port));
        free++;
      } catch (IOException e) {
        // taken: that is what is counted
      }
    }
    String detail =
        "%d of %d looked at are free between %d and %d; a firewall must let them pass"
            .formatted(free, looked, FIRST_PORT, LAST_PORT);
    return free > looked / 10
        ? Finding.ok("ports", detail)
        : Finding.missing("ports", detail, "end what holds them (ss -tlnp)");
  }

  /** Two ranks that make two small shards. */
  private static Finding roundTrip() {
    try {
      Path folder = Files.createTempDirectory("powdermill-doctor");
      try {
        return roundTrip(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      return failed(AtomicFile.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted");
    }
  }

  private static Finding roundTrip(Path folder) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Powdermill.class.getName(), "generate", "--ranks", "2"));
    command.addAll(List.of("--out", folder.resolve("out").toString(), "--count", "2"));
    command.addAll(List.of("--shard-size", "1", "--two-theta", "5:90:1", "--log-level", "warn"));
    Path said = folder.resolve("said.txt");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = process.waitFor(SECONDS_FOR_ROUND_TRIP, TimeUnit.SECONDS);
    process.destroyForcibly();
    if (ended && process.exitValue() == 0) {
      return Finding.ok(
          "two ranks",
          String.format(
              Locale.ROOT,
              "start, make two shards and end in %.1f s",
              (System.nanoTime() - start) / 1e9));
    }
    List<String> lines = Files.readAllLines(said);
    return failed(
        !ended
            ? "they take longer than %d s".formatted(SECONDS_FOR_ROUND_TRIP)
            : lines.isEmpty() ? "status " + process.exitValue() : lines.get(lines.size() - 1));
  }

  private static Finding failed(String why) {
    return Finding.missing("two ranks", why, "see docs/ranks.md");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(AtomicFile::delete);
    }
  }
}
