package org.powdermill.mpi;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FailurePoint;
import org.powdermill.production.ranks.RankPlace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where rank 0 is to be found: {@code rendezvous/JOB.json} in the folder that the ranks share, to
 * be read by this user alone.
 *
 * @param format {@link #FORMAT}
 * @param host address of rank 0
 * @param port where it listens
 * @param nonce what a rank has to say first, so that rank 0 knows it for one of this run
 */
record Rendezvous(String format, String host, int port, String nonce) {

  /** Folder below the one that the ranks share. */
  static final String FOLDER = "rendezvous";

  static final String FORMAT = "powdermill-rendezvous-1";

  private static final Logger LOG = LoggerFactory.getLogger(Rendezvous.class);
  private static final int NONCE_BYTES = 32;
  private static final int MAX_BYTES = 1 << 12;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  static Rendezvous at(InetSocketAddress address) {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    return new Rendezvous(
        FORMAT,
        address.getAddress().getHostAddress(),
        address.getPort(),
        HexFormat.of().formatHex(nonce));
  }

  static Path file(RankPlace place) {
    return place.folder().resolve(FOLDER).resolve(place.job() + ".json");
  }

  /**
   * Tells the others.
   *
   * @throws org.powdermill.files.FileException if that fails
   */
  void publish(Path file) {
    FailurePoint.RENDEZVOUS_BEFORE_PUBLISH.passed();
    AtomicFile.createFolder(file.getParent());
    AtomicFile.write(
        file,
        temporary -> {
          Files.createFile(
              temporary,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
          Files.write(temporary, JSON.writeValueAsBytes(this));
        });
    FailurePoint.RENDEZVOUS_AFTER_PUBLISH.passed();
  }

  /** Reads what rank 0 told; empty if it has not told yet, or what stands there makes no sense. */
  static Optional<Rendezvous> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      Rendezvous found = JSON.readValue(bytes, Rendezvous.class);
      boolean sound =
          bytes.length <= MAX_BYTES
              && FORMAT.equals(found.format)
              && found.port > 0
              && found.port < 1 << 16
              && found.nonce.length() == 2 * NONCE_BYTES
              && found.host.matches("[0-9.]+|[0-9a-fA-F:.]+(%\\w+)?"); // an address, no name
      return sound ? Optional.of(found) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.debug("cannot read {}: {}", file, AtomicFile.reason(e));
      return Optional.empty();
    }
  }

  InetSocketAddress address() throws IOException {
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }
}
