package dev.luthier.strategy;

import dev.luthier.space.Configuration;
import java.util.List;

/**
 * A strategy's answer.
 *
 * @param configurations at most as many as were asked for; all permitted by the space, none the
 *     same as another
 * @param exhausted whether nothing is left to propose, now or later
 */
public record Proposals(List<Configuration> configurations, boolean exhausted) {
  public Proposals {
    configurations = List.copyOf(configurations);
  }
}
