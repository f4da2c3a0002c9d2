package dev.luthier.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.luthier.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the reader agree about what a study file looks like. */
class SchemaTest {
  private static final JsonSchema SCHEMA = schema();

  @TempDir private Path folder;

  @Test
  void acceptsWhatTheReaderAccepts() throws IOException {
    assertEquals(Set.of(), validate(StudyFileTest.DIGITS));
    assertEquals(Set.of(), validate(StudyFileTest.DIGITS_JSON));
    assertEquals(Set.of(), validate(StudyFileTest.EVERYTHING));
    assertEquals(Set.of(), validate(StudyFileTest.DIGITS + "warm_start: [digits-2025, old]\n"));
    assertEquals(
        Set.of(),
        validate(
            StudyFileTest.DIGITS
                + "pruner: {name: patience, patience: 3, of: {name: threshold, upper: 2.5}}\n"));
    for (String example : List.of("digits", "shell", "svc")) {
      Path file = Path.of("../examples", example, "study.yaml");
      assertEquals(Set.of(), validate(Files.readString(file)), example);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "command: 'train.sh --lr={width}'",
        "command: [train.sh, '--lr={width}', '']",
        "class: com.example.Train"
      })
  void acceptsEveryKindOfObjective(String objective) throws IOException {
    String text = withObjective(objective);
    assertEquals(Set.of(), validate(text));
    StudyFile.read(Files.writeString(folder.resolve("study.yaml"), text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "command: ''",
        "command: []",
        "command: 5",
        "command: [train.sh, 5]",
        "command: train.sh, class: A",
        "command: train.sh, classpath: [a]",
        "command: train.sh, args: [a]",
        "classpath: [a]",
        ""
      })
  void refusesWhatTheReaderRefusesOfObjectives(String objective) throws IOException {
    String text = withObjective(objective);
    assertFalse(validate(text).isEmpty(), text);
    Path file = Files.writeString(folder.resolve("study.yaml"), text);
    assertThrows(InvalidInputException.class, () -> StudyFile.read(file));
  }

  private static String withObjective(String objective) {
    String old = "objective: {class: com.example.Train, classpath: [target/classes]}";
    assertTrue(StudyFileTest.DIGITS.contains(old), old);
    return StudyFileTest.DIGITS.replace(old, "objective: {" + objective + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maximize | larger",
        "type: int | type: integer",
        "step: 0.05 | steps: 0.05",
        "step: 0.05 | step: -1",
        "[relu, tanh, gelu] | []",
        "[relu, tanh, gelu] | [relu, relu]",
        "trials: 40 | trials: 0",
        "parallelism: 2 | parallelism: two",
        "timeout: 10m | timeout: soon",
        "seed: 1 | sed: 1",
        "seed: 1 | pruner: median",
        "seed: 1 | 'pruner: {warmup_steps: 3}'",
        "seed: 1 | 'pruner: {name: median, startup_trials: 0}'",
        "seed: 1 | warm_start: old",
        "seed: 1 | warm_start: [old, old]",
        "seed: 1 | warm_start: ['']",
        "class: com.example.Train, | ''",
        "'{accuracy: maximize}' | '{}'",
        "'when: {optimizer: sgd}' | 'when: {}'",
        "low: 16, | ''"
      })
  void refusesWhatTheReaderRefuses(String right, String wrong) {
    assertTrue(StudyFileTest.DIGITS.contains(right), right);
    assertFalse(validate(StudyFileTest.DIGITS.replace(right, wrong)).isEmpty(), wrong);
  }

  private static Set<ValidationMessage> validate(String text) {
    Object document = new YamlReader().parse(text, "study.yaml").value();
    return SCHEMA.validate(new ObjectMapper().valueToTree(document));
  }

  private static JsonSchema schema() {
    try {
      String text = Files.readString(Path.of("../docs/study.schema.json"));
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
    } catch (IOException e) {
      throw new AssertionError("the schema is published in docs", e);
    }
  }
}
