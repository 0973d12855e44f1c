package org.powdermill.testreport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes one line for each test and each test class to {@code target/test-report/PID.tsv}.
 *
 * <p>Surefire's own reports lose tests whose class is skipped by an assumption in its set-up, and
 * the reasons of failed assumptions. Columns: {@code passed}, {@code failed}, {@code skipped} or
 * {@code time} (of a class); class; test; milliseconds; reason.
 */
public final class TestRecorder implements TestExecutionListener {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Long> started = Collections.synchronizedMap(new HashMap<>());
  private final Set<String> recorded = Collections.synchronizedSet(new HashSet<>());
  private TestPlan plan;

  @Override
  public void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
    // Stands until the end overwrites it: a JVM that dies in between is a failure, not a gap.
    write(List.of("failed\torg.powdermill\tJVM\t0\tthe JVM ended before its tests did"));
  }

  @Override
  public void executionStarted(TestIdentifier identifier) {
    started.put(identifier.getUniqueId(), System.nanoTime());
  }

  @Override
  public void executionSkipped(TestIdentifier identifier, String reason) {
    recordTestsBelow(identifier, reason);
  }

  @Override
  public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
    String reason = result.getThrowable().map(Throwable::getMessage).orElse("");
    if (identifier.isTest()) {
      record(outcome(result.getStatus()), identifier, reason);
    } else if (result.getStatus() == Status.FAILED) {
      record("failed", identifier, reason);
    } else if (result.getStatus() == Status.ABORTED) {
      recordTestsBelow(identifier, reason);
    }
    if (isTopClass(identifier)) {
      record("time", identifier, "");
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan testPlan) {
    write(List.copyOf(lines));
  }

  private static void write(List<String> content) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "test-report"));
      Files.write(folder.resolve(ProcessHandle.current().pid() + ".tsv"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void recordTestsBelow(TestIdentifier identifier, String reason) {
    if (identifier.isTest()) {
      record("skipped", identifier, reason);
    }
    for (TestIdentifier child : plan.getChildren(identifier)) {
      recordTestsBelow(child, reason);
    }
    // A parameterized test that never started has no children: it counts as one test.
    if (identifier.isContainer()
        && identifier.getSource().filter(MethodSource.class::isInstance).isPresent()
        && plan.getChildren(identifier).isEmpty()) {
      record("skipped", identifier, reason);
    }
  }

  private void record(String outcome, TestIdentifier identifier, String reason) {
    if (!recorded.add(outcome + identifier.getUniqueId())) {
      return;
    }
    long start = started.getOrDefault(identifier.getUniqueId(), System.nanoTime());
    long milliseconds = (System.nanoTime() - start) / 1_000_000;
    lines.add(
        String.join(
            "\t",
            outcome,
            className(identifier),
            oneLine(testName(identifier)),
            Long.toString(milliseconds),
            oneLine(reason)));
  }

  private static String outcome(Status status) {
    return switch (status) {
      case SUCCESSFUL -> "passed";
      case FAILED -> "failed";
      case ABORTED -> "skipped";
    };
  }

  private boolean isTopClass(TestIdentifier identifier) {
    boolean below = plan.getParent(identifier).flatMap(TestIdentifier::getSource).isPresent();
    return !below && identifier.getSource().filter(ClassSource.class::isInstance).isPresent();
  }

  private String className(TestIdentifier identifier) {
    for (Optional<TestIdentifier> at = Optional.of(identifier);
        at.isPresent();
        at = plan.getParent(at.get())) {
      TestSource source = at.get().getSource().orElse(null);
      if (source instanceof MethodSource method) {
        return method.getClassName();
      }
      if (source instanceof ClassSource type) {
        return type.getClassName();
      }
    }
    return "unknown";
  }

  private static String testName(TestIdentifier identifier) {
    String display = identifier.getDisplayName();
    if (identifier.getSource().orElse(null) instanceof MethodSource method) {
      String name = method.getMethodName();
      return display.startsWith(name) ? name : name + " " + display;
    }
    return display;
  }

  private static String oneLine(String text) {
    return text == null ? "" : text.strip().replaceAll("\\s+", " ");
  }
}
