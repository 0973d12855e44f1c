/**
 * Trainings, each a JVM of its own, that are killed, stopped and spoilt: they end with the bits of
 * one that was not.
 */
package org.powdermill.tests.training;
