package dev.luthier.space.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.luthier.error.InvalidInputException;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a record is said at once, with the component and what to do. */
@SuppressWarnings("SameNameButDifferent") // Each of the records stands for a program of its own.
class WrongRecordsTest {
  record NoAnnotation(double rate) {}

  record NoAnnotationInside(Inner net) {
    record Inner(int width) {}
  }

  record NoChoices(String criterion) {}

  record EmptyEnum(Nothing activation) {
    enum Nothing {}
  }

  record Unsealed(Open optimizer) {
    interface Open {}
  }

  record ClassBranch(Sealed optimizer) {
    sealed interface Sealed permits Fine, Momentum {}

    record Fine() implements Sealed {}

    static final class Momentum implements Sealed {}
  }

  record OpenBranch(Sealed optimizer) {
    sealed interface Sealed permits Anything {}

    non-sealed interface Anything extends Sealed {}
  }

  record Cyclic(@Range(min = 1, max = 2) int size, Inner inner) {
    record Inner(Optional<Cyclic> next) {}
  }

  record CyclicBranch(Expression expression) {
    sealed interface Expression permits Constant, Sum {}

    record Constant(@Range(min = 0, max = 1) double value) implements Expression {}

    record Sum(Expression left, Expression right) implements Expression {}
  }

  record Swapped(@Range(min = 512, max = 16) int width) {}

  record LogOfZero(@LogUniform(min = 0, max = 0.1) double rate) {}

  record LogRangeOfZero(@Range(min = 0, max = 512, log = true) int width) {}

  record Endless(@Range(min = 0, max = Double.POSITIVE_INFINITY) double rate) {}

  record TooWide(@Range(min = -1e308, max = 1e308) double rate) {}

  record NegativeStep(@Range(min = 0, max = 8, step = -2) int width) {}

  record WideStep(@Range(min = 0, max = 8, step = 9) int width) {}

  record HalfInteger(@Range(min = 0.5, max = 8) int width) {}

  record LargeInteger(@Range(min = 0, max = 3e9) int width) {}

  record LargeLong(@Range(min = 0, max = 1e18) long width) {}

  record RangeOnEnum(@Range(min = 0, max = 1) Some some) {}

  record RangeOnBoolean(@Range(min = 0, max = 1) boolean shuffle) {}

  record RangeOnRecord(@Range(min = 0, max = 1) Inner net) {
    record Inner(boolean deep) {}
  }

  record ChoicesOnInt(@Choices({"16", "32"}) int width) {}

  record OrderedOnInt(@Ordered @Values({1, 2}) int width) {}

  record TwoRanges(@Range(min = 1, max = 2) @LogUniform(min = 1, max = 2) double rate) {}

  record ValueTwice(@Values({1, 2, 1}) int width) {}

  record NoValues(@Values({}) int width) {}

  record HalfValue(@Values({1, 2.5}) int width) {}

  record NanValue(@Values({1, Double.NaN}) double rate) {}

  enum Some {
    A,
    B
  }

  record SameBranchName(Sealed optimizer) {
    sealed interface Sealed permits Loud.SGD, Quiet.Sgd {}

    interface Loud {
      record SGD() implements Sealed {}
    }

    interface Quiet {
      record Sgd() implements Sealed {}
    }
  }

  record BranchTwice(Sealed optimizer) {
    sealed interface Sealed permits Inner, Fine {}

    sealed interface Inner extends Sealed permits Fine {}

    record Fine() implements Inner, Sealed {}
  }

  record SharedAndBranch(Sealed optimizer) {
    sealed interface Sealed permits Inner, Fine {}

    sealed interface Inner extends Sealed permits Deep {}

    record Deep() implements Inner {}

    record Fine(@Shared boolean inner, @Shared("inner") boolean other) implements Sealed {}
  }

  record SharedTakesTheNameOfABranch(Sealed optimizer) {
    sealed interface Sealed permits Inner, Fine, Other {}

    sealed interface Inner extends Sealed permits Deep {}

    record Deep() implements Inner {}

    record Fine(@Shared boolean inner) implements Sealed {}

    record Other(@Shared boolean inner) implements Sealed {}
  }

  record SharedAlone(Sealed optimizer) {
    sealed interface Sealed permits Sgd, Adam {}

