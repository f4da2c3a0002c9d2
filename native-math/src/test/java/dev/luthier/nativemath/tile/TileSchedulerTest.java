package dev.luthier.nativemath.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TileSchedulerTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void everyTileIsComputedOnceRunAfterRun(int threads) {
    try (TileScheduler scheduler = new TileScheduler(threads)) {
      var times = new AtomicIntegerArray(100);
      Tiles tiles = tiles(times::incrementAndGet);
      for (int run = 0; run < 1_000; run++) {
        scheduler.run(tiles, run % 101);
      }
      int[] expected = new int[100];
      for (int tile = 0; tile < 100; tile++) {
        int wanted = 0;
        for (int run = 0; run < 1_000; run++) {
          wanted += tile < run % 101 ? 1 : 0;
        }
        expected[tile] = wanted;
      }
      int[] actual = new int[100];
      Arrays.setAll(actual, times::get);
      assertArrayEquals(expected, actual);
    }
  }

  @Test
  void twoTilesAreComputedAtTheSameTime() {
    try (TileScheduler scheduler = new TileScheduler(2)) {
      var both = new CountDownLatch(2);
      scheduler.run(
          tiles(
              _ -> {
                both.countDown();
                await(both);
              }),
          2);
      assertEquals(0, both.getCount());
    }
  }

  @Test
  void noMoreThreadsComputeThanTheBoundHoweverManyCall() throws Exception {
    try (TileScheduler scheduler = new TileScheduler(3);
        ExecutorService callers = Executors.newFixedThreadPool(16)) {
      var computing = new AtomicInteger();
      var most = new AtomicInteger();
      // The first tile waits for a second one, so that sharing does not depend on who is lucky.
      var shared = new CountDownLatch(2);
      List<Future<?>> calls = new ArrayList<>();
      for (int call = 0; call < 200; call++) {
        Tiles tiles =
            tiles(
                _ -> {
                  most.accumulateAndGet(computing.incrementAndGet(), Math::max);
                  shared.countDown();
                  await(shared);
                  computing.decrementAndGet();
                });
        calls.add(callers.submit(() -> scheduler.run(tiles, 20)));
      }
      for (Future<?> call : calls) {
        call.get();
      }
      assertTrue(most.get() <= 3, () -> most + " threads computed, the bound is 3");
      assertTrue(most.get() >= 2, "nothing was shared");
    }
  }

  @Test
  void whatATileThrowsIsThrownToTheCallerAndTheNextRunIsWhole() {
    try (TileScheduler scheduler = new TileScheduler(4)) {
      var failure = new IllegalStateException("tile 7");
      var computed = ConcurrentHashMap.<Integer>newKeySet();
      var broken = new boolean[] {true};
      Tiles tiles =
          tiles(
              tile -> {
                if (broken[0] && tile == 7) {
                  throw failure;
                }
                computed.add(tile);
              });
      assertSame(
          failure, assertThrows(IllegalStateException.class, () -> scheduler.run(tiles, 50)));
      broken[0] = false;
      computed.clear();
      scheduler.run(tiles, 50);
      assertEquals(50, computed.size());
    }
  }

  @Test
  void anInterruptedCallerFinishesAndStaysInterrupted() {
    try (TileScheduler scheduler = new TileScheduler(2)) {
      Set<Integer> computed = ConcurrentHashMap.newKeySet();
      Thread.currentThread().interrupt();
      scheduler.run(tiles(computed::add), 10);
      assertTrue(Thread.interrupted());
      assertEquals(10, computed.size());
    }
  }

  @Test
  void aClosedSchedulerComputesInTheCallersThread() {
    var scheduler = new TileScheduler(2);
    scheduler.close();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    scheduler.run(tiles(_ -> threads.add(Thread.currentThread())), 10);
    assertEquals(Set.of(Thread.currentThread()), threads);
  }

  @Test
  void helpersEndWhenTheSchedulerIsClosed() throws Exception {
    var helper = new Thread[1];
    try (TileScheduler scheduler = new TileScheduler(2)) {
      Thread caller = Thread.currentThread();
      var both = new CountDownLatch(2);
      scheduler.run(
          tiles(
              _ -> {
                both.countDown();
                await(both);
                if (Thread.currentThread() != caller) {
                  helper[0] = Thread.currentThread();
                }
              }),
          2);
    }
    helper[0].join();
  }

  private static Tiles tiles(IntConsumer compute) {
    return new Tiles() {
      @Override
      protected void compute(int tile) {
        compute.accept(tile);
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
