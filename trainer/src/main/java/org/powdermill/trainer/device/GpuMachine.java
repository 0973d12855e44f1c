package org.powdermill.trainer.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a machine has of NVIDIA: the kernel's driver by {@code /proc/driver/nvidia}, the library
 * through which programs reach it, and the GPUs, by {@code nvidia-smi} where it answers.
 *
 * @param driver version of the kernel's driver
 * @param library where {@code libcuda.so.1} lies
 * @param gpus in the order of the driver
 */
public record GpuMachine(Optional<String> driver, Optional<Path> library, List<Gpu> gpus) {

  /** What {@code nvidia-smi} is asked for; {@link #read} takes its answer. */
  static final List<String> QUESTION =
      List.of("--query-gpu=index,uuid,name,compute_cap,driver_version", "--format=csv,noheader");

  private static final String LIBRARY = "libcuda.so.1";
  private static final int MAX_BYTES = 1 << 16;
  private static final int MAX_GPUS = 256;

  /** {@code NVRM version: NVIDIA UNIX x86_64 Kernel Module 535.104.05 Sat Aug 19 ...}. */
  private static final Pattern KERNEL_MODULE =
      Pattern.compile("Kernel Module.*?\\s([0-9]+(?:\\.[0-9]+)+)\\s");

  /** Copies the list. */
  public GpuMachine {
    gpus = List.copyOf(gpus);
  }

  /**
   * Looks at a machine.
   *
   * @param root the folder that stands for {@code /}
   * @param environment of this process
   * @param answer what {@code nvidia-smi} says to {@link #QUESTION}; nothing where it does not run
   */
  static GpuMachine read(Path root, Map<String, String> environment, Optional<String> answer) {
    List<Gpu> gpus = answer.map(GpuMachine::gpusOfAnswer).orElse(List.of());
    if (gpus.isEmpty()) {
      gpus = gpusOfKernel(root.resolve("proc/driver/nvidia/gpus"));
    }
    Optional<String> driver =
        text(root.resolve("proc/driver/nvidia/version")).flatMap(GpuMachine::version);
    return new GpuMachine(
        driver.or(() -> answer.flatMap(GpuMachine::driverOfAnswer)),
        library(root, environment),
        gpus);
  }

  private static Optional<String> version(String text) {
    Matcher matcher = KERNEL_MODULE.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Stream<String[]> rows(String answer) {
    return answer
        .lines()
        .limit(MAX_GPUS)
        .map(line -> line.strip().split("\\s*,\\s*", -1))
        .filter(fields -> fields.length == 5 && fields[0].matches("[0-9]{1,4}"));
  }

  private static List<Gpu> gpusOfAnswer(String answer) {
    return rows(answer)
        .map(
            fields ->
                new Gpu(
                    Integer.parseInt(fields[0]),
                    fields[1],
                    fields[2],
                    ComputeCapability.of(fields[3])))
        .toList();
  }

  private static Optional<String> driverOfAnswer(String answer) {
    return rows(answer).map(fields -> fields[4]).findFirst();
  }

  /** The kernel tells names and numbers, not what the GPUs can compute. */
  private static List<Gpu> gpusOfKernel(Path folder) {
    List<Path> places = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
        found.forEach(places::add);
      } catch (IOException e) {
        return List.of();
      }
    }
    places.sort(null); // by bus, as the driver counts
    List<Gpu> gpus = new ArrayList<>();
    for (Path place : places) {
      String information = text(place.resolve("information")).orElse("");
      gpus.add(
          new Gpu(
              gpus.size(),
              value(information, "GPU UUID"),
              value(information, "Model"),
              Optional.empty()));
    }
    return gpus;
  }

  private static String value(String information, String key) {
    return information
        .lines()
        .filter(line -> line.startsWith(key + ":"))
        .map(line -> line.substring(key.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static Optional<Path> library(Path root, Map<String, String> environment) {
    Stream<Path> own =
        Stream.of(environment.getOrDefault("LD_LIBRARY_PATH", "").split(":", -1))
            .filter(folder -> folder.startsWith("/"))
            .map(folder -> root.resolve(folder.substring(1)));
    Stream<Path> usual =
        Stream.of(
                "usr/lib/x86_64-linux-gnu",
                "usr/lib/x86_64-linux-gnu/nvidia/current",
                "usr/lib64",
                "usr/lib64/nvidia",
                "usr/lib",
                "usr/local/nvidia/lib64",
                ".singularity.d/libs")
            .map(root::resolve);
    return Stream.concat(own, usual)
        .map(folder -> folder.resolve(LIBRARY))
        .filter(Files::isReadable)
        .findFirst();
  }

  private static Optional<String> text(Path file) {
    try (InputStream input = Files.newInputStream(file)) {
      return Optional.of(new String(input.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty(); // no driver, or one that does not tell: both mean "not known"
    }
  }
}
