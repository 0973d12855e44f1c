package org.powdermill.tools.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypesetTextTest {

  private final Graphics2D graphics =
      new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB).createGraphics();
  private final Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 20);

  @ParameterizedTest
  @CsvSource({"1,0,-4,10-4", "-1,-1,-2,-1-1-2", "0,0,2,002"})
  void indicesKeepTheirSigns(int h, int k, int l, String text) {
    assertThat(TypesetText.indices(h, k, l).toString()).isEqualTo(text);
  }

  @Test
  void indicesOfTwoDigitsStandApart() {
    assertThat(TypesetText.indices(1, 0, 10).toString()).isEqualTo("1\u20090\u200910");
  }

  @Test
  void aBarTakesNoWidth() {
    assertThat(TypesetText.indices(-1, 1, 1).width(graphics, font))
        .isEqualTo(TypesetText.indices(1, 1, 1).width(graphics, font));
  }

  @ParameterizedTest
  @CsvSource({"P 42/m n m, P42/mnm", "F d -3 m, Fd-3m", "P 32 2 1, P3221", "P 1 21/n 1, P121/n1"})
  void symbolsKeepAllTheirParts(String symbol, String text) {
    assertThat(TypesetText.spaceGroup(symbol).toString().replace("\u200A", "")).isEqualTo(text);
  }

  @Test
  void aScrewComponentIsSmallerThanADigit() {
    assertThat(TypesetText.spaceGroup("P 21").width(graphics, font))
        .isLessThan(TypesetText.spaceGroup("P 2 1").width(graphics, font));
  }
}
