import dev.luthier.run.Study;
import dev.luthier.space.Scale;
import dev.luthier.study.Budget;
import java.util.List;

void main() {
  try (var study = Study.minimize()) {
    var report =
        study.run(
            trial -> {
              double rate = trial.suggestDouble("rate", 1e-5, 1e-1, Scale.LOG);
              int layers = trial.suggestInt("layers", 1, 4);
              String optimizer = trial.suggest("optimizer", List.of("sgd", "adam"));
              double loss = Math.abs(Math.log10(rate) + 3) + 0.1 * layers;
              return optimizer.equals("sgd")
                  ? loss + 1 - trial.suggestDouble("momentum", 0, 0.99)
                  : loss + 0.2;
            },
            Budget.trials(50).parallel(2));
    IO.println("best: " + report.best().orElseThrow().configuration());
    IO.println("space: " + study.space());
  }
}
