package org.powdermill.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;

/**
 * The shards that a user means: files, and folders with the shards of a run or a stream, among them
 * those that a reader has put away.
 */
final class ShardFiles {

  private static final Pattern SHARD = Pattern.compile("shard-(\\d{8,18})\\.h5");
  private static final Pattern PUT_AWAY = Pattern.compile("\\d{5,15}");
  private static final String CONSUMED = "consumed";

  private ShardFiles() {}

  /**
   * A file, and whether the user named it.
   *
   * @param path where it lies
   * @param named whether it was named; else it was found in a folder and may be gone by now, as
   *     streams delete what was read
   */
  record ShardFile(Path path, boolean named) {

    /** Whether it was found and went away since. */
    boolean isGone() {
      return !named && !Files.exists(path);
    }

    /** The number in its name, where it has one. */
    OptionalLong number() {
      Matcher matcher = SHARD.matcher(path.getFileName().toString());
      return matcher.matches()
          ? OptionalLong.of(Long.parseLong(matcher.group(1)))
          : OptionalLong.empty();
    }
  }

  /**
   * Files as named, those of a folder by their numbers.
   *
   * @throws FileException if a folder cannot be read or has no shard
   */
  static List<ShardFile> find(List<Path> inputs) {
    List<ShardFile> found = new ArrayList<>();
    for (Path input : inputs) {
      if (Files.isDirectory(input)) {
        List<ShardFile> inside = new ArrayList<>(shards(input));
        for (Path folder : list(input.resolve(CONSUMED))) {
          boolean putAway = PUT_AWAY.matcher(folder.getFileName().toString()).matches();
          if (putAway && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            inside.addAll(shards(folder));
          }
        }
        if (inside.isEmpty()) {
          throw new FileException(
              "%s holds no shard: name a folder with shard-00000000.h5 and the like, or files"
                  .formatted(input));
        }
        inside.sort(Comparator.comparingLong(file -> file.number().orElseThrow()));
        found.addAll(inside);
      } else {
        found.add(new ShardFile(input, true));
      }
    }
    return found;
  }

  private static List<ShardFile> shards(Path folder) {
    return list(folder).stream()
        .map(file -> new ShardFile(file, false))
        .filter(file -> file.number().isPresent())
        .toList();
  }

  /** What lies in a folder; nothing where there is none. */
  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(folder, AtomicFile.reason(e)), e);
    }
  }
}
