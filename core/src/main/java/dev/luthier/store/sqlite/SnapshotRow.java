package dev.luthier.store.sqlite;

/** A snapshot on its way to the file: a study's state after its events up to a position. */
final class SnapshotRow {
  final SqliteEventLog log;
  final long study;
  final long position;

  /** Not changed by anyone. */
  final byte[] body;

  SnapshotRow(SqliteEventLog log, long study, long position, byte[] body) {
    this.log = log;
    this.study = study;
    this.position = position;
    this.body = body;
  }
}
