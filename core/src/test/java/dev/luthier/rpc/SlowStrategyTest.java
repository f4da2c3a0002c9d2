package dev.luthier.rpc;

import static dev.luthier.rpc.RpcFixture.at;
import static dev.luthier.rpc.RpcFixture.numbers;
import static dev.luthier.rpc.RpcFixture.study;
import static dev.luthier.rpc.RpcFixture.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.json.JsonNull;
import dev.luthier.rpc.RpcClient.Reply;
import dev.luthier.strategy.StrategyProvider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A strategy that takes its time holds up its own study and no other. The service runs in a class
 * loader of its own, in which there is such a strategy.
 */
final class SlowStrategyTest {
  private static final Map<String, Object> ASK = Map.of("study", "slow");

  @TempDir private Path folder;
  private URLClassLoader loader = new URLClassLoader(new URL[0]);
  private Semaphore permits = new Semaphore(0);
  private Semaphore waiting = new Semaphore(0);

  @BeforeEach
  void load() throws IOException, ReflectiveOperationException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(StrategyProvider.class.getName()), SlowStrategyProvider.class.getName());
    List<URL> path = new ArrayList<>(List.of(folder.toUri().toURL()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(url(entry));
    }
    loader = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Class<?> provider = loader.loadClass(SlowStrategyProvider.class.getName());
    permits = (Semaphore) provider.getField("PERMITS").get(null);
    waiting = (Semaphore) provider.getField("WAITING").get(null);
  }

  @AfterEach
  void unload() throws IOException {
    loader.close();
  }

  @Test
  void anotherStudyIsNotHeldUpAndTheOwnOneKeepsItsOrder() throws Exception {
    try (RpcClient client = RpcClient.start(this::serve)) {
      client.call("study.create", slow());
      client.call("study.create", study("fast"));
      CompletableFuture<Reply> asked = client.send("study.ask", ASK);
      CompletableFuture<Reply> best = client.send("study.best", ASK);
      CompletableFuture<Reply> created = client.send("study.create", slow());
      CompletableFuture<Reply> again = client.send("study.ask", ASK);
      awaitProposal();
      for (int i = 0; i < 20; i++) {
        Map<String, Object> fast = client.call("study.ask", Map.of("study", "fast"));
        assertEquals(List.of((long) i), numbers(fast));
        Map<String, Object> tell = Map.of("study", "fast", "number", i, "values", i);
        assertEquals(Map.of("state", "completed"), client.call("study.tell", tell));
      }
      assertEquals(2, RpcFixture.list(client.call("study.list", Map.of()), "studies").size());
      client.call("rpc.hello", Map.of());
      client.call("study.create", study("third"));
      assertFalse(asked.isDone() || best.isDone() || created.isDone() || again.isDone());
      permits.release();
      assertEquals(List.of(0L), numbers(RpcClient.await(asked).result()));
      assertEquals(JsonNull.NULL, RpcClient.await(best).result().get("trial"));
      assertEquals(1L, RpcClient.await(created).result().get("trials"));
      awaitProposal();
      assertFalse(again.isDone());
      permits.release();
      assertEquals(List.of(1L), numbers(RpcClient.await(again).result()));
    }
  }

  @Test
  void moreStudiesThanThreadsMayBeSlow() throws Exception {
    try (RpcClient client = RpcClient.start(this::serve)) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        replies.add(client.send("study.create", with(slow(), "name", "s" + i)));
        replies.add(client.send("study.ask", Map.of("study", "s" + i)));
      }
      permits.release(40);
      for (CompletableFuture<Reply> reply : replies) {
        RpcClient.await(reply).result();
      }
    }
  }

  @Test
  void aTimeoutBoundsTheWaitingWithOneTrialAtLeast() throws Exception {
    try (RpcClient client = RpcClient.start(this::serve)) {
      client.call("study.create", slow());
      Map<String, Object> ask = with(with(ASK, "count", 10), "timeout_ms", 0);
      CompletableFuture<Reply> reply = client.send("study.ask", ask);
      awaitProposal();
      permits.release();
      Map<String, Object> asked = RpcClient.await(reply).result();
      assertEquals(List.of(0L), numbers(asked));
      assertEquals(JsonNull.NULL, asked.get("done"));
      assertFalse(waiting.tryAcquire(), "no second proposal was begun");
    }
  }

  @Test
  void whatHasBeenEnqueuedNeedsNoProposal() throws Exception {
    try (RpcClient client = RpcClient.start(this::serve)) {
      client.call("study.create", slow());
      client.call("study.enqueue", with(ASK, "parameters", Map.of("x", 0.5)));
      Map<String, Object> ask = with(with(ASK, "count", 10), "timeout_ms", 0);
      Map<String, Object> asked = client.call("study.ask", ask);
      assertEquals(0.5, at(asked, "trials.0.parameters.x"));
      assertEquals(1, numbers(asked).size());
      assertFalse(waiting.tryAcquire());
    }
  }

  @Test
  void theEndOfTheInputWaitsForWhatIsUnderWay() throws Exception {
    CompletableFuture<Reply> reply;
    try (RpcClient client = RpcClient.start(this::serve)) {
      client.call("study.create", slow());
      reply = client.send("study.ask", ASK);
      awaitProposal();
      permits.release();
    }
    assertEquals(List.of(0L), numbers(RpcClient.await(reply).result()));
  }

  private void awaitProposal() throws InterruptedException {
    assertTrue(waiting.tryAcquire(60, TimeUnit.SECONDS), "the strategy was not asked");
  }

  private static Map<String, Object> slow() {
    return with(study("slow"), "strategy", Map.of("name", "slow"));
  }

  private static URL url(String entry) throws MalformedURLException {
    return Path.of(entry).toUri().toURL();
  }

  private void serve(InputStream in, OutputStream out) throws IOException {
    try {
      Class<?> type = loader.loadClass(RpcServer.class.getName());
      Object server =
          type.getConstructor(InputStream.class, OutputStream.class, Clock.class)
              .newInstance(in, out, Clock.systemUTC());
      type.getMethod("serve").invoke(server);
    } catch (InvocationTargetException e) {
      throw new IOException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
