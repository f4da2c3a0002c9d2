package dev.luthier.nativemath.locate;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The files in the jar of OpenBLAS. On the class path they are resources; their folder is no legal
 * package name, so a module does not encapsulate them either. But on the module path that jar's
 * module is not resolved, and its resources are invisible: nobody can require it, because it
 * requires another jar, of Java classes that we do without. There the jar is found by its name.
 */
final class JarSource implements BundleSource {

  private static final String FOLDER = "org/bytedeco/openblas/linux-x86_64/";

  /** Matches the name in a Maven repository and that without a version. */
  private static final String JAR = "openblas*-linux-x86_64.jar";

  @Override
  public void copy(String name, OutputStream target) throws IOException {
    try (InputStream resource =
        JarSource.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
      if (resource != null) {
        resource.transferTo(target);
        return;
      }
    }
    for (Path jar : jarsOnModulePath()) {
      if (copied(jar, name, target)) {
        return;
      }
    }
    throw new FileNotFoundException(
        "org.bytedeco:openblas (linux-x86_64) is neither on the class path nor on the module path");
  }

  private static boolean copied(Path jar, String name, OutputStream target) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(FOLDER + name);
      if (entry == null) {
        return false;
      }
      try (InputStream contents = zip.getInputStream(entry)) {
        contents.transferTo(target);
      }
      return true;
    }
  }

  /** The property is the virtual machine's own; a module path holds jars and folders of jars. */
  private static List<Path> jarsOnModulePath() throws IOException {
    PathMatcher ours = FileSystems.getDefault().getPathMatcher("glob:" + JAR);
    List<Path> jars = new ArrayList<>();
    String modulePath = System.getProperty("jdk.module.path", "");
    for (String element : modulePath.split(File.pathSeparator, -1)) {
      Path path = Path.of(element);
      Path name = path.getFileName();
      if (name != null && ours.matches(name)) {
        jars.add(path);
      } else if (Files.isDirectory(path)) {
        try (DirectoryStream<Path> matching = Files.newDirectoryStream(path, JAR)) {
          matching.forEach(jars::add);
        } catch (DirectoryIteratorException failure) {
          throw failure.getCause();
        }
      }
    }
    return jars;
  }
}
