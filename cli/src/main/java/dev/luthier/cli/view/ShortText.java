package dev.luthier.cli.view;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/**
 * Numbers and times as short as a table wants them. What must be exact is never written by this
 * class.
 */
public final class ShortText {
  /** Four significant digits tell apart what noise leaves to tell apart. */
  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

  /** Longer integers are shown as {@code 1.235e9}. */
  private static final long LONGEST_INTEGER = 999_999_999L;

  private ShortText() {}

  /**
   * An objective's value: four significant digits, trailing zeros kept so that a column lines up.
   */
  public static String value(double value) {
    return Double.isFinite(value) ? decimal(value, true) : notFinite(value);
  }

  /** A parameter's value: four significant digits, no trailing zeros; texts as they are. */
  public static String parameter(Object value) {
    return switch (value) {
      case Double number when !Double.isFinite(number) -> notFinite(number);
      case Double number -> decimal(number, false);
      case Long number when Math.abs(number) > LONGEST_INTEGER -> decimal(number, false);
      case Enum<?> constant -> constant.name();
      default -> value.toString();
    };
  }

  /** How long a trial took: {@code 12 ms}, {@code 1.9 s}, {@code 42 s}, then as a clock. */
  public static String seconds(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 100) {
      return millis + " ms";
    }
    if (millis < 9_950) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }
    return millis < 59_500 ? Math.round(millis / 1e3) + " s" : clock(duration);
  }

  /** A time as {@code 1:05}, {@code 2:01:05} or {@code 3d 2:01:05}. */
  public static String clock(Duration duration) {
    Duration d = duration.isNegative() ? Duration.ZERO : duration;
    String minutes = String.format(Locale.ROOT, "%d:%02d", d.toMinutesPart(), d.toSecondsPart());
    if (d.toHours() == 0) {
      return minutes;
    }
    String hours =
        String.format(
            Locale.ROOT, "%d:%02d:%02d", d.toHoursPart(), d.toMinutesPart(), d.toSecondsPart());
    return d.toDays() == 0 ? hours : d.toDays() + "d " + hours;
  }

  /** Events per second, minute or hour, whichever gives a number above one. */
  public static String rate(double perSecond) {
    if (perSecond >= 1) {
      return rounded(perSecond) + "/s";
    }
    return perSecond * 60 >= 1
        ? rounded(perSecond * 60) + "/min"
        : rounded(perSecond * 3600) + "/h";
  }

  /** A count with its noun: {@code 1 trial}, {@code 2 trials}. */
  public static String count(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  private static String rounded(double rate) {
    return rate < 10 ? String.format(Locale.ROOT, "%.1f", rate) : Long.toString(Math.round(rate));
  }

  private static String notFinite(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
  }

  private static String decimal(double value, boolean keepZeros) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS);
    double size = rounded.abs().doubleValue();
    if (size >= 1e-3 && size < 1e6) {
      int scale = Math.max(0, DIGITS.getPrecision() - rounded.precision() + rounded.scale());
      BigDecimal plain = rounded.setScale(scale, RoundingMode.HALF_EVEN);
      return keepZeros ? plain.toPlainString() : strip(plain.toPlainString());
    }
    String text = String.format(Locale.ROOT, "%.3e", rounded);
    int e = text.indexOf('e');
    return strip(text.substring(0, e)) + "e" + Integer.parseInt(text.substring(e + 1));
  }

  private static String strip(String decimal) {
    if (decimal.indexOf('.') < 0) {
      return decimal;
    }
    String zeros = decimal.replaceAll("0+$", "");
    return zeros.endsWith(".") ? zeros.substring(0, zeros.length() - 1) : zeros;
  }
}
