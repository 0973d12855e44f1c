package org.powdermill.production.scaling;

/** Something that serves one after the other, in the order of their coming. */
final class SerialResource {

  private final EventQueue events;
  private long freeAt;
  private long servedTime;

  SerialResource(EventQueue events) {
    this.events = events;
  }

  /** Serves for some nanoseconds as soon as all before have been served; then goes on. */
  void use(long nanoseconds, Runnable then) {
    freeAt = Math.max(freeAt, events.now()) + nanoseconds;
    servedTime += nanoseconds;
    events.after(freeAt - events.now(), then);
  }

  /** Nanoseconds of service until now. */
  long busyTime() {
    return servedTime - Math.max(0, freeAt - events.now());
  }
}
