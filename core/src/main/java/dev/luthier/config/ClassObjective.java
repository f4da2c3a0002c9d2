package dev.luthier.config;

import java.nio.file.Path;
import java.util.List;

/**
 * An objective that is a Java class.
 *
 * @param className binary name of a class that implements {@link dev.luthier.study.Objective}
 * @param classpath folders, jars, and {@code folder/*} for the jars in a folder
 */
public record ClassObjective(String className, List<Path> classpath) implements ObjectiveSource {
  public ClassObjective {
    classpath = List.copyOf(classpath);
  }
}
