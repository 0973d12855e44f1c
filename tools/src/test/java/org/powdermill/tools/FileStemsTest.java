package org.powdermill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class FileStemsTest {

  private final FileStems stems = new FileStems(Set.of("overlay"));

  @Test
  void aCifWithOneCrystalGivesItsName() {
    assertThat(stems.next("a/b/rutile.cif", "")).isEqualTo("rutile");
    assertThat(stems.next("Quartz.CIF", "")).isEqualTo("Quartz");
    assertThat(stems.next("structures.tar.zst!deep/1000041.cif", "")).isEqualTo("1000041");
    assertThat(stems.next("no-extension", "")).isEqualTo("no-extension");
  }

  @Test
  void aCifWithSeveralAddsTheBlock() {
    assertThat(stems.next("both.cif", "alpha")).isEqualTo("both-alpha");
    assertThat(stems.next("both.cif", "beta")).isEqualTo("both-beta");
  }

  @Test
  void namesThatAreTakenGetANumber() {
    assertThat(stems.next("a/x.cif", "")).isEqualTo("x");
    assertThat(stems.next("b/x.cif", "")).isEqualTo("x-2");
    assertThat(stems.next("c/X.cif", "")).isEqualTo("X-3");
    assertThat(stems.next("overlay.cif", "")).isEqualTo("overlay-2");
  }

  @Test
  void hostileNamesStayInTheFolder() {
    assertThat(stems.next("a.cif", "../../etc/passwd")).isEqualTo("a-.._.._etc_passwd");
    assertThat(stems.next("a.zip!..\\..\\b.cif", "")).isEqualTo("_.._b");
    assertThat(stems.next("...cif", "")).isEqualTo("crystal");
    assertThat(stems.next(".hidden.cif", "")).isEqualTo("hidden");
    assertThat(stems.next("a b\n;$(x)\0.cif", "")).isEqualTo("a_b____x__");
    assertThat(stems.next("/", "")).isEqualTo("crystal-2");
    assertThat(stems.next("x".repeat(5000) + ".cif", "")).hasSize(100);
    assertThat(stems.next("\u03B1-quartz.cif", "")).isEqualTo("\u03B1-quartz");
  }
}
