package dev.luthier.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.json.JsonReader;
import dev.luthier.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The file itself: what a parser of HTML finds in it. */
class ReportPageTest {
  /** As a parser of HTML sees them: a script ends where the first end tag is. */
  private static final Pattern SCRIPT =
      Pattern.compile("<script( [^>]*)?>(.*?)</script", Pattern.DOTALL);

  private static final Pattern ID = Pattern.compile("id=\"([a-z]+)\"");
  private static final int MOST_BYTES = 12_000_000;

  static Set<String> names() {
    return SampleStudies.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void itsDataAreReadBackAsTheyWere(String name) throws IOException {
    ReportSubject subject = SampleStudies.named(name);
    String page = page(subject);
    Map<String, Object> read = new TreeMap<>();
    for (MatchResult script : SCRIPT.matcher(page).results().toList()) {
      if (script.group(1) != null) {
        String id = ID.matcher(script.group(1)).results().findFirst().orElseThrow().group(1);
        read.put(id, JsonReader.readObject(script.group(2)));
      }
    }
    Map<String, Object> written = new TreeMap<>();
    ReportData.of(subject)
        .elements()
        .forEach((id, json) -> written.put(id, JsonReader.readObject(JsonWriter.write(json))));
    assertEquals(written, read);
  }

  @Test
  void namesInItAreNoMarkup() throws IOException {
    String page = page(SampleStudies.named("markup"));
    assertFalse(page.contains(SampleStudies.MARKUP));
    assertTrue(
        page.contains(
            "<title>&lt;/script&gt;&lt;b&gt;\"bold\"&amp;amp;&lt;!--&lt;script&gt; – Luthier</title>"));
  }

  @Test
  void theLicenceOfWhatDrawsIsInIt() throws IOException {
    String page = page(SampleStudies.named("zero"));
    assertTrue(page.contains("Licensed to the Apache Software Foundation (ASF) under one"));
    assertTrue(page.contains("copyright 2017–2024 The Apache"));
  }

  @Test
  void nothingComesFromElsewhere() throws IOException {
    String page = SCRIPT.matcher(page(SampleStudies.named("usual"))).replaceAll("<script$1>");
    List<String> tags =
        Pattern.compile("<(?:script|link|img|iframe|object|embed)\\b[^>]*(?:src|href|data)=")
            .matcher(page)
            .results()
            .map(MatchResult::group)
            .toList();
    assertEquals(List.of(), tags);
    assertFalse(page.contains("@import"));
  }

  @Test
  void tenThousandTrialsFit() throws IOException {
    String page = page(SampleStudies.large(10_000));
    long bytes = page.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes <= MOST_BYTES, () -> bytes + " bytes");
  }

  @Test
  void whatCannotBeWrittenIsSaid() {
    Appendable full =
        new Appendable() {
          @Override
          public Appendable append(CharSequence text) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public Appendable append(CharSequence text, int start, int end) throws IOException {
            return append(text.subSequence(start, end));
          }

          @Override
          public Appendable append(char c) throws IOException {
            return append(String.valueOf(c));
          }
        };
    ReportPage page = ReportPage.of(SampleStudies.named("zero"));
    assertThrows(IOException.class, () -> page.write(full));
  }

  private static String page(ReportSubject subject) throws IOException {
    StringBuilder out = new StringBuilder();
    ReportPage.of(subject).write(out);
    return out.toString();
  }
}
