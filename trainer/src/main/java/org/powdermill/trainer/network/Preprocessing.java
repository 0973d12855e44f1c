package org.powdermill.trainer.network;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a network does to a raw diffractogram before its first layer. */
public enum Preprocessing {
  /** Nothing. */
  @JsonProperty("none")
  NONE,
  /** The square root of each intensity; 0 where noise left a negative one. */
  @JsonProperty("square_root")
  SQUARE_ROOT;

  /** The preprocessed intensity. */
  public float of(float intensity) {
    return this == NONE ? intensity : (float) Math.sqrt(Math.max(intensity, 0));
  }
}
