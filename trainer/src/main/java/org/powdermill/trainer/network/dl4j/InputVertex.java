package org.powdermill.trainer.network.dl4j;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.powdermill.trainer.network.Preprocessing;

/** From raw diffractograms, [batch, points], to one preprocessed channel, [batch, 1, points]. */
final class InputVertex extends OwnVertex {

  private static final long serialVersionUID = 1L;

  private final Preprocessing preprocessing;

  InputVertex(Place place, Preprocessing preprocessing) {
    super(place);
    this.preprocessing = preprocessing;
  }

  @Override
  INDArray forward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray raw = input();
    int points = (int) raw.size(1);
    INDArray preprocessed = activation(workspaces, raw.size(0), 1, points);
    HostArray source = HostArray.of(raw);
    HostArray target = HostArray.of(preprocessed);
    loop()
        .run(
            (int) raw.size(0),
            row -> {
              float[] intensities = Scratch.array(0, points);
              source.read(row * points, intensities, points);
              for (int i = 0; i < points; i++) {
                intensities[i] = preprocessing.of(intensities[i]);
              }
              target.write(row * points, intensities, points);
            });
    return preprocessed;
  }

  /** Nobody learns from the gradient of a measurement. */
  @Override
  INDArray[] backward(INDArray gradient, LayerWorkspaceMgr workspaces) {
    return new INDArray[] {null};
  }
}
