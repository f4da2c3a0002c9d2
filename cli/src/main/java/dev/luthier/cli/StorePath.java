package dev.luthier.cli;

import java.nio.file.Path;

/** Where a study is kept when nobody says otherwise: beside its file, under its name. */
final class StorePath {
  /** Long, because {@code study.db} is what other tools call their files. */
  private static final String EXTENSION = ".luthier.db";

  private StorePath() {}

  /** {@code study.luthier.db} for {@code study.yaml}. */
  static Path beside(Path studyFile) {
    String name = String.valueOf(studyFile.getFileName());
    int dot = name.lastIndexOf('.');
    return studyFile.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + EXTENSION);
  }
}
