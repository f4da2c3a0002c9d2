package dev.luthier.space.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The constants of an enum, or the {@link Choices} of a string, stand in an order in which
 * neighbours are alike: {@code @Ordered Size size} with {@code enum Size {SMALL, MEDIUM, LARGE}}.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Ordered {}
