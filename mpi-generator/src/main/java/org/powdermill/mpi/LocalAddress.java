package org.powdermill.mpi;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.powdermill.production.ranks.PortRange;
import org.powdermill.production.ranks.RankException;

/** Addresses of this machine, and ports on them. */
final class LocalAddress {

  private LocalAddress() {}

  /**
   * The address under which the others find this machine.
   *
   * @param wanted name of a network interface, or an address; else what the host name stands for,
   *     or, where that is a loop-back address (a line in /etc/hosts), that of the first interface
   * @throws RankException if there is none
   */
  static InetAddress of(Optional<String> wanted) {
    try {
      if (wanted.isPresent()) {
        return ofInterface(wanted.get());
      }
      InetAddress byName = InetAddress.getLocalHost();
      return byName.isLoopbackAddress()
          ? interfaces().stream()
              .filter(i -> !isLoopback(i))
              .flatMap(i -> address(i).stream())
              .findFirst()
              .orElse(byName)
          : byName;
    } catch (UnknownHostException e) {
      throw new RankException(
          RankException.ERROR,
          "the name of this host has no address (%s): add it to /etc/hosts"
              .formatted(e.getMessage()));
    } catch (IOException e) {
      throw new RankException(
          RankException.ERROR, "cannot list the network interfaces: " + e.getMessage());
    }
  }

  private static InetAddress ofInterface(String wanted) throws IOException {
    for (NetworkInterface candidate : interfaces()) {
      if (candidate.getName().equals(wanted)) {
        return address(candidate)
            .orElseThrow(
                () ->
                    new RankException(
                        RankException.ERROR,
                        "the network interface %s has no address".formatted(wanted)));
      }
      for (InetAddress address : Collections.list(candidate.getInetAddresses())) {
        if (address.getHostAddress().equals(wanted)) {
          return address;
        }
      }
    }
    throw new RankException(
        RankException.ERROR,
        "no network interface %s; there are %s"
            .formatted(wanted, interfaces().stream().map(NetworkInterface::getName).toList()));
  }

  private static List<NetworkInterface> interfaces() throws IOException {
    return NetworkInterface.networkInterfaces()
        .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
        .toList();
  }

  private static boolean isLoopback(NetworkInterface candidate) {
    return candidate.inetAddresses().anyMatch(InetAddress::isLoopbackAddress);
  }

  private static Optional<InetAddress> address(NetworkInterface candidate) {
    return candidate
        .inetAddresses()
        .filter(address -> !address.isLinkLocalAddress())
        .min(Comparator.comparing(address -> !(address instanceof Inet4Address)));
  }

  /**
   * Listens on the first free port of a range.
   *
   * @throws RankException if none is free
   */
  static ServerSocketChannel listen(InetAddress address, PortRange ports) {
    IOException last = null;
    for (int port = ports.first(); port <= ports.last(); port++) {
      ServerSocketChannel channel = null;
      try {
        channel = ServerSocketChannel.open();
        return channel.bind(new InetSocketAddress(address, port));
      } catch (IOException e) {
        last = e;
        close(channel);
        if (!(e instanceof BindException)) {
          break;
        }
      }
    }
    throw new RankException(
        RankException.ERROR,
        "rank 0 cannot listen on %s, ports %s: %s; name others in --port-range"
            .formatted(address.getHostAddress(), ports, last == null ? "none" : last.getMessage()));
  }

  private static void close(ServerSocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // it was not bound: nothing is lost
    }
  }
}
