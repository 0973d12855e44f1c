package org.powdermill.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import org.powdermill.files.AtomicFile;

/** Work that writes one file for minutes and does not look whether it is to stop. */
final class EndlessWork {

  private EndlessWork() {}

  /** Writes into the folder. */
  public static void main(String[] args) {
    try (Interruption interruption = new Interruption()) {
      AtomicFile.write(
          Path.of(args[0], "long"),
          temporary -> {
            Files.writeString(temporary, "unfinished");
            while (!interruption.getAsBoolean() || !Thread.currentThread().isInterrupted()) {
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          });
    }
  }
}
