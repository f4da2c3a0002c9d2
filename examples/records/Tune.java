// A record is the search space.
// java --enable-native-access=ALL-UNNAMED -cp 'cli/target/luthier/lib/*' examples/records/Tune.java
import dev.luthier.run.Study;
import dev.luthier.space.record.*;
import dev.luthier.study.Budget;

record Mlp(
    @LogUniform(min = 1e-5, max = 1e-1) double learningRate,
    @Range(min = 16, max = 512, log = true) int width,
    Activation activation,
    Optimizer optimizer) {}

enum Activation {
  RELU,
  TANH
}

sealed interface Optimizer permits Sgd, Adam {}

record Sgd(@Range(min = 0, max = 0.99) double momentum) implements Optimizer {}

record Adam() implements Optimizer {}

// In place of a training, so that it takes no time.
double loss(Mlp mlp) {
  double rate = Math.abs(Math.log10(mlp.learningRate()) + 3);
  double momentum = mlp.optimizer() instanceof Sgd(double m) ? m : 0.7;
  return rate + 16.0 / mlp.width() + mlp.activation().ordinal() - momentum;
}

void main() {
  var study = Study.minimize(Mlp.class).seed(7);
  var report = study.run(trial -> loss(trial.config()), Budget.trials(40).parallel(2));
  IO.println("best: " + report.best().orElseThrow());
}
