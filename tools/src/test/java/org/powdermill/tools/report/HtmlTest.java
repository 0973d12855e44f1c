package org.powdermill.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HtmlTest {

  @Property
  void noTextLeavesItsElementOrAttribute(@ForAll String raw) {
    assertThat(Html.text(raw))
        .doesNotContain("<", ">", "\"", "'")
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void marksAreEscapedAndWhatHidesIsShown() {
    assertThat(Html.text("a<b>&\"c\"'d'\u202Eevil\n"))
        .isEqualTo("a&lt;b&gt;&amp;&quot;c&quot;&#39;d&#39;?evil?");
  }

  @Test
  void aLongTextIsCut() {
    assertThat(Html.text("x".repeat(100_000)))
        .hasSize(Html.MAX_TEXT + " ... (100,000 characters)".length());
  }
}
