package org.powdermill.symmetry.spglib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.powdermill.symmetry.AtomicArrangement;
import org.powdermill.symmetry.FoundSymmetry;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SymmetryFinder;
import org.powdermill.symmetry.SymmetrySearchException;

class SpglibSymmetryFinderTest {

  private static final AtomicArrangement RUTILE =
      new AtomicArrangement(
          new Lattice(4.5937, 4.5937, 2.9587, 90, 90, 90),
          new double[][] {
            {0, 0, 0},
            {0.5, 0.5, 0.5},
            {0.305, 0.305, 0},
            {0.695, 0.695, 0},
            {0.195, 0.805, 0.5},
            {0.805, 0.195, 0.5}
          },
          new int[] {22, 22, 8, 8, 8, 8});

  private static final AtomicArrangement PRIMITIVE_DIAMOND =
      new AtomicArrangement(
          new Lattice(2.5225, 2.5225, 2.5225, 60, 60, 60),
          new double[][] {{0.1, 0.2, 0.3}, {0.35, 0.45, 0.55}},
          new int[] {6, 6});

  private static final AtomicArrangement TWO_ATOMS_ON_ONE_POINT =
      new AtomicArrangement(
          new Lattice(4, 4, 4, 90, 90, 90),
          new double[][] {{0, 0, 0}, {0, 0, 0}},
          new int[] {1, 1});

  private static SymmetryFinder finderOrSkip() {
    SymmetryFinder finder = SymmetryFinder.load();
    try {
      finder.program();
    } catch (SymmetrySearchException e) {
      abort(e.getMessage());
    }
    return finder;
  }

  @Test
  void tellsItsVersion() {
    SymmetryFinder finder = finderOrSkip();
    assertThat(finder.program()).matches("spglib \\d+\\.\\d+\\.\\d+");
  }

  @Test
  void rutileIsGroup136WithLettersAAndF() {
    SymmetryFinder finder = finderOrSkip();
    FoundSymmetry found = finder.find(RUTILE, 0.01);

    assertThat(found.spaceGroup().number()).isEqualTo(136);
    assertThat(found.wyckoffLetters()).containsExactly('a', 'a', 'f', 'f', 'f', 'f');
    assertThat(found.equivalentAtoms()).containsExactly(0, 0, 2, 2, 2, 2);
    assertThat(found.standardCell().lattice())
        .isEqualTo(new Lattice(4.5937, 4.5937, 2.9587, 90, 90, 90));
    assertThat(found.standardWyckoffLetters()).containsExactly('a', 'a', 'f', 'f', 'f', 'f');
  }

  @Test
  void diamondStandsInOriginChoice2() {
    SymmetryFinder finder = finderOrSkip();
    FoundSymmetry found = finder.find(PRIMITIVE_DIAMOND, 0.001);

    assertThat(found.spaceGroup().number()).isEqualTo(227);
    assertThat(found.hallNumber()).isEqualTo(526);
    assertThat(found.standardWyckoffLetters()).hasSize(8).containsOnly('a');
    assertThat(found.standardCell().lattice().a()).isCloseTo(2.5225 * Math.sqrt(2), within(1e-9));
    double[] first = found.standardCell().positions()[0];
    assertThat(first[0] * 8 % 2).as("8a stands on odd eighths").isCloseTo(1, within(1e-9));
  }

  @Test
  void aFailedSearchGivesSpglibsReason() {
    SymmetryFinder finder = finderOrSkip();
    assertThatThrownBy(() -> finder.find(TWO_ATOMS_ON_ONE_POINT, 0.01))
        .isInstanceOf(SymmetrySearchException.class)
        .hasMessageContaining("2 atoms within 0.01 angstrom: too close distance between atoms");
  }

  @Test
  void searchesRunSideBySide() throws Exception {
    SymmetryFinder finder = finderOrSkip();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Object>> searches = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        Callable<Object> search =
            switch (i % 3) {
              case 0 -> () -> finder.find(RUTILE, 0.01).spaceGroup().number();
              case 1 -> () -> finder.find(PRIMITIVE_DIAMOND, 0.01).spaceGroup().number();
              default -> () -> messageOfFailure(finder);
            };
        searches.add(threads.submit(search));
      }
      for (int i = 0; i < searches.size(); i++) {
        Object result = searches.get(i).get();
        switch (i % 3) {
          case 0 -> assertThat(result).isEqualTo(136);
          case 1 -> assertThat(result).isEqualTo(227);
          default -> assertThat(result).asString().contains("too close distance");
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static String messageOfFailure(SymmetryFinder finder) {
    try {
      return finder.find(TWO_ATOMS_ON_ONE_POINT, 0.01).toString();
    } catch (SymmetrySearchException e) {
      return e.getMessage();
    }
  }

  @Test
  void aMissingLibraryIsOneLineWithTheRemedy() {
    System.setProperty(SpglibLibrary.PROPERTY, "/nowhere/libsymspg.so");
    try {
      assertThatThrownBy(SpglibLibrary::load)
          .isInstanceOf(SymmetrySearchException.class)
          .hasMessage(
              "spglib, which finds space groups, cannot be loaded from '/nowhere/libsymspg.so': "
                  + "install it (apt-get install libsymspg1) "
                  + "or name it by POWDERMILL_SPGLIB=/path/libsymspg.so");
    } finally {
      System.clearProperty(SpglibLibrary.PROPERTY);
    }
  }

  @Test
  void versionsWithAnotherLayoutAreRefused() {
    assertThat(SpglibLibrary.isKnown(1, 16)).isTrue();
    assertThat(SpglibLibrary.isKnown(2, 0)).isTrue();
    assertThat(SpglibLibrary.isKnown(1, 15)).isFalse();
    assertThat(SpglibLibrary.isKnown(3, 0)).isFalse();
  }
}
