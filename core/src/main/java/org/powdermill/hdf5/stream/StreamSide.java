package org.powdermill.hdf5.stream;

/**
 * A side of a stream.
 *
 * @param <S> what its owner says of itself
 */
public final class StreamSide<S> {

  /** Who makes the shards. */
  public static final StreamSide<ProducerState> PRODUCER =
      new StreamSide<>("producer", ProducerState.class);

  /** Who reads them. */
  public static final StreamSide<ConsumerState> CONSUMER =
      new StreamSide<>("consumer", ConsumerState.class);

  private final String name;
  private final Class<S> state;

  private StreamSide(String name, Class<S> state) {
    this.name = name;
    this.state = state;
  }

  /** {@code producer} or {@code consumer}. */
  public String name() {
    return name;
  }

  /** Value of {@code format} in its files. */
  String format() {
    return "powdermill-" + name;
  }

  Class<S> state() {
    return state;
  }

  @Override
  public String toString() {
    return name;
  }
}
