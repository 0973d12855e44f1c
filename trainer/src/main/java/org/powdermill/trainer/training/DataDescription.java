package org.powdermill.trainer.training;

import java.util.Map;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.SpaceGroupClasses;

/**
 * What training data are.
 *
 * @param identity of the stream's shards, or of the first set
 * @param rows rows of a pass over fixed sets; 0 for a stream, which has no end that is known
 * @param sizesPerCrystal diffractograms of one crystal that follow each other; 1 where unknown
 * @param fields all that tells these data from others, for people and for the comparison with a
 *     checkpoint
 */
public record DataDescription(
    ShardIdentity identity, long rows, int sizesPerCrystal, Map<String, Object> fields) {

  /** Space group of each class. */
  public SpaceGroupClasses classes() {
    return identity.classes();
  }

  /** Angles. */
  public TwoThetaGrid grid() {
    return identity.grid();
  }

  /** Whether it is a stream. */
  public boolean isStream() {
    return rows == 0;
  }
}
