package dev.luthier.run;

import dev.luthier.space.Parameter;

/**
 * A trial has asked for a parameter of a name that the study knows, and of another definition:
 * another type, range, scale, step, or list of choices. A mistake of the program, which says
 * nothing about the trial's configuration.
 */
public final class RedefinedParameterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  RedefinedParameterException(Parameter<?> before, Parameter<?> now) {
    super(
        "this trial asks for "
            + now
            + ", but the study knows "
            + before
            + "; a name has one definition in a study: use another name for another definition,"
            + " or suggest a fraction of 0 to 1 and scale it in the program");
  }
}
