package org.powdermill.mpi;

import java.nio.file.Path;
import mpi.MPI;
import org.powdermill.files.Provenance;
import org.powdermill.production.ranks.RankGroup;
import org.powdermill.production.ranks.RankGroups;
import org.powdermill.production.ranks.RankMember;
import org.powdermill.production.ranks.RankPlace;

/** Brings ranks together over the life line, then connects them by MPJ Express. */
public final class MpiRankGroups implements RankGroups {

  /** For the service loader. */
  public MpiRankGroups() {}

  @Override
  public String program() {
    return "MPJ Express in "
        + Path.of(MPI.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .getFileName();
  }

  @Override
  public RankGroup join(RankPlace place) {
    Fate fate = new Fate();
    RankMember self =
        new RankMember(
            place.rank(),
            ProcessHandle.current().pid(),
            String.valueOf(Provenance.machine().get("host")));
    LifeLine lifeLine;
    if (place.rank() == 0) {
      RootLifeLine root = new RootLifeLine(place, fate, self);
      root.awaitAll();
      lifeLine = root;
    } else {
      lifeLine = new MemberLifeLine(place, fate, self);
    }
    return new MpiRankGroup(
        lifeLine, Messages.connect(lifeLine, place.size(), place.arrival()), place.size());
  }
}
