package org.powdermill.symmetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against International Tables A (2016), chapter 3.5, and the definition. */
class WyckoffPermutationsTest {

  @ParameterizedTest
  @CsvSource({
    // group, position, its Wyckoff set
    "2, a, abcdefgh", // eight centres of inversion
    "47, a, abcdefgh",
    "47, q, ijklmnopqrst",
    "47, u, uvwxyz",
    "47, A, A",
    "62, a, ab",
    "62, c, c",
    "123, a, abcd",
    "123, e, ef",
    "136, a, ab",
    "136, c, c",
    "136, f, fg",
    "166, a, ab",
    "166, d, de",
    "166, c, c",
    "194, c, cd",
    "194, a, a",
    "194, b, b",
    "221, a, ab",
    "221, c, cd",
    "221, e, ef",
    "225, a, ab",
    "225, c, c",
    "216, a, abcd",
    "216, e, e",
    "227, a, ab",
    "227, c, cd",
    "229, a, a",
    "148, a, ab",
    "14, a, abcd",
    // Cell choices of C2/c exchange the centres on and between the glide planes.
    "15, a, abcd",
    "15, e, e",
    "12, a, abcd",
    "12, g, gh",
    "10, m, mn",
    "230, a, a",
    "199, a, a",
    "1, a, a"
  })
  void positionsOfOneWyckoffSetAreExchanged(int number, char letter, String set) {
    assertThat(WyckoffPermutations.of(SpaceGroup.of(number)).wyckoffSet(letter)).isEqualTo(set);
  }

  @Test
  void numberOfPermutationsIsThatOfTheGroupActing() {
    // Affine maps of the eight centres: 8 translations times GL(3, 2) of order 168.
    assertThat(WyckoffPermutations.of(SpaceGroup.of(2)).images()).hasSize(1344);
    assertThat(WyckoffPermutations.of(SpaceGroup.of(225)).images()).hasSize(2);
    assertThat(WyckoffPermutations.of(SpaceGroup.of(216)).images()).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {78, 95, 96, 145, 153, 154, 170, 172, 179, 181, 213})
  void mirrorImagesTakeTheLettersOfTheFirstOfThePair(int number) {
    WyckoffPermutations permutations = WyckoffPermutations.of(SpaceGroup.of(number));
    WyckoffPermutations first = WyckoffPermutations.of(permutations.target());

    assertThat(permutations.target().number()).isEqualTo(EnantiomorphicPair.lesser(number));
    assertThat(permutations.images()).containsExactlyInAnyOrderElementsOf(first.images());
  }

  @Test
  void everyGroupHasThemAndTheyKeepMultiplicities() {
    for (SpaceGroup group : SpaceGroup.all()) {
      WyckoffPermutations permutations = WyckoffPermutations.of(group);
      assertThat(permutations.images())
          .contains(WyckoffPermutations.of(permutations.target()).letters());
      for (String image : permutations.images()) {
        for (int i = 0; i < image.length(); i++) {
          assertThat(permutations.target().wyckoffPosition(image.charAt(i)).multiplicity())
              .isEqualTo(group.wyckoffPosition(permutations.letters().charAt(i)).multiplicity());
        }
      }
    }
  }
}
