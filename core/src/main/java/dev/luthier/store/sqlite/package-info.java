/**
 * Studies in one SQLite file, durable: WAL mode, synchronous=FULL, one writer thread with group
 * commit, one owning process.
 *
 * <pre>
 *   study.luthier.db          the events; "sqlite3 -readonly study.luthier.db 'select body from event'" shows them
 *   study.luthier.db-wal      the newest events, until the file is closed
 *   study.luthier.db-shm      SQLite's index of the former
 *   study.luthier.db-owner    who has the store open, locked while he lives, and how many events are durable
 *
 *   append ──► order settled, in the backlog ──► writer thread: one transaction for all that wait ──► sync returns
 * </pre>
 *
 * Nothing but {@code java.sql} and SQLite's driver is needed here. See {@code
 * docs/decisions/0008-store.md}.
 */
package dev.luthier.store.sqlite;
