import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums up what the tests of all modules did; run by {@code powdermill test} as a single source file.
 *
 * <p>Arguments: the project's folder, "yes" for a full run, Maven's exit status, seconds passed. Ends with status 0
 * when tests ran, none failed, Maven succeeded and, in a full run, nothing was skipped that could be had.
 */
public final class TestReport {
  private static final int TOTAL_BUDGET_SECONDS = 1800;
  private static final String NEEDS_SHARED = "../shared";
  private static final String NOT_ALLOWED = "which this machine does not allow";

  private record Budget(int seconds, boolean providedByFull) {}

  private record Skip(String test, String reason) {}

  private static final class Suite {
    int passed;
    int failed;
    int skipped;
    double seconds;
  }

  private final Map<String, Suite> suites = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private final List<Skip> skips = new ArrayList<>();

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    boolean full = args[1].equals("yes");
    TestReport report = new TestReport();
    for (Path file : reports(root)) {
      report.read(root.relativize(file).getName(0).toString(), file);
    }
    Map<String, Budget> budgets = budgets(root.resolve("launcher/suites.tsv"));
    report.printSuites(budgets, Integer.parseInt(args[3]));
    report.printSkips();
    report.printFailures();
    List<String> objections = report.objections(Integer.parseInt(args[2]));
    if (full) {
      boolean shared = Files.isDirectory(root.resolveSibling("shared"));
      objections.addAll(report.objectionsToFullRun(budgets, shared));
    }
    objections.forEach(objection -> System.out.println("not passed: " + objection));
    System.out.println(report.closingLine());
    System.exit(objections.isEmpty() ? 0 : 1);
  }

  private static List<Path> reports(Path root) throws IOException {
    List<Path> reports = new ArrayList<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(root)) {
      for (Path module : modules) {
        Path folder = module.resolve("target/test-report");
        if (Files.isDirectory(folder)) {
          try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.tsv")) {
            files.forEach(reports::add);
          }
        }
      }
    }
    return reports;
  }

  private static Map<String, Budget> budgets(Path table) throws IOException {
    Map<String, Budget> budgets = new TreeMap<>();
    for (String line : Files.readAllLines(table)) {
      if (!line.startsWith("#")) {
        String[] columns = line.split("\t");
        budgets.put(columns[0], new Budget(Integer.parseInt(columns[1]), columns[2].equals("yes")));
      }
    }
    return budgets;
  }

  /** Reads lines of {@code org.powdermill.testreport.TestRecorder}. */
  private void read(String module, Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      String[] columns = line.split("\t", -1);
      String name = columns[1] + "." + columns[2];
      String reason = reason(columns[4]);
      Suite suite = suites.computeIfAbsent(suiteOf(module, columns[1]), key -> new Suite());
      switch (columns[0]) {
        case "passed" -> suite.passed++;
        case "failed" -> {
          suite.failed++;
          failures.add(name + ": " + shortened(reason));
        }
        case "skipped" -> {
          suite.skipped++;
          skips.add(new Skip(name, reason));
        }
        case "time" -> suite.seconds += Integer.parseInt(columns[3]) / 1000.0;
        default -> throw new IllegalArgumentException(file + ": " + line);
      }
    }
  }

  /** The module, or for the module "tests" the package below org.powdermill.tests. */
  private static String suiteOf(String module, String className) {
    String prefix = "org.powdermill.tests.";
    if (!module.equals("tests") || !className.startsWith(prefix)) {
      return module;
    }
    String rest = className.substring(prefix.length());
    return rest.contains(".") ? "tests/" + rest.substring(0, rest.indexOf('.')) : module;
  }

  private static String reason(String message) {
    String text = message;
    for (String prefix : List.of("Assumption failed: ", "assumption was not met due to: ")) {
      text = text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }
    return text.isEmpty() ? "no reason given" : text;
  }

  private static String shortened(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + " ...";
  }

  private void printSuites(Map<String, Budget> budgets, int seconds) {
    System.out.printf("%-22s %7s %7s %7s %8s %9s%n", "suite", "passed", "failed", "skipped", "time", "budget");
    suites.forEach(
        (name, suite) -> {
          Budget budget = budgets.get(name);
          print(name, suite, suite.seconds, budget == null ? 0 : budget.seconds());
        });
    print("all", total(), seconds, TOTAL_BUDGET_SECONDS);
  }

  private static void print(String name, Suite suite, double seconds, int budget) {
    System.out.printf(
        Locale.ROOT,
        "%-22s %7d %7d %7d %6.0f s %9s%s%n",
        name,
        suite.passed,
        suite.failed,
        suite.skipped,
        seconds,
        budget == 0 ? "none" : budget + " s",
        budget > 0 && seconds > budget ? "  over budget" : "");
  }

  private void printSkips() {
    Map<String, List<String>> byReason = new TreeMap<>();
    skips.forEach(skip -> byReason.computeIfAbsent(skip.reason(), reason -> new ArrayList<>()).add(skip.test()));
    byReason.forEach(
        (reason, tests) -> {
          System.out.printf("skipped %d: %s%n", tests.size(), reason);
          tests.forEach(test -> System.out.println("    " + test));
        });
  }

  private void printFailures() {
    failures.forEach(failure -> System.out.println("failed: " + failure));
  }

  private List<String> objections(int mavenStatus) {
    List<String> objections = new ArrayList<>();
    Suite total = total();
    if (mavenStatus != 0) {
      objections.add("Maven failed; see build/test.log");
    }
    if (total.failed > 0) {
      objections.add(total.failed + " tests failed; see build/test.log");
    }
    if (total.passed + total.failed == 0) {
      objections.add("no test ran");
    }
    return objections;
  }

  /** A full run skips nothing but what no package could give: the folder beside the project, rights on this machine. */
  private List<String> objectionsToFullRun(Map<String, Budget> budgets, boolean shared) {
    List<String> objections = new ArrayList<>();
    long wrong =
        skips.stream()
            .filter(skip -> shared || !skip.reason().contains(NEEDS_SHARED))
            .filter(skip -> !skip.reason().contains(NOT_ALLOWED))
            .count();
    if (wrong > 0) {
      objections.add(wrong + " tests were skipped in a full run");
    }
    budgets.forEach(
        (name, budget) -> {
          Suite suite = suites.getOrDefault(name, new Suite());
          if (budget.providedByFull() && suite.passed + suite.failed + suite.skipped == 0) {
            objections.add("no test of " + name + " ran in a full run");
          }
        });
    return objections;
  }

  private Suite total() {
    Suite total = new Suite();
    for (Suite suite : suites.values()) {
      total.passed += suite.passed;
      total.failed += suite.failed;
      total.skipped += suite.skipped;
    }
    return total;
  }

  private String closingLine() {
    Suite total = total();
    return total.passed + " passed, " + total.failed + " failed, " + total.skipped + " skipped";
  }
}
