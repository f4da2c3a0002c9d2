package dev.luthier.space.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The configuration that a study begins with, as a constant of the record that is its space:
 *
 * <pre>{@code
 * record Mlp(...) {
 *   @Default static final Mlp USUAL = new Mlp(1e-3, 64, Activation.RELU, new Adam(0.9));
 * }
 * }</pre>
 *
 * In records within others it says nothing, since only a whole configuration can be tried.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Default {}
