package org.powdermill.production.ranks;

import java.util.ServiceLoader;

/** Brings ranks together. Found by {@link ServiceLoader}, as MPJ Express is not always there. */
public interface RankGroups {

  /**
   * Joins the other ranks; returns when all are connected.
   *
   * @throws RankException if one does not arrive, or the network does not serve
   */
  RankGroup join(RankPlace place);

  /** What joins them, for people: name and place. */
  String program();

  /**
   * The one that is on the class path.
   *
   * @throws RankException if there is none
   */
  static RankGroups load() {
    return ServiceLoader.load(RankGroups.class)
        .findFirst()
        .orElseThrow(
            () ->
                new RankException(
                    RankException.ERROR,
                    "MPJ Express is not on the class path: start ranks with ./powdermill"));
  }
}
