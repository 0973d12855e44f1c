package org.powdermill.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableLineTest {

  @Test
  void nothingThatATerminalObeysIsLeft() {
    assertThat(PrintableLine.of("\u001b[31mred \u009b2J gone\0\r\nnext\u2028line"))
        .isEqualTo("[31mred 2J gone next line");
    assertThat(PrintableLine.of("turned \u202e round, hidden \u200b, half \ud800"))
        .isEqualTo("turned round, hidden , half");
    assertThat(PrintableLine.of("Größe 5 \u00c5, \ud835\udc65")).isEqualTo("Größe 5 Å, 𝑥");
  }

  @Test
  void aLongTextIsCut() {
    assertThat(PrintableLine.of("abcdef", 3)).isEqualTo("abc...");
    assertThat(PrintableLine.of("abc", 3)).isEqualTo("abc");
    assertThat(PrintableLine.of("ab\ud835\udc65", 3)).isEqualTo("ab ...");
  }
}
