package dev.luthier.run;

/**
 * The keys of callers as keys of events. The first word says what was called, so that the same key
 * may name an ask and an addition; the caller's own words come last, so that nothing in them can be
 * taken for ours.
 */
final class EventKeys {
  private EventKeys() {}

  /** Of the claim of an ask's trial, counted from 0. */
  static String asked(String key, int index) {
    return "ask/" + index + "/" + key;
  }

  static String enqueued(String key) {
    return "enqueue/" + key;
  }

  static String firstAdded(String key) {
    return "add/first/" + key;
  }

  /** Of the last trial of an addition of two and more, whose numbers follow each other. */
  static String lastAdded(String key) {
    return "add/last/" + key;
  }
}
