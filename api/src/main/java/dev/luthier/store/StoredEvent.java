package dev.luthier.store;

import java.time.Instant;

/**
 * An event in its place.
 *
 * @param position 0, 1, 2, … in the study's log
 * @param time when the store accepted it
 */
public record StoredEvent(long position, Instant time, StudyEvent event) {}
