package dev.luthier.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reports, opened in a browser: they draw all they have, complain of nothing and ask for nothing.
 */
class ReportBrowserTest {
  private static final String DRAWN =
      "luthierReport.done && luthierReport.drawn.length === document.querySelectorAll('.chart').length";

  private static final String FITS = "document.documentElement.scrollWidth === innerWidth";

  /** Charts of which no canvas has three colours: a blank one has one. */
  private static final String BLANK =
      """
      Array.from(document.querySelectorAll('.chart')).filter(chart =>
        !Array.from(chart.querySelectorAll('canvas')).some(canvas => {
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          return new Set(new Uint32Array(data.buffer)).size >= 3;
        })).map(chart => chart.closest('figure').id)
      """;

  private static Optional<Chromium> started = Optional.empty();

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program = Chromium.find();
    assumeTrue(program.isPresent(), "there is no Chromium on the PATH to open reports in");
    started = Optional.of(Chromium.start(program.get()));
  }

  @AfterAll
  static void stop() {
    started.ifPresent(Chromium::close);
  }

  static Set<String> names() {
    return SampleStudies.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void drawsAllWithoutComplaintOrRequest(String name) throws IOException {
    Path file = write(name);
    Chromium browser = started.orElseThrow();
    browser.resize(1280, 800);
    browser.open(file, DRAWN);
    assertEquals(List.of(), browser.evaluate(BLANK));
    assertEquals(
        browser.evaluate("document.querySelectorAll('figure').length"),
        browser.evaluate("document.querySelectorAll('figure .chart, figure .empty').length"));
    assertTrue(browser.becomes(FITS), "something is wider than the page");
    browser.resize(390, 844);
    assertTrue(browser.becomes(FITS), "something is wider than a telephone");
    assertEquals(List.of(), browser.complaints());
    assertEquals(List.of(file.toUri().toString()), browser.requests());
  }

  @Test
  void textsOfTheStudyAreNoMarkup() throws IOException {
    Chromium browser = started.orElseThrow();
    browser.open(write("markup"), DRAWN);
    assertEquals(
        SampleStudies.MARKUP, browser.evaluate("document.querySelector('h1').textContent"));
    assertEquals(SampleStudies.MARKUP + " – Luthier", browser.evaluate("document.title"));
    assertEquals(0L, browser.evaluate("document.querySelectorAll('header b, main b').length"));
    // In the text beside a point, which is markup: only the words in bold that are meant to be.
    assertEquals(
        2L,
        browser.evaluate(
            "(() => { const box = document.createElement('div'); box.innerHTML = trialTip(1);"
                + " return box.querySelectorAll('*:not(br)').length })()"));
  }

  @Test
  void theTableIsSortedAndFiltered() throws IOException {
    Chromium browser = started.orElseThrow();
    browser.open(write("usual"), DRAWN);
    browser.evaluate(
        "document.querySelectorAll('table.trials')[0].querySelectorAll('button')[2].click()");
    assertEquals(
        browser.evaluate(
            "page.trials.values.loss.filter(v => v !== null).sort((a, b) => a - b).slice(0, 25).map(short)"),
        browser.evaluate(
            "Array.from(document.querySelectorAll('table.trials tbody tr')).map(r => r.children[2].textContent)"));
    browser.evaluate(
        "(() => { const f = document.querySelector('input'); f.value = 'failed'; f.dispatchEvent(new Event('input')) })()");
    assertEquals(
        browser.evaluate("page.study.counts.failed"),
        browser.evaluate("document.querySelectorAll('table.trials tbody tr').length"));
  }

  /** That the test above can fail. */
  @Test
  void whatGoesWrongIsNoticed() throws IOException {
    Path file = write("one");
    String spoiled =
        Files.readString(file)
            .replace("default-src 'none'", "default-src *")
            .replace(
                "\nstart();", "\nstart(); console.error('spoiled'); fetch('http://127.0.0.1:9/');");
    Files.writeString(file, spoiled);
    Chromium browser = started.orElseThrow();
    browser.open(file, DRAWN);
    // A canvas is blank when its width has been set.
    browser.evaluate("document.querySelector('#history canvas').width = 300");
    assertTrue(browser.complaints().stream().anyMatch(c -> c.contains("spoiled")));
    assertTrue(browser.requests().contains("http://127.0.0.1:9/"), browser.requests()::toString);
    assertFalse(((List<?>) browser.evaluate(BLANK)).isEmpty());
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name + ".html");
    StringBuilder page = new StringBuilder();
    ReportPage.of(SampleStudies.named(name)).write(page);
    return Files.writeString(file, page);
  }
}
