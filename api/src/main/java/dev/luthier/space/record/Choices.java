package dev.luthier.space.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The strings that a {@code String} may be: {@code @Choices({"gini", "entropy"}) String criterion}.
 * They have no order unless {@link Ordered} says so.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Choices {
  /** Different strings, at least one. */
  String[] value();
}