    record Sgd(@Shared @Range(min = 0, max = 1) double momentum) implements Sealed {}

    record Adam(@Range(min = 0, max = 1) double momentum) implements Sealed {}
  }

  record SharedDifferently(Sealed optimizer) {
    sealed interface Sealed permits Sgd, Adam {}

    record Sgd(@Shared @Range(min = 0, max = 1) double momentum) implements Sealed {}

    record Adam(@Shared @Range(min = 0, max = 2) double momentum) implements Sealed {}
  }

  record SharedOutside(@Shared boolean shuffle) {}

  record SharedOptional(Sealed optimizer) {
    sealed interface Sealed permits Sgd {}

    record Sgd(@Shared Optional<Boolean> nesterov) implements Sealed {}
  }

  record SharedBadly(Sealed optimizer) {
    sealed interface Sealed permits Sgd {}

    record Sgd(@Shared("a b") boolean nesterov) implements Sealed {}
  }

  record Generic<T>(T value) {}

  record GenericInside(Generic<Integer> pair) {}

  record Unsupported(Date start) {}

  record ListComponent(List<Integer> widths) {}

  record FloatComponent(@Range(min = 0, max = 1) float rate) {}

  record OptionalPrimitive(OptionalInt width) {}

  @SuppressWarnings("rawtypes")
  record RawOptional(Optional width) {}

  record OptionalOptional(Optional<Optional<Boolean>> width) {}

  record Empty() {}

  record RefusesAll(@Range(min = 1, max = 2) int width) {
    RefusesAll {
      if (width < 3) {
        throw new IllegalArgumentException("three at least");
      }
    }
  }

  record DefaultOutside(@Range(min = 1, max = 2) int width) {
    @Default static final DefaultOutside USUAL = new DefaultOutside(3);
  }

  record DefaultOfAnotherType(@Range(min = 1, max = 2) int width) {
    @Default static final int USUAL = 1;
  }

  record DefaultIsNull(@Range(min = 1, max = 2) int width) {
    @Default static final @Nullable DefaultIsNull USUAL = null;
  }

  record AnnotatedOptional(@Range(min = 1, max = 2) Optional<Inner> inner) {
    record Inner(boolean on) {}
  }

  record SharedTypes(Sealed optimizer) {
    sealed interface Sealed permits Sgd, Adam {}

    record Sgd(@Shared @Values({1, 2}) int warmup) implements Sealed {}

    record Adam(@Shared @Values({1, 2}) long warmup) implements Sealed {}
  }

