import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Describes a release that was laid out; run by {@code powdermill dist} as a single source file.
 *
 * <p>Writes {@code sbom.cdx.json}, a component for each jar and native library and for the Java run-time, and {@code
 * release.json} with the newest glibc that a native library asks for. What Maven's lists say of a jar is found by its
 * digest; components.tsv says the rest, and wins. A file that neither knows is an error.
 *
 * <p>Arguments: folder of the release, folder of Maven's lists, components.tsv, version, commit, time of the commit.
 */
public final class ReleaseContents {
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** A line of components.tsv; "-" stands for what Maven's list says. */
  private record Row(String files, String name, String version, String licences, String purl) {}

  private final Path release;
  private final List<Row> rows;

  /** By digest of the jar, our own by its name. */
  private final Map<String, ObjectNode> known = new HashMap<>();

  private final Map<String, JsonNode> dependencies = new LinkedHashMap<>();
  private final Map<String, ObjectNode> components = new TreeMap<>();

  private ReleaseContents(Path release, Path table) throws IOException {
    this.release = release;
    this.rows =
        Files.readAllLines(table).stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("\t"))
            .map(field -> new Row(field[0], field[1], field[2], field[3], field[4]))
            .toList();
  }

  public static void main(String[] args) throws IOException {
    Path release = Path.of(args[0]);
    ReleaseContents contents = new ReleaseContents(release, Path.of(args[2]));
    JsonNode own = JSON.readTree(Path.of(args[1], "own.json").toFile());
    contents.learn(own);
    contents.learn(JSON.readTree(Path.of(args[1], "nextflow.json").toFile()));
    contents.describe();
    write(release.resolve("sbom.cdx.json"), contents.bill(own, args[3], args[5]));
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("version", args[3]);
    facts.put("commit", args[4]);
    facts.put("built", args[5]);
    facts.put("glibc", NewestGlibc.below(release));
    facts.put("java", "17 to 21");
    write(release.resolve("release.json"), facts);
  }

  private static void write(Path file, Object value) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(value) + "\n");
  }

  private void learn(JsonNode bill) {
    for (JsonNode component : bill.get("components")) {
      component.path("hashes").forEach(hash -> known.put(hash.get("content").asText(), (ObjectNode) component));
      if (!component.has("hashes")) { // our own, which are not built when Maven lists them
        String jar = component.get("name").asText() + "-" + component.get("version").asText() + ".jar";
        known.put(jar, (ObjectNode) component);
      }
    }
    bill.path("dependencies").forEach(node -> dependencies.putIfAbsent(node.get("ref").asText(), node));
  }

  private void describe() throws IOException {
    for (Path file : files(release.resolve("lib"))) {
      describe(file);
    }
    Path java = release.resolve("java/release");
    if (Files.exists(java)) {
      describe(java);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** One jar may stand in two class paths: then the component names both places. */
  private void describe(Path file) throws IOException {
    String place = release.relativize(file).toString();
    String digest = sha256(file);
    ObjectNode listed = known.getOrDefault(digest, known.get(file.getFileName().toString()));
    Row row = row(file);
    if (listed == null && row == null) {
      throw new IOException("neither Maven's lists nor components.tsv know " + place);
    }
    ObjectNode component = listed == null ? JSON.createObjectNode() : listed.deepCopy();
    if (row != null) {
      complete(component, row, file);
    }
    component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", digest);
    ObjectNode entry = components.computeIfAbsent(component.get("bom-ref").asText(), ref -> component);
    entry.withArray("properties").addObject().put("name", "powdermill:file").put("value", place);
  }

  private Row row(Path file) {
    for (Row row : rows) {
      if (FileSystems.getDefault().getPathMatcher("glob:" + row.files()).matches(release.relativize(file))) {
        return row;
      }
    }
    return null;
  }

  private static void complete(ObjectNode component, Row row, Path file) throws IOException {
    String version = row.version();
    if (version.equals("*")) { // as the file says
      version = version(file);
    }
    if (!component.has("type")) {
      component.put("type", "library");
    }
    if (!row.name().equals("-")) {
      component.put("name", row.name());
      component.put("version", version);
    }
    if (!row.purl().equals("-")) {
      String purl = row.purl().replace("*", version);
      component.put("purl", purl);
      component.put("bom-ref", component.path("bom-ref").asText(purl));
    }
    if (!row.licences().equals("-")) {
      component.putArray("licenses").addObject().put("expression", row.licences());
    }
  }

  private static String version(Path file) throws IOException {
    if (file.endsWith("java/release")) {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9.]", ""))
          .findFirst()
          .orElseThrow();
    }
    return file.getFileName().toString().replaceFirst("^.*?-(\\d.*)\\.jar$", "$1");
  }

  /** Only what is in the release, and arrows between that. */
  private ObjectNode bill(JsonNode own, String version, String time) {
    ObjectNode bill = JSON.createObjectNode();
    bill.put("bomFormat", "CycloneDX").put("specVersion", "1.6");
    bill.put("serialNumber", own.get("serialNumber").asText()).put("version", 1);
    ObjectNode metadata = bill.putObject("metadata").put("timestamp", time);
    metadata.set("tools", own.at("/metadata/tools"));
    ObjectNode product = metadata.putObject("component").put("type", "application").put("bom-ref", "powdermill");
    product.put("name", "powdermill").put("version", version);
    product.putArray("licenses").addObject().putObject("license").put("id", "Apache-2.0");
    bill.putArray("components").addAll(components.values());
    ArrayNode arrows = bill.putArray("dependencies");
    Set<String> targets = new TreeSet<>(components.keySet());
    for (String ref : components.keySet()) {
      ArrayNode needed = JSON.createArrayNode();
      dependencies.getOrDefault(ref, JSON.createObjectNode()).path("dependsOn").forEach(target -> {
        if (components.containsKey(target.asText())) {
          needed.add(target);
          targets.remove(target.asText());
        }
      });
      arrows.addObject().put("ref", ref).set("dependsOn", needed);
    }
    ArrayNode first = arrows.addObject().put("ref", "powdermill").putArray("dependsOn");
    targets.forEach(first::add); // what nothing else needs
    return bill;
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The newest version of glibc that a native library asks for, in files and in jars. Each library lists the versions
   * that it needs of others in a section of type SHT_GNU_verneed (Linux Standard Base, "Symbol Versioning").
   */
  private static final class NewestGlibc {
    private static final int NEEDED_VERSIONS = 0x6ffffffe;
    private static final int X86_64 = 62;

    private int newest;

    static String below(Path folder) throws IOException {
      NewestGlibc found = new NewestGlibc();
      for (Path file : files(folder)) {
        if (file.toString().endsWith(".jar")) {
          found.readJar(file);
        } else {
          found.read(Files.readAllBytes(file));
        }
      }
      return "2." + found.newest;
    }

    private void readJar(Path jar) throws IOException {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
          ZipEntry entry = entries.nextElement();
          if (entry.getName().contains(".so")) {
            try (InputStream in = zip.getInputStream(entry)) {
              read(in.readAllBytes());
            }
          }
        }
      }
    }

    private void read(byte[] bytes) {
      ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      boolean ours = bytes.length > 64 && elf.getInt(0) == 0x464c457f && bytes[4] == 2 && elf.getShort(18) == X86_64;
      if (!ours) {
        return;
      }
      int headers = (int) elf.getLong(40);
      int size = elf.getShort(58);
      for (int section = 0; section < elf.getShort(60); section++) {
        int header = headers + section * size;
        if (elf.getInt(header + 4) == NEEDED_VERSIONS) {
          int names = headers + elf.getInt(header + 40) * size;
          readNeeded(elf, (int) elf.getLong(header + 24), elf.getInt(header + 44), (int) elf.getLong(names + 24));
        }
      }
    }

    private void readNeeded(ByteBuffer elf, int start, int libraries, int names) {
      int library = start;
      for (int i = 0; i < libraries; i++) {
        int version = library + elf.getInt(library + 8);
        for (int k = 0; k < elf.getShort(library + 2); k++) {
          note(text(elf, names + elf.getInt(version + 8)));
          version += elf.getInt(version + 12);
        }
        library += elf.getInt(library + 12);
      }
    }

    private void note(String name) {
      if (name.matches("GLIBC_2\\.\\d+(\\.\\d+)?")) {
        newest = Math.max(newest, Integer.parseInt(name.split("\\.")[1]));
      }
    }

    private static String text(ByteBuffer elf, int start) {
      int end = start;
      while (elf.get(end) != 0) {
        end++;
      }
      return new String(elf.array(), start, end - start, StandardCharsets.US_ASCII);
    }
  }
}
