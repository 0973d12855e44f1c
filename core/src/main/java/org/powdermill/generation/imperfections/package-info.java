/** What makes a simulated diffractogram look measured: noise, background, impurity, peak shape. */
package org.powdermill.generation.imperfections;
