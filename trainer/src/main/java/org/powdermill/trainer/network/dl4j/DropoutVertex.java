package org.powdermill.trainer.network.dl4j;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.powdermill.trainer.network.Layer;

/**
 * Dropout. Which numbers are dropped depends on seed, layer, step and row alone: a run that goes on
 * from a checkpoint drops the same ones.
 */
final class DropoutVertex extends OwnVertex {

  private static final long serialVersionUID = 1L;

  private final double rate;
  private final long stream;

  DropoutVertex(Place place, Layer.Dropout layer, long seed) {
    super(place);
    this.rate = layer.rate();
    CRC32 hash = new CRC32();
    hash.update(layer.name().getBytes(StandardCharsets.UTF_8));
    this.stream = new SplitMix64(seed).nextLong() + hash.getValue();
  }

  @Override
  INDArray forward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray y = activation(workspaces, inputs[0].shape());
    y.assign(input());
    if (training) {
      drop(y);
    }
    return y;
  }

  @Override
  INDArray[] backward(INDArray gradient, LayerWorkspaceMgr workspaces) {
    drop(gradient);
    return new INDArray[] {passedOn(gradient, workspaces)};
  }

  private void drop(INDArray array) {
    int rows = (int) array.size(0);
    int numbers = (int) (array.length() / rows);
    float kept = (float) (1 / (1 - rate));
    int limit = (int) Math.round(rate * (1L << 31)); // of 31 random bits
    long step = new SplitMix64(stream + getGraph().getIterationCount()).nextLong();
    HostArray host = HostArray.of(array);
    loop()
        .run(
            rows,
            row -> {
              float[] values = Scratch.array(0, numbers);
              SplitMix64 random = new SplitMix64(new SplitMix64(step + row).nextLong());
              host.read(row * numbers, values, numbers);
              for (int i = 0; i < numbers; i++) {
                values[i] = (random.nextInt() >>> 1) < limit ? 0 : values[i] * kept;
              }
              host.write(row * numbers, values, numbers);
            });
  }
}
