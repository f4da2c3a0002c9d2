package dev.luthier.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** One line of styled text, without a line break. Immutable. */
public record Line(List<Span> spans) {
  public static final Line EMPTY = new Line(List.of());

  public Line {
    spans = List.copyOf(spans);
  }

  public static Line of(String text, Style style) {
    return new Line(List.of(new Span(text, style)));
  }

  public static Line of(Span... spans) {
    return new Line(List.of(spans));
  }

  /** As this, with more behind it. */
  public Line then(String text, Style style) {
    List<Span> more = new ArrayList<>(spans);
    more.add(new Span(text, style));
    return new Line(more);
  }

  /** As this, with another line behind it. */
  public Line then(Line other) {
    List<Span> more = new ArrayList<>(spans);
    more.addAll(other.spans);
    return new Line(more);
  }

  /** Columns it takes on a terminal. */
  public int width() {
    return spans.stream().mapToInt(Span::width).sum();
  }

  /** As much of this as fits the columns, ending in {@code mark} if anything was cut off. */
  public Line fit(int columns, String mark) {
    if (width() <= columns) {
      return this;
    }
    List<Span> kept = new ArrayList<>();
    int left = columns - DisplayWidth.of(mark);
    if (left < 0) {
      return EMPTY;
    }
    for (Span span : spans) {
      String part = DisplayWidth.fit(span.text(), left, "");
      kept.add(new Span(part, span.style()));
      left -= span.width();
      if (left < 0) {
        kept.set(kept.size() - 1, new Span(part + mark, span.style()));
        return new Line(kept);
      }
    }
    throw new AssertionError("a line wider than its spans");
  }

  /** As this, with blanks behind it up to the columns. */
  public Line padded(int columns) {
    int missing = columns - width();
    return missing <= 0 ? this : then(" ".repeat(missing), Style.PLAIN);
  }

  /** The characters to send to a terminal or a file. */
  public String render(boolean colour) {
    StringBuilder out = new StringBuilder();
    for (Span span : spans) {
      out.append(colour ? span.style().paint(span.text()) : span.text());
    }
    return out.toString();
  }

  /** The characters alone. */
  public String text() {
    return render(false);
  }
}
