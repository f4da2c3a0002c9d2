package dev.luthier.study;

/**
 * What, besides the {@link StudySpec}, proposals may depend on.
 *
 * @param luthier version of Luthier
 * @param java version of the Java runtime
 * @param backend name of the linear-algebra backend
 */
public record Provenance(String luthier, String java, String backend) {}
