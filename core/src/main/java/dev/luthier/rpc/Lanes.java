package dev.luthier.rpc;

import dev.luthier.rpc.Incoming.Request;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Keeps the requests of each study in order: whoever brings the first one works through all that
 * come meanwhile. Thread-safe.
 */
final class Lanes {
  /** More than any client has use for. */
  private static final int MOST_OF_ONE_STUDY = 10_000;

  /** One that is as long and as full as a line may be, and as much again. */
  private static final long MOST_BYTES = 6 * LineInput.LONGEST;

  private final Map<String, Queue<Request>> lanes = new HashMap<>();
  private long bytes;

  /** What becomes of a request. */
  enum Admission {
    /** It is the first: to be worked on by whoever brought it. */
    FIRST,
    /** Somebody is at work on an earlier one. */
    WAITS,
    /** Too many wait. */
    BUSY
  }

  synchronized Admission add(String study, Request request) {
    Queue<Request> lane = lanes.getOrDefault(study, new ArrayDeque<>());
    if (lane.size() >= MOST_OF_ONE_STUDY || bytes + request.weight() > MOST_BYTES) {
      return Admission.BUSY;
    }
    lanes.put(study, lane);
    lane.add(request);
    bytes += request.weight();
    return lane.size() == 1 ? Admission.FIRST : Admission.WAITS;
  }

  /**
   * Takes note that the first request of a study has been answered.
   *
   * @return whether another one waits
   */
  synchronized boolean isNextAfterFirst(String study) {
    Queue<Request> lane = lane(study);
    bytes -= lane.remove().weight();
    if (lane.isEmpty()) {
      lanes.remove(study);
      return false;
    }
    return true;
  }

  synchronized Request first(String study) {
    return lane(study).element();
  }

  private Queue<Request> lane(String study) {
    Queue<Request> lane = lanes.get(study);
    if (lane == null) {
      throw new IllegalStateException("nobody works on " + study);
    }
    return lane;
  }
}
