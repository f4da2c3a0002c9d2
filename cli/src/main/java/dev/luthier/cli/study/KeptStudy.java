package dev.luthier.cli.study;

import dev.luthier.store.StudyState;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A study as its store had it when it was read.
 *
 * @param store where it is kept
 * @param owner the process that owned the store then, if one did
 */
public record KeptStudy(Path store, StudyState state, Optional<String> owner) {}
