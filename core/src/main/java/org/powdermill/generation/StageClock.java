package org.powdermill.generation;

import java.util.EnumMap;
import java.util.Map;

/** Adds up where the time of a generator goes. */
@SuppressWarnings("EnumOrdinal") // an array is what a hot loop can afford
public final class StageClock {

  /** The stages of a diffractogram. */
  public enum Stage {
    /** Drawing a crystal. */
    CRYSTAL,
    /** Checking its symmetry. */
    SYMMETRY_CHECK,
    /** Structure factors and peaks. */
    PEAKS,
    /** Broadening. */
    PROFILE,
    /** Noise, background and the mixing of an impurity. */
    IMPERFECTIONS,
    /** Writing, by whoever takes the diffractogram. */
    WRITE
  }

  private final long[] nanoseconds = new long[Stage.values().length];
  private long last;

  /** A clock that stands at zero. */
  public StageClock() {}

  /** Begins to measure. */
  void start() {
    last = System.nanoTime();
  }

  /** Books the time since the last call to a stage. */
  public void book(Stage stage) {
    long now = System.nanoTime();
    nanoseconds[stage.ordinal()] += now - last;
    last = now;
  }

  /** Nanoseconds by stage so far. */
  public Map<Stage, Long> nanoseconds() {
    Map<Stage, Long> byStage = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      byStage.put(stage, nanoseconds[stage.ordinal()]);
    }
    return byStage;
  }
}
