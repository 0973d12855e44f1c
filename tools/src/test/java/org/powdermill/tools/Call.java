package org.powdermill.tools;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * A command line that was run in this JVM.
 *
 * @param status exit status
 * @param out standard output
 * @param err what the command line itself wrote to standard error; the log is not in it
 */
record Call(int status, String out, String err) {

  /** The project's folder. */
  static final Path PROJECT = Path.of(System.getProperty("powdermill.root", ".."));

  static final Path RUTILE = PROJECT.resolve("docs/examples/rutile.cif");

  static Call of(Object... args) {
    return in(Path.of("no-such-folder"), Map.of(), args);
  }

  static Call in(Path folder, Map<String, String> environment, Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    int status =
        Powdermill.run(new PrintWriter(out), new PrintWriter(err), environment, folder, words);
    return new Call(status, out.toString(), err.toString());
  }
}
