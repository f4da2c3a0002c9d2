import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks ({@code check}) or rewrites ({@code write}) the layout of every Java file below a folder, and that none is
 * longer than 600 lines. The build runs it on the toolchain's Java 25, because a formatter inside Maven's own JVM, which
 * may be 17, cannot parse our sources.
 */
class Format {
  static final int LONGEST_FILE = 600;

  public static void main(String[] arguments) throws Exception {
    boolean write = arguments[0].equals("write");
    List<String> complaints = new ArrayList<>();
    for (Path file : javaFiles(Path.of(arguments[1]))) {
      String source = Files.readString(file);
      String formatted = format(source);
      if (write && !formatted.equals(source)) {
        Files.writeString(file, formatted);
      } else if (!formatted.equals(source)) {
        complaints.add(file + ": not formatted; run mvn -N verify -Dformat=write");
      }
      long lines = source.lines().count();
      if (lines > LONGEST_FILE) {
        complaints.add(file + ": " + lines + " lines; split it by concept (limit " + LONGEST_FILE + ")");
      }
    }
    complaints.forEach(System.err::println);
    System.exit(complaints.isEmpty() ? 0 : 1);
  }

  static String format(String source) throws Exception {
    String ordered = ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(source), Style.GOOGLE);
    return new Formatter().formatSource(ordered);
  }

  static List<Path> javaFiles(Path root) throws Exception {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(root, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        String name = folder.getFileName().toString();
        boolean skipped = name.equals("target") || (name.startsWith(".") && !folder.equals(root)) || name.equals("build");
        return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (file.toString().endsWith(".java")) {
          files.add(file);
        }
        return FileVisitResult.CONTINUE;
      }
    });
    return files;
  }
}
