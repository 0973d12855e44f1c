package org.powdermill.statistics.entries;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.powdermill.cif.CifResult;

/**
 * The id of a crystal from a CIF: its collection code where it comes from the ICSD, else the path
 * of its file below the folder or archive that was named, without {@code .cif}; with the data block
 * behind a colon where the file holds several crystals.
 */
public final class CrystalId {

  private static final Pattern ICSD_BLOCK = Pattern.compile("(\\d+)-ICSD");
  private static final Pattern DIGITS = Pattern.compile("(\\d+)\\D*$");

  private CrystalId() {}

  /**
   * The id.
   *
   * @param input what was named: file, folder or archive
   * @param oneOfSeveral whether the file holds other crystals too
   */
  public static String of(CifResult.Accepted cif, Path input, boolean oneOfSeveral) {
    String code = icsdCode(cif);
    if (!code.isEmpty()) {
      return code;
    }
    String path = path(cif.source(), input);
    return oneOfSeveral ? path + ":" + cif.block() : path;
  }

  private static String icsdCode(CifResult.Accepted cif) {
    if (cif.icsdCode().isPresent()) {
      return cif.icsdCode().get();
    }
    Matcher matcher = ICSD_BLOCK.matcher(cif.block());
    return matcher.matches() ? matcher.group(1) : "";
  }

  private static String path(String source, Path input) {
    String below = source.substring(source.indexOf('!') + 1);
    if (!source.contains("!")) {
      Path file = Path.of(source);
      below =
          file.startsWith(input) && !file.equals(input)
              ? input.relativize(file).toString()
              : file.getFileName().toString();
    }
    below = below.replace('\\', '/').replaceFirst("^(\\./)+", "");
    return below.replaceFirst("(?i)\\.cif$", "").replaceAll("[\\p{Cntrl}]", "_");
  }

  /** Names by which a CSV may list the crystal, the best first. */
  static List<String> candidates(CifResult.Accepted cif, String id) {
    List<String> names = new ArrayList<>(List.of(id, cif.block()));
    String stem = id.substring(id.lastIndexOf('/') + 1);
    names.add(stem);
    Matcher matcher = DIGITS.matcher(stem);
    if (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
