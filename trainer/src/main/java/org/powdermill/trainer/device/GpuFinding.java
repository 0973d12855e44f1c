package org.powdermill.trainer.device;

/**
 * One thing about the GPUs that was looked at.
 *
 * @param what in a word or two
 * @param fits whether it is as training on a GPU needs it
 * @param detail version, place or what is wrong
 * @param remedy what to do; empty where it fits
 */
public record GpuFinding(String what, boolean fits, String detail, String remedy) {

  static GpuFinding fits(String what, String detail) {
    return new GpuFinding(what, true, detail, "");
  }

  static GpuFinding wrong(String what, String detail, String remedy) {
    return new GpuFinding(what, false, detail, remedy);
  }

  /** What is wrong and what to do, in one line. */
  public String line() {
    return remedy.isEmpty() ? detail : detail + "; " + remedy;
  }
}
