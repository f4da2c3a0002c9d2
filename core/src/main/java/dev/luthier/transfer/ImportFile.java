package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonException;
import dev.luthier.json.JsonReader;
import dev.luthier.study.StudySpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads evaluated trials from a file of another study or another tuner. What the file is, its
 * content says, not its name: a JSON or CSV export of Luthier's, an SQLite storage or a journal of
 * Optuna's. Reads only; the memory it takes grows with the file.
 */
public final class ImportFile {
  /** How every SQLite 3 file begins (https://www.sqlite.org/fileformat.html, 1.3). */
  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  /** A Java array's limit, less what some JVMs keep for themselves. */
  private static final long LARGEST_TEXT = Integer.MAX_VALUE - 8L;

  private static final String JOURNAL_KEY = "\"op_code\"";

  private final Path file;
  private final StudySpec target;
  private final Optional<String> sourceStudy;

  private ImportFile(Path file, StudySpec target, Optional<String> sourceStudy) {
    this.file = file;
    this.target = target;
    this.sourceStudy = sourceStudy;
  }

  /**
   * The trials of a file, checked against a study.
   *
   * @param target the study they are for; its space and its objectives judge each trial
   * @param sourceStudy the study within the file, where it may hold several
   * @throws InvalidInputException when the file cannot be read, is none that can be imported, is
   *     damaged, holds several studies and none is named, or has other objectives than the target
   */
  public static Imported read(Path file, StudySpec target, Optional<String> sourceStudy) {
    ImportFile reader = new ImportFile(file, target, sourceStudy);
    try {
      return reader.read();
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("file", file, "does not exist");
    } catch (IOException e) {
      throw new InvalidInputException("file", file, "cannot be read: " + e);
    }
  }

  private Imported read() throws IOException {
    if (isSqlite()) {
      return at(() -> OptunaImport.read("SQLite", OptunaSqlite.read(file, sourceStudy), target));
    }
    if (Files.size(file) > LARGEST_TEXT) {
      throw mistake("is larger than 2 GiB, more than a text can be");
    }
    byte[] content = Files.readAllBytes(file);
    int newline = 0;
    while (newline < content.length && content[newline] != '\n') {
      newline++;
    }
    String firstLine = new String(content, 0, newline, StandardCharsets.UTF_8);
    if (firstLine.startsWith("{") && firstLine.contains(JOURNAL_KEY)) {
      return journal(content);
    }
    return text(decode(content));
  }

  private boolean isSqlite() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(SQLITE, in.readNBytes(SQLITE.length));
    }
  }

  private String decode(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      // Spreadsheets put a byte order mark before it.
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw mistake("is no text in UTF-8, and no SQLite database");
    }
  }

  private Imported journal(byte[] content) {
    OptunaJournal journal = new OptunaJournal();
    Optional<Skipped> halfWritten = new JournalLines(file, content).replay(journal);
    Imported imported = at(() -> OptunaImport.read("journal", journal.study(sourceStudy), target));
    List<Skipped> skipped = new ArrayList<>(imported.skipped());
    halfWritten.ifPresent(skipped::add);
    return new Imported(imported.source(), imported.trials(), skipped);
  }

  private Imported text(String text) throws IOException {
    if (text.isBlank()) {
      throw mistake("is empty");
    }
    if (text.stripLeading().startsWith("{")) {
      return json(text);
    }
    if (!isCsv(text)) {
      throw unknown();
    }
    if (sourceStudy.isPresent()) {
      throw new InvalidInputException(
          "study", sourceStudy.get(), "cannot be named: a CSV file holds one study, without name");
    }
    try (BufferedReader in = new BufferedReader(new StringReader(text))) {
      return CsvImport.read(file.toString(), in, target);
    }
  }

  private boolean isCsv(String text) throws IOException {
    try (BufferedReader in = new BufferedReader(new StringReader(text))) {
      return new CsvReader(file.toString(), in)
          .next()
          .map(row -> CsvImport.isHeader(row.cells()))
          .orElse(false);
    } catch (InvalidInputException e) {
      return false;
    }
  }

  private Imported json(String text) {
    Map<String, Object> export;
    try {
      export = JsonReader.readObject(text);
    } catch (JsonException e) {
      throw mistake("is damaged, or no JSON: " + e.getMessage());
    }
    if (!export.containsKey("luthier_export")) {
      throw unknown();
    }
    return at(() -> JsonImport.read(export, target, sourceStudy));
  }

  private InvalidInputException unknown() {
    return mistake(
        "is none of a Luthier export (JSON or CSV), an Optuna SQLite storage and an Optuna"
            + " journal");
  }

  private InvalidInputException mistake(String reason) {
    return new InvalidInputException("file", file, reason);
  }

  /** Adds the file to mistakes found in it. */
  private Imported at(Supplier<Imported> reading) {
    try {
      return reading.get();
    } catch (InvalidInputException e) {
      throw e.at(file.toString());
    }
  }
}
