package org.powdermill.statistics.entries;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The entries of a run: each id once, sorted by id, so that nothing depends on the order of files.
 *
 * @param crystals accepted crystals and those that the limits leave out
 * @param refused entries that gave none
 */
public record EntrySet(List<CrystalEntry> crystals, List<RefusedEntry> refused) {

  /** Copies the lists. */
  public EntrySet {
    crystals = List.copyOf(crystals);
    refused = List.copyOf(refused);
  }

  /** From results in the order of the input; of several crystals with one id the first stays. */
  public static EntrySet of(List<EntryResult> results) {
    List<CrystalEntry> crystals = new ArrayList<>();
    List<RefusedEntry> refused = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (EntryResult result : results) {
      if (result instanceof RefusedEntry refusal) {
        refused.add(refusal);
      } else if (result instanceof CrystalEntry crystal) {
        if (ids.add(crystal.id())) {
          crystals.add(crystal);
        } else {
          refused.add(
              new RefusedEntry(
                  crystal.source() + ": " + crystal.id(),
                  "its id stands twice",
                  "an earlier entry has the id " + crystal.id()));
        }
      }
    }
    crystals.sort(Comparator.comparing(CrystalEntry::id));
    return new EntrySet(crystals, refused);
  }
}
