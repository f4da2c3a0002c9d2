// A loop of your own: ask, evaluate wherever you like, tell.
// java --enable-native-access=ALL-UNNAMED -cp 'cli/target/luthier/lib/*' examples/records/Loop.java
import dev.luthier.run.Study;
import dev.luthier.run.TypedStudy;
import dev.luthier.space.record.Range;
import dev.luthier.study.Budget;
import java.util.concurrent.Executors;

record Throw(@Range(min = 20, max = 50) double speed, @Range(min = 0, max = 80) double angle) {}

// Metres that a ball flies, and fewer where the thrower gets tired.
double distance(Throw ball) {
  double flight = ball.speed() * ball.speed() * Math.sin(Math.toRadians(2 * ball.angle())) / 9.81;
  return flight - 0.002 * Math.pow(ball.speed(), 3);
}

void work(TypedStudy<Throw> study) {
  for (var trial = study.ask(); trial.isPresent(); trial = study.ask()) {
    try {
      study.tell(trial.get(), distance(trial.get().config()));
    } catch (ArithmeticException e) {
      study.fail(trial.get(), e.toString());
    }
  }
}

void main() {
  try (var study = Study.maximize(Throw.class).seed(1).open(Budget.trials(40))) {
    try (var workers = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        workers.submit(() -> work(study));
      }
    }
    IO.println("best: " + study.best().orElseThrow());
  }
}
