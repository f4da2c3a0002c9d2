package dev.luthier.select;

import dev.luthier.error.InvalidInputException;
import dev.luthier.schedule.Pruner;
import dev.luthier.schedule.PrunerProvider;
import dev.luthier.schedule.PrunerSetup;
import dev.luthier.strategy.Options;
import dev.luthier.study.PrunerSpec;
import dev.luthier.study.StudySpec;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The pruners that are installed. */
public final class Pruners {
  private static final String FIELD = "pruner";
  private static final String NAME = "name";

  private Pruners() {}

  /** All of them, by name. */
  public static List<PrunerProvider> all() {
    return ServiceLoader.load(PrunerProvider.class, Pruners.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(PrunerProvider::name))
        .toList();
  }

  /**
   * The pruner of a study, if it has one.
   *
   * @throws InvalidInputException when it is unknown, or refuses its options
   */
  public static Optional<Pruner> create(StudySpec spec) {
    return spec.pruner().map(pruner -> create(FIELD, pruner));
  }

  private static Pruner create(String field, PrunerSpec spec) {
    List<PrunerProvider> all = all();
    PrunerProvider provider =
        all.stream()
            .filter(p -> p.name().equals(spec.name()))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        field + "." + NAME,
                        spec.name(),
                        all.isEmpty()
                            ? "no pruner is installed; add the module luthier-strategies"
                            : "must be one of " + all.stream().map(PrunerProvider::name).toList()));
    Options options = new Options(FIELD, field, spec.options());
    Pruner pruner =
        provider.create(
            new PrunerSetup(
                options,
                (name, written) -> create(options.path(name), read(options.path(name), written))));
    options.requireNoneLeft();
    return pruner;
  }

  /** A pruner that stands among the options of another. */
  private static PrunerSpec read(String field, Map<String, Object> written) {
    Map<String, Object> options = new HashMap<>(written);
    Object name = options.remove(NAME);
    if (!(name instanceof String text)) {
      throw new InvalidInputException(
          field + "." + NAME, name == null ? "(missing)" : name, "must be the name of a pruner");
    }
    return new PrunerSpec(text, options);
  }
}
