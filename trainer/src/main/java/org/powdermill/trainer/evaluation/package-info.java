/**
 * What a model knows: {@link org.powdermill.trainer.evaluation.SetEvaluator} predicts a set block
 * by block, {@link org.powdermill.trainer.evaluation.SetMetrics} are the figures. Formulas and
 * their sources stand in docs/evaluation.md.
 */
package org.powdermill.trainer.evaluation;
