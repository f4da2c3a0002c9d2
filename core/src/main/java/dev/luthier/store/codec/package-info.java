/**
 * The written form of events: one JSON object each, the same in every store that writes.
 *
 * <pre>
 *   {"event":"finished","at":[1767225600,0],"trial":7,"worker":"w","outcome":"completed","values":{"loss":0.5}}
 * </pre>
 *
 * Instants are {@code [seconds since 1970, nanoseconds]}, durations {@code [seconds, nanoseconds]},
 * numbers exact. {@link dev.luthier.store.StudyEvent#FORMAT_VERSION} is the version of all this: it
 * is raised when a reader of the last version could no longer understand what is written. Stores
 * depend on this package; it knows none of them.
 */
package dev.luthier.store.codec;
