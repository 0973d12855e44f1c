package org.powdermill.trainer.device;

/** What computes. */
public enum Device {
  CPU,
  GPU
}
