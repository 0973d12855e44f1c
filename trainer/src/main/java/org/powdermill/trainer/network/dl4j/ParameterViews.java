package org.powdermill.trainer.network.dl4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Tells Deeplearning4j which parts of its one long array of parameters are a layer's, row-major and
 * one after the other. The numbers are set by the engine, not here.
 */
final class ParameterViews implements ParamInitializer {

  private final Map<String, long[]> shapes;

  /** With names and shapes in order. */
  ParameterViews(Map<String, long[]> shapes) {
    this.shapes = new LinkedHashMap<>(shapes);
  }

  private static long length(long[] shape) {
    long length = 1;
    for (long side : shape) {
      length *= side;
    }
    return length;
  }

  @Override
  public long numParams(NeuralNetConfiguration configuration) {
    return shapes.values().stream().mapToLong(ParameterViews::length).sum();
  }

  @Override
  public long numParams(Layer layer) {
    return shapes.values().stream().mapToLong(ParameterViews::length).sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return new ArrayList<>(shapes.keySet());
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return shapes.containsKey(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration configuration, INDArray parameters, boolean initialize) {
    shapes.keySet().forEach(configuration::addVariable);
    return getGradientsFromFlattened(configuration, parameters);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration configuration, INDArray gradient) {
    INDArray flat = gradient.reshape(gradient.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    long start = 0;
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      long end = start + length(entry.getValue());
      INDArray part = flat.get(NDArrayIndex.interval(start, end));
      views.put(entry.getKey(), part.reshape('c', entry.getValue()));
      start = end;
    }
    return views;
  }
}
