package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client of two studies in one store, whose Luthier is killed again and again with many requests
 * under way, or with half a line written. Each time it starts another one, creates the studies as
 * before and repeats what was not answered: at the end everything is as if nothing had happened.
 * {@code -Dluthier.rpc.kills=40} kills that often.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class RpcKillTest {
  private static final int KILLS = Integer.getInteger("luthier.rpc.kills", 6);
  private static final long SEED = 40;

  /** A trial takes some four requests, a process lives for 60 on average: no end before a kill. */
  private static final int TRIALS = 40 + 20 * KILLS;

  private static final int MOST_REQUESTS_OF_A_LIFE = 120;
  private static final int MOST_UNDER_WAY = 64;

  /** The last requests of a life, after which nothing is read before the kill. */
  private static final int LAST_WORDS = 40;

  /** Time for all of them; a third of the kills come within a tenth of it. */
  private static final int LATEST_KILL_MICROSECONDS = 200_000;

  /** Answered calls that are repeated in every new process. */
  private static final int REPEATED = 5;

  @TempDir private Path folder;
  private final Random random = new Random(SEED);

  private final List<RpcDiary> diaries =
      Stream.of("left", "right and longer")
          .map(study -> new RpcDiary(study, TRIALS, random))
          .toList();

  /** In the order in which they were sent first. */
  private final Set<RpcCall> unanswered = new LinkedHashSet<>();

  private final List<RpcCall> answered = new ArrayList<>();
  private int life;

  @Test
  void killedInMidWriteAsIfNothingHadHappened() throws Exception {
    int halfLines = 0;
    int lost = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      boolean isHalf = random.nextBoolean();
      halfLines += isHalf ? 1 : 0;
      lost += liveAndBeKilled(1 + random.nextInt(MOST_REQUESTS_OF_A_LIFE), isHalf);
    }
    live(Integer.MAX_VALUE);
    assertEquals(Set.of(), unanswered);
    assertTrue(KILLS == 0 || lost > 0, "nothing was ever under way");
    for (RpcDiary diary : diaries) {
      RpcLedger.assertAsIfNothingHadHappened(diary, folder, store());
    }
    Files.writeString(
        Path.of("target", "RpcKillTest.txt"),
        "%d kills, %d of them after half a line, %d calls repeated, %d answered%n"
            .formatted(KILLS, halfLines, lost, answered.size()));
  }

  private Path store() {
    return folder.resolve("both.db");
  }

  /** A life of so many requests; returns how many calls its end left without a reply. */
  private int liveAndBeKilled(int requests, boolean isHalfLine) throws Exception {
    try (Life now = live(requests)) {
      Optional<RpcCall> last = now.next();
      assertTrue(last.isPresent() || !now.underWay.isEmpty(), "all was over after " + life);
      if (isHalfLine && last.isPresent()) {
        byte[] line = RpcProcess.line(0, last.get().method(), last.get().params());
        now.rpc.write(Arrays.copyOf(line, 1 + random.nextInt(line.length - 1)));
      }
      double early = random.nextDouble();
      now.rpc.killAfter((long) (early * early * LATEST_KILL_MICROSECONDS));
      if (random.nextBoolean()) {
        return unanswered.size(); // The replies on their way are lost, too.
      }
      for (Optional<RpcReply> reply = now.rpc.read(); reply.isPresent(); reply = now.rpc.read()) {
        now.take(reply.get());
      }
    }
    return unanswered.size();
  }

  /** A new process up to so many requests, or to the end. */
  private Life live(int requests) throws Exception {
    life++;
    Life now = new Life(RpcProcess.start(folder));
    int mostUnderWay = 1 + random.nextInt(MOST_UNDER_WAY);
    for (int sent = 0; sent < requests; ) {
      // First one: otherwise most would be killed before they have read anything.
      int most =
          !now.hasAnswered ? 1 : sent >= requests - LAST_WORDS ? Integer.MAX_VALUE : mostUnderWay;
      Optional<RpcCall> next = now.underWay.size() < most ? now.next() : Optional.empty();
      if (next.isPresent()) {
        now.send(next.get());
        sent++;
      } else if (now.underWay.isEmpty()) {
        assertEquals(0, now.rpc.end(), now.rpc::said);
        break;
      } else {
        now.take(now.rpc.require());
      }
    }
    return now;
  }

  /** One process, and what was said to it. */
  private final class Life implements AutoCloseable {
    private final RpcProcess rpc;
    private final Queue<RpcCall> first = new ArrayDeque<>();
    private final Map<Object, RpcCall> underWay = new HashMap<>();
    private boolean hasAnswered;
    private long requests;

    /** Studies come first, and again what may not have arrived; some of what has, too. */
    Life(RpcProcess rpc) {
      this.rpc = rpc;
      diaries.forEach(diary -> first.add(diary.create(store().toString())));
      Collections.shuffle(answered, random);
      answered.stream().filter(RpcCall::hasKey).limit(REPEATED).forEach(first::add);
      first.addAll(unanswered);
    }

    /** What to say now, if there is anything. It is as good as said. */
    Optional<RpcCall> next() {
      if (!first.isEmpty()) {
        return Optional.of(first.remove());
      }
      int which = random.nextInt(diaries.size());
      Optional<RpcCall> call =
          diaries.get(which).next().or(() -> diaries.get(diaries.size() - 1 - which).next());
      call.ifPresent(unanswered::add);
      return call;
    }

    void send(RpcCall call) throws IOException {
      call.sent(life, requests++);
      underWay.put(rpc.send(call.method(), call.params()), call);
    }

    void take(RpcReply reply) {
      hasAnswered = true;
      RpcCall call = underWay.remove(reply.id());
      assertTrue(call != null, () -> "nobody asked for " + reply);
      call.answered(reply);
      if (unanswered.remove(call)) {
        answered.add(call);
      }
    }

    @Override
    public void close() {
      rpc.close();
    }
  }
}
