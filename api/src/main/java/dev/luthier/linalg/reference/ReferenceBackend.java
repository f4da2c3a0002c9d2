package dev.luthier.linalg.reference;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendInfo;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.SessionRegistry;

/** Memory is the Java heap, so there is no pool to keep. */
final class ReferenceBackend implements Backend {

  static final String NAME = "reference";

  private final SessionRegistry sessions = new SessionRegistry();

  @Override
  public BackendInfo info() {
    return new BackendInfo(NAME, "plain Java", "one thread on Java " + Runtime.version().feature());
  }

  @Override
  public Session openSession() {
    return sessions.open(new ReferenceEngine());
  }

  @Override
  public void close() {
    sessions.close();
  }
}
