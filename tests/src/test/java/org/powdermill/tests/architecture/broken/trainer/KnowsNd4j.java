package org.powdermill.tests.architecture.broken.trainer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Breaks: only trainer.network.dl4j imports Deeplearning4j. */
public final class KnowsNd4j {
  INDArray array;
}
