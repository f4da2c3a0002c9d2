package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonException;
import dev.luthier.json.JsonFields;
import dev.luthier.json.JsonReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The lines of a journal, each of which must be one JSON object. Confined to one thread. */
final class JournalLines {
  private final Path file;
  private final byte[] content;
  private int begin;
  private long line;

  /**
   * @param content of the file; not copied, not changed
   */
  JournalLines(Path file, byte[] content) {
    this.file = file;
    this.content = content;
  }

  /**
   * Replays all lines. The last one may be half written, when its writer is at work or was killed;
   * it is then left out.
   *
   * @return what was left out
   * @throws InvalidInputException with the line of anything else that is wrong
   */
  Optional<Skipped> replay(OptunaJournal journal) {
    while (begin < content.length) {
      line++;
      int end = begin;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      Map<String, Object> operation;
      try {
        operation = JsonReader.readObject(text(end));
      } catch (JsonException | CharacterCodingException e) {
        if (end == content.length) {
          return Optional.of(
              new Skipped("line " + line, "is only half written, and ends the file"));
        }
        throw new InvalidInputException("line", shown(end), "is damaged: " + e.getMessage())
            .at(place());
      }
      apply(journal, operation);
      begin = end + 1;
    }
    return Optional.empty();
  }

  private void apply(OptunaJournal journal, Map<String, Object> operation) {
    try {
      journal.apply(new JsonFields("", operation));
    } catch (InvalidInputException e) {
      throw e.at(place());
    }
  }

  private String place() {
    return file + ":" + line;
  }

  /** Whatever bytes there are. */
  private String shown(int end) {
    return new String(content, begin, end - begin, StandardCharsets.UTF_8);
  }

  private String text(int end) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(content, begin, end - begin))
        .toString();
  }
}
