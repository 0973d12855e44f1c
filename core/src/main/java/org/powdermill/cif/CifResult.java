package org.powdermill.cif;

import java.util.List;
import java.util.Optional;
import org.powdermill.crystal.Crystal;
import org.powdermill.files.PrintableLine;

/** What a data block gave: a crystal, or the reason why not. */
public sealed interface CifResult {

  /** The file, or the archive and its entry joined by an exclamation mark. */
  String source();

  /** Name of the data block, empty when the whole file is meant. */
  String block();

  /** File and data block, for messages. */
  default String id() {
    return block().isEmpty() ? source() : source() + ": " + block();
  }

  /**
   * A crystal.
   *
   * @param source the file
   * @param block the data block, which also names the crystal
   * @param crystal the crystal, sites snapped to their special positions
   * @param symmetry what the block tells about its symmetry
   * @param notes what was amended or left out, in words
   * @param icsdCode collection code of the ICSD, where the block tells it
   */
  record Accepted(
      String source,
      String block,
      Crystal crystal,
      DeclaredSymmetry symmetry,
      List<String> notes,
      Optional<String> icsdCode)
      implements CifResult {

    /** Copies the notes. */
    public Accepted {
      notes = List.copyOf(notes);
    }
  }

  /**
   * A refusal.
   *
   * @param source the file
   * @param block the data block, or empty
   * @param reason the kind of fault
   * @param detail what is wrong, in one line
   */
  record Refused(String source, String block, RefusalReason reason, String detail)
      implements CifResult {

    private static final int MAX_DETAIL = 300;

    /** Brings the detail into one printable line. */
    public Refused {
      block = PrintableLine.of(block, MAX_DETAIL);
      detail = PrintableLine.of(detail, MAX_DETAIL);
    }

    /** The refusal in one line: file, block, what is wrong, what to do. */
    public String message() {
      return "%s: %s; %s".formatted(id(), detail, reason.remedy());
    }
  }
}
