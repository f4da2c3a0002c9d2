package dev.luthier.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A request of a diary, and what became of it. Confined to one thread. */
final class RpcCall {
  private final RpcDiary diary;
  private final String method;
  private final Map<String, Object> params;
  private int count;

  /** When it was last sent: in which process, and as which request of that. */
  private int life;

  private long order;
  private boolean isDurable;
  private Optional<RpcReply> reply = Optional.empty();

  RpcCall(RpcDiary diary, String method, Map<String, Object> params) {
    this.diary = diary;
    this.method = method;
    this.params = params;
  }

  String method() {
    return method;
  }

  Map<String, Object> params() {
    return params;
  }

  void requireCount(int trials) {
    count = trials;
  }

  /** How many trials an ask must get. */
  int count() {
    return count;
  }

  /** Whether it may be repeated whatever came of it. */
  boolean hasKey() {
    return params.containsKey("key");
  }

  void sent(int inLife, long as) {
    life = inLife;
    order = as;
  }

  /** Takes its reply: the first, or another one, which must be the same. */
  void answered(RpcReply to) {
    if (to.error().isPresent()) {
      throw new AssertionError(this + " is answered with " + to);
    }
    if (reply.isPresent()) {
      requireSame(to);
      return;
    }
    reply = Optional.of(to);
    diary.answered(this, to);
  }

  /** That no more trials come may have become true meanwhile. */
  private void requireSame(RpcReply to) {
    Map<Object, Object> first = new HashMap<>(reply().result());
    Map<Object, Object> again = new HashMap<>(to.result());
    first.remove("done");
    again.remove("done");
    if (!first.equals(again)) {
      throw new AssertionError(this + " is answered with " + first + ", again with " + again);
    }
  }

  /** The reply that came first; there is one. */
  RpcReply reply() {
    return reply.orElseThrow(() -> new AssertionError("never answered: " + this));
  }

  /** Another call of the study is on the disk, and with it all that the same process did before. */
  void isDurableWith(RpcCall other) {
    isDurable |= life == other.life && order < other.order;
  }

  /** Whether somebody could know that it is on the disk. */
  boolean isDurable() {
    return isDurable;
  }

  @Override
  public String toString() {
    return method + params;
  }
}
