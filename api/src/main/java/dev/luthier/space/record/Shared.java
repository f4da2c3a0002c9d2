package dev.luthier.space.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One parameter for several branches of a sealed interface, active when any of them is chosen, so
 * that what is learnt about it in one branch counts in the others.
 *
 * <pre>{@code
 * sealed interface Optimizer permits Sgd, RmsProp, Adam {}
 * record Sgd(@Shared @Range(min = 0, max = 0.99) double momentum) implements Optimizer {}
 * record RmsProp(@Shared @Range(min = 0, max = 0.99) double momentum) implements Optimizer {}
 * }</pre>
 *
 * Both are {@code optimizer.momentum}, where without it they would be {@code
 * optimizer.sgd.momentum} and {@code optimizer.rmsProp.momentum}. For numbers, booleans, enums and
 * strings; the other annotations must say the same in each branch.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Shared {
  /** The parameter's name within the sealed interface; the component's own where it is empty. */
  String value() default "";
}