  record TwoDefaults(@Range(min = 1, max = 2) int width) {
    @Default static final TwoDefaults ONE = new TwoDefaults(1);
    @Default static final TwoDefaults TWO = new TwoDefaults(2);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments(
            NoAnnotation.class,
            "NoAnnotation.rate = double: does not say which numbers may be tried; annotate "
                + "it with @Range(min = …, max = …), @LogUniform(min = …, max = …) or "
                + "@Values({…})"),
        arguments(
            NoAnnotationInside.class,
            "Inner.width = int: does not say which numbers may be tried; annotate it with "
                + "@Range(min = …, max = …), @LogUniform(min = …, max = …) or @Values({…})"),
        arguments(
            NoChoices.class,
            "NoChoices.criterion = String: does not say which strings may be tried; "
                + "annotate it with @Choices({\"…\", \"…\"}), or make it an enum"),
        arguments(
            EmptyEnum.class,
            "EmptyEnum.activation = Nothing: is an enum without constants; give it at "
                + "least one"),
        arguments(
            Unsealed.class,
            "Unsealed.optimizer = Open: is an interface that anything may implement; seal "
                + "it: sealed interface Open permits …, with a record for each alternative"),
        arguments(
            ClassBranch.class,
            "ClassBranch.optimizer = Sealed: permits Momentum, which is neither a record "
                + "nor a sealed interface of records; make it a record"),
        arguments(
            OpenBranch.class,
            "OpenBranch.optimizer = Sealed: permits Anything, which is neither a record "
                + "nor a sealed interface of records; make it a record"),
        arguments(
            Cyclic.class,
            "Inner.next = Cyclic: contains itself (Cyclic > Inner > Cyclic), and a space "
                + "is finite; give the inner one a type of its own"),
        arguments(
            CyclicBranch.class,
            "Sum.left = Expression: contains itself (Expression > Sum > Expression), and a "
                + "space is finite; give the inner one a type of its own"),
        arguments(
            Swapped.class,
            "Swapped.width = @Range(min = 512, max = 16): min must not exceed max; are "
                + "they swapped?"),
        arguments(
            LogOfZero.class,
            "LogOfZero.rate = @LogUniform(min = 0, max = 0.1): min must be positive on a "
                + "log scale; raise it, or use @Range without log"),
        arguments(
            LogRangeOfZero.class,
            "LogRangeOfZero.width = @Range(min = 0, max = 512, log = true): min must be "
                + "positive on a log scale; raise it, or use @Range without log"),
        arguments(
            Endless.class,
            "Endless.rate = @Range(min = 0, max = Infinity): min, max and step must be "
                + "finite numbers"),
        arguments(
            TooWide.class,
            "TooWide.rate = @Range(min = -1.0E308, max = 1.0E308): max - min overflows; "
                + "narrow the range or use a log scale"),
        arguments(
            NegativeStep.class,
            "NegativeStep.width = @Range(min = 0, max = 8, step = -2): step must be "
                + "positive and not exceed max - min"),
        arguments(
            WideStep.class,
            "WideStep.width = @Range(min = 0, max = 8, step = 9): step must be positive "
                + "and not exceed max - min"),
        arguments(
            HalfInteger.class,
            "HalfInteger.width = @Range(min = 0.5, max = 8): min, max and step must be "
                + "integers on a component of type int; or make it a double"),
        arguments(
            LargeInteger.class,
            "LargeInteger.width = @Range(min = 0, max = 3000000000): min and max must fit "
                + "an int; or make the component a long"),
        arguments(
            LargeLong.class,
            "LargeLong.width = @Range(min = 0, max = 1.0E18): max must lie within ±2^45"),
        arguments(
            RangeOnEnum.class,
            "RangeOnEnum.some = @Range on Some: @Range is for int, long and double; remove "
                + "it here"),
        arguments(
            RangeOnBoolean.class,
            "RangeOnBoolean.shuffle = @Range on boolean: @Range is for int, long and "
                + "double; remove it here"),
        arguments(
            RangeOnRecord.class,
            "RangeOnRecord.net = @Range on Inner: @Range is for int, long and double; "
                + "remove it here"),
        arguments(
            ChoicesOnInt.class,
            "ChoicesOnInt.width = @Choices on int: @Choices is for String; remove it here"),
        arguments(
            OrderedOnInt.class,
            "OrderedOnInt.width = @Ordered on int: @Ordered is for enums and String; "
                + "booleans and numbers have their order; remove it here"),
        arguments(
            TwoRanges.class,
            "TwoRanges.rate = [@Range, @LogUniform]: say twice which numbers may be tried; "
                + "keep one"),
        arguments(ValueTwice.class, "ValueTwice.width = 1: is listed twice"),
        arguments(NoValues.class, "NoValues.width = []: must list at least one value"),
        arguments(
            HalfValue.class,
            "HalfValue.width = @Values with 2.5: is no int; or make the component a double"),
        arguments(NanValue.class, "NanValue.rate = @Values with NaN: must be finite numbers"),
        arguments(
            SameBranchName.class,
            "SameBranchName.optimizer = Sealed: permits "
                + "dev.luthier.space.record.WrongRecordsTest$SameBranchName$Loud$SGD and "
                + "dev.luthier.space.record.WrongRecordsTest$SameBranchName$Quiet$Sgd, and both "
                + "would be the branch sgd; rename one of them"),
        arguments(
            BranchTwice.class,
            "BranchTwice.optimizer = Sealed: has Fine in two of its branches; let it be in "
                + "one"),
        arguments(
            SharedAndBranch.class,
            "Fine.other = @Shared: is shared with Fine.inner of the same branch; rename "
                + "one: @Shared(\"…\")"),
        arguments(
            SharedTakesTheNameOfABranch.class,
            "Fine.inner = optimizer.inner: is the parameter of "
                + "SharedTakesTheNameOfABranch.optimizer too; rename one of them"),
        arguments(
            SharedAlone.class,
            "Sgd.momentum = @Shared: no other branch shares it; annotate the component "
                + "there too, or remove @Shared here"),
        arguments(
            SharedDifferently.class,
            "Adam.momentum = optimizer.momentum: "
                + "{\"type\":\"float\",\"low\":0.0,\"high\":2.0,\"scale\":\"linear\"}: is shared "
                + "with Sgd.momentum, which is declared as optimizer.momentum: "
                + "{\"type\":\"float\",\"low\":0.0,\"high\":1.0,\"scale\":\"linear\"}; declare "
                + "both the same, or rename one: @Shared(\"…\")"),
        arguments(
            SharedOutside.class,
            "SharedOutside.shuffle = @Shared: is for the records of a sealed interface, "
                + "and this one is in none, or in an Optional; remove it"),
        arguments(
            SharedOptional.class,
            "Sgd.nesterov = Optional<Boolean>: an Optional cannot be shared; make it a "
                + "component of every branch, or of none"),
        arguments(SharedBadly.class, "Sgd.nesterov = @Shared(\"a b\"): must be a Java identifier"),
        arguments(
            Generic.class,
            "Generic = Generic: is generic, and what its components are is not known when "
                + "it runs; write a type without parameters"),
        arguments(
            GenericInside.class,
            "GenericInside.pair = Generic: is generic, and what its components are is not "
                + "known when it runs; write a type without parameters"),
        arguments(
            Unsupported.class,
            "Unsupported.start = Date: cannot be tuned; a component is an int, long, "
                + "double, boolean, String, enum, record, sealed interface of records, or an "
                + "Optional of one of these"),
        arguments(
            ListComponent.class,
            "ListComponent.widths = List: cannot be tuned; a component is an int, long, "
                + "double, boolean, String, enum, record, sealed interface of records, or an "
                + "Optional of one of these"),
        arguments(
            FloatComponent.class,
            "FloatComponent.rate = float: is not tuned as such; make it a double"),
        arguments(
            OptionalPrimitive.class,
            "OptionalPrimitive.width = OptionalInt: is not tuned as such; make it an "
                + "Optional<Integer>"),
        arguments(
            RawOptional.class,
            "RawOptional.width = java.util.Optional: does not say what may be in it; write "
                + "that, as in Optional<Double>, and no Optional in an Optional"),
        arguments(
            OptionalOptional.class,
            "OptionalOptional.width = "
                + "java.util.Optional<java.util.Optional<java.lang.Boolean>>: does not say what "
                + "may be in it; write that, as in Optional<Double>, and no Optional in an "
                + "Optional"),
        arguments(Empty.class, "Empty = record Empty(): has no components to tune; give it one"),
        arguments(
            RefusesAll.class,
            "RefusesAll = {width=2}: its constructor threw "
                + "java.lang.IllegalArgumentException: three at least; and so for each of 64 "
                + "random configurations: declare what the constructor accepts"),
        arguments(
            DefaultOutside.class,
            "DefaultOutside.USUAL = width = 3: must lie in [1, 2]; a default is one of "
                + "what may be tried"),
        arguments(
            DefaultOfAnotherType.class,
            "DefaultOfAnotherType.USUAL = @Default: must be a constant of the record's "
                + "type: @Default static final DefaultOfAnotherType …"),
        arguments(DefaultIsNull.class, "DefaultIsNull.USUAL = null: must be a configuration"),
        arguments(
            AnnotatedOptional.class,
            "AnnotatedOptional.inner = @Range on Optional<Inner>: @Range is for int, long and double; remove "
                + "it here"),
        arguments(
            SharedTypes.class,
            "Adam.warmup = optimizer.warmup: {\"type\":\"ordinal\",\"values\":[1,2]}: is shared "
                + "with Sgd.warmup, whose component is of another type; declare both the same, or "
                + "rename one: @Shared(\"…\")"),
        arguments(
            TwoDefaults.class, "TwoDefaults.ONE = @Default: so is TWO; a study begins with one"),
        arguments(Record.class, "space = java.lang.Record: must be a record class"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void isSaidAtOnce(Class<? extends Record> type, String message) {
    var wrong = assertThrows(InvalidInputException.class, () -> RecordSpace.of(type));
    assertEquals(message, wrong.getMessage());
  }
}
