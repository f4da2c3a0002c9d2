package dev.luthier.run;

import dev.luthier.config.ClassObjective;
import dev.luthier.error.InvalidInputException;
import dev.luthier.study.Objective;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads a study file's objective class in a class loader of its own, so that its libraries and ours
 * cannot meet. The loader lives until the study is over.
 */
public final class ObjectiveLoader implements AutoCloseable {
  private final URLClassLoader loader;
  private final Objective objective;

  private ObjectiveLoader(URLClassLoader loader, Objective objective) {
    this.loader = loader;
    this.objective = objective;
  }

  /**
   * Loads the class and makes the one instance.
   *
   * @throws InvalidInputException naming {@code objective.classpath} or {@code objective.class}
   *     when a path does not exist, or the class is missing, is no {@link Objective}, or cannot be
   *     constructed
   */
  public static ObjectiveLoader open(ClassObjective source) {
    List<URL> urls = new ArrayList<>();
    for (Path entry : source.classpath()) {
      expand(entry).forEach(path -> urls.add(url(path)));
    }
    URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), new SharedClasses(Objective.class));
    try {
      Objective objective = within(loader, () -> instantiate(source.className(), loader));
      Objective seeingLoader = trial -> within(loader, () -> objective.evaluate(trial));
      return new ObjectiveLoader(loader, seeingLoader);
    } catch (InvalidInputException e) {
      close(loader);
      throw e;
    }
  }

  /**
   * The instance that evaluates all trials; it sees the loader as its threads' context class
   * loader.
   */
  public Objective objective() {
    return objective;
  }

  @Override
  public void close() {
    close(loader);
  }

  private static Objective instantiate(String className, URLClassLoader loader) {
    try {
      Class<?> type = Class.forName(className, true, loader);
      if (!Objective.class.isAssignableFrom(type)) {
        throw wrongClass(className, "must implement " + Objective.class.getName());
      }
      return (Objective) type.getConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw wrongClass(className, "is not on objective.classpath");
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      throw wrongClass(
          className, "must be a public class with a public constructor without arguments");
    } catch (InvocationTargetException e) {
      throw wrongClass(className, "its constructor threw " + e.getCause());
    } catch (LinkageError e) {
      throw wrongClass(className, "cannot be loaded: " + e);
    }
  }

  private static InvalidInputException wrongClass(String className, String reason) {
    return new InvalidInputException("objective.class", className, reason);
  }

  /** A folder or jar as it is; {@code folder/*} as the jars in it. */
  private static List<Path> expand(Path entry) {
    Path last = entry.getFileName();
    if (last == null || !last.toString().equals("*")) {
      if (!Files.exists(entry)) {
        throw new InvalidInputException("objective.classpath", entry, "does not exist");
      }
      return List.of(entry);
    }
    Path folder = entry.resolveSibling(".").normalize();
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      found.forEach(jars::add);
    } catch (IOException e) {
      throw new InvalidInputException("objective.classpath", entry, "there is no such folder");
    }
    // The order of a directory differs between machines; the order of a class path must not.
    return jars.stream().sorted().toList();
  }

  private static URL url(Path path) {
    try {
      return path.toAbsolutePath().toUri().toURL();
    } catch (MalformedURLException e) {
      throw new InvalidInputException("objective.classpath", path, "is no path to load from");
    }
  }

  /** A computation of the user's. */
  private interface Body<T, E extends Exception> {
    T run() throws E;
  }

  private static <T, E extends Exception> T within(ClassLoader loader, Body<T, E> body) throws E {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return body.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void close(URLClassLoader loader) {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The parent of the objective's loader: shows the platform and the types an objective is written
   * against, nothing else, so that the objective's own libraries cannot meet ours.
   */
  private static final class SharedClasses extends ClassLoader {
    private static final List<String> SHARED =
        List.of("dev.luthier.study.", "dev.luthier.space.", "dev.luthier.error.");

    private final ClassLoader ours;

    SharedClasses(Class<?> type) {
      super(ClassLoader.getPlatformClassLoader());
      this.ours = type.getClassLoader();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (SHARED.stream().anyMatch(name::startsWith)) {
        return ours.loadClass(name);
      }
      Class<?> found = super.loadClass(name, resolve);
      // On the module path the platform's loader also finds the modules of ours.
      if (found.getClassLoader() == ours) {
        throw new ClassNotFoundException(name);
      }
      return found;
    }
  }
}
