package org.powdermill.trainer.network.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A rectifier on a whole array, in its place. */
final class Rectification {

  static final int PIECE = 1 << 14;

  private Rectification() {}

  /** Sets what is negative to 0. */
  static void forward(INDArray array, ParallelLoop loop) {
    HostArray numbers = HostArray.of(array);
    pieces(
        array,
        loop,
        (start, count) -> {
          float[] x = Scratch.array(0, count);
          numbers.read(start, x, count);
          for (int i = 0; i < count; i++) {
            x[i] = Math.max(x[i], 0);
          }
          numbers.write(start, x, count);
        });
  }

  /** Sets the gradient to 0 where the output is 0. */
  static void backward(INDArray output, INDArray gradient, ParallelLoop loop) {
    HostArray outputs = HostArray.of(output);
    HostArray gradients = HostArray.of(gradient);
    pieces(
        gradient,
        loop,
        (start, count) -> {
          float[] y = Scratch.array(0, count);
          float[] g = Scratch.array(1, count);
          outputs.read(start, y, count);
          gradients.read(start, g, count);
          for (int i = 0; i < count; i++) {
            g[i] = y[i] > 0 ? g[i] : 0;
          }
          gradients.write(start, g, count);
        });
  }

  /** A stretch of an array. */
  @FunctionalInterface
  interface Piece {
    void take(int start, int count);
  }

  /** Number of pieces of an array. */
  static int pieces(INDArray array) {
    return Math.toIntExact((array.length() + PIECE - 1) / PIECE);
  }

  /** Runs over an array in pieces that fit into the processor's cache. */
  static void pieces(INDArray array, ParallelLoop loop, Piece piece) {
    int length = Math.toIntExact(array.length());
    loop.run(
        pieces(array),
        round -> {
          int start = round * PIECE;
          piece.take(start, Math.min(PIECE, length - start));
        });
  }
}
