package org.powdermill.cif;

import java.util.List;
import java.util.Map;
import org.powdermill.crystal.Site;

/**
 * The sites of a crystal, and what they amount to.
 *
 * @param sites one of each orbit
 * @param contents atoms in the cell by symbol, weighted with occupancies
 * @param sitesInCell points in the cell
 * @param agreeingMultiplicities sites whose multiplicity is the one that the file tells
 * @param notes what was amended
 */
record AsymmetricUnit(
    List<Site> sites,
    Map<String, Double> contents,
    int sitesInCell,
    int agreeingMultiplicities,
    List<String> notes) {}
