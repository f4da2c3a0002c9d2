package dev.luthier.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The module rules of the architecture, over the compiled classes of all modules. */
class ArchitectureTest {
  private static final List<String> MODULES =
      List.of(
          "api", "surrogate", "native-math", "gpu-backend", "core", "strategies", "testkit", "cli");

  /** Grows with the code: the rules must not come to look at nothing. */
  private static final int FEWEST_CLASSES = 500;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPaths(MODULES.stream().map(m -> Path.of("..", m, "target", "classes")).toList());

  private static final String[] API = {
    "dev.luthier.error..",
    "dev.luthier.linalg..",
    "dev.luthier.schedule..",
    "dev.luthier.space..",
    "dev.luthier.store",
    "dev.luthier.strategy",
    "dev.luthier.study.."
  };
  private static final String[] SURROGATE = {
    "dev.luthier.acquisition..",
    "dev.luthier.optimize..",
    "dev.luthier.pareto..",
    "dev.luthier.surrogate.."
  };
  private static final String NATIVE_MATH = "dev.luthier.nativemath..";
  private static final String GPU = "dev.luthier.gpu..";
  private static final String STRATEGIES = "dev.luthier.strategy.*..";
  private static final String PRUNERS = "dev.luthier.pruner..";
  private static final String[] SHARED_BY_STRATEGIES = {
    "dev.luthier.strategy.unseen..", "dev.luthier.strategy.quasirandom.."
  };
  private static final String[] CORE = {
    "dev.luthier.command..",
    "dev.luthier.config..",
    "dev.luthier.explain..",
    "dev.luthier.json..",
    "dev.luthier.report..",
    "dev.luthier.run..",
    "dev.luthier.select..",
    "dev.luthier.store.*..",
    "dev.luthier.transfer..",
    "dev.luthier.version.."
  };
  private static final String TESTKIT = "dev.luthier.testkit..";
  private static final String CLI = "dev.luthier.cli..";

  @Test
  void theRulesLookAtSomething() {
    assertTrue(CLASSES.size() >= FEWEST_CLASSES, () -> "only " + CLASSES.size() + " classes");
    for (String module : MODULES) {
      assertTrue(
          Files.isDirectory(Path.of("..", module, "target", "classes")),
          () -> module + " is missing");
    }
  }

  static Stream<ArchRule> rules() {
    return Stream.of(
        classes()
            .that()
            .resideInAnyPackage(API)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(API).or(resideInAnyPackage("java..", "org.jspecify..")))
            .as("the api depends on nothing but Java"),
        classes()
            .that()
            .resideInAPackage(STRATEGIES)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(API)
                    .or(resideInAnyPackage(SURROGATE))
                    .or(resideInAPackage(STRATEGIES))
                    .or(resideInAnyPackage("java..", "org.jspecify..")))
            .as("strategies depend on the api and on surrogates"),
        classes()
            .that()
            .resideInAPackage(PRUNERS)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(API)
                    .or(resideInAPackage(PRUNERS))
                    .or(resideInAnyPackage("java..", "org.jspecify..")))
            .as("pruners depend on the api alone"),
        classes()
            .that()
            .resideInAnyPackage(SURROGATE)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(API)
                    .or(resideInAnyPackage(SURROGATE))
                    .or(resideInAnyPackage("java..", "org.jspecify..")))
            .as("surrogates depend on the api alone, and never on a backend"),
        classes()
            .that()
            .resideInAPackage(NATIVE_MATH)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(API)
                    .or(resideInAPackage(NATIVE_MATH))
                    .or(resideInAnyPackage("java..", "jdk.incubator..", "org.jspecify..")))
            .as("native backends depend on the api alone"),
        classes()
            .that()
            .resideInAPackage(GPU)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(API)
                    .or(resideInAPackage(GPU))
                    .or(resideInAnyPackage("java..", "org.jspecify..")))
            .as("the backend of a GPU depends on the api alone"),
        slices()
            .matching("dev.luthier.strategy.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                resideInAPackage(STRATEGIES), resideInAnyPackage(SHARED_BY_STRATEGIES))
            .as("strategies do not know each other, only what they share"),
        noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(
                resideInAPackage(STRATEGIES)
                    .or(resideInAPackage(PRUNERS))
                    .or(resideInAnyPackage(SURROGATE))
                    .or(resideInAPackage(NATIVE_MATH))
                    .or(resideInAPackage(GPU))
                    .or(resideInAPackage(CLI))
                    .or(resideInAPackage(TESTKIT)))
            .as("core meets strategies and backends through services only"),
        noClasses()
            .that()
            .resideInAPackage(TESTKIT)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(CORE).or(resideInAPackage(STRATEGIES)).or(resideInAPackage(CLI)))
            .as("the test kit depends on the api"),
        noClasses()
            .that()
            .resideInAPackage(CLI)
            .should()
            .dependOnClassesThat(resideInAPackage(STRATEGIES).or(resideInAPackage(TESTKIT)))
            .as("the command meets strategies through services only"),
        slices().matching("dev.luthier.(**)").should().beFreeOfCycles(),
        noClasses()
            .that(not(resideInAnyPackage(NATIVE_MATH, GPU)))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.lang.foreign..", "jdk.incubator.."))
            .as("foreign code and the Vector API have modules of their own"),
        noClasses()
            .that(not(resideInAPackage(CLI)))
            .should(ACCESS_STANDARD_STREAMS)
            .as("only the command prints"),
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS,
        noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helper|Manager|Impl)$")
            .as("names say what a class is"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(ArchRule rule) {
    rule.check(CLASSES);
  }
}
