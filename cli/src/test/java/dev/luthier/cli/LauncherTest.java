package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code luthier} in a small copy of the source tree, with JDKs and a Maven that only
 * say that they were called. Its usual folders are moved below the test's folder, so that the
 * machine's own JDKs are not found.
 */
final class LauncherTest {
  private static final Path SCRIPT = Path.of("..", "luthier").toAbsolutePath().normalize();
  @TempDir Path folder;
  private Path root;
  private Path tools;

  private record Ran(int code, String out, String err) {}

  @BeforeEach
  void copySources() throws IOException {
    // A blank in the path, as macOS's folders have them.
    root = Files.createDirectories(folder.toRealPath().resolve("a tree"));
    tools = Files.createDirectories(folder.resolve("tools"));
    String script =
        Files.readString(SCRIPT)
            .replaceAll("(?<= )(/(usr|opt|Library|home)[a-z0-9/.]*/?[^ ]*\\*)", folder + "$1");
    executable(root.resolve("luthier"), script);
    for (String source :
        List.of(
            "pom.xml",
            "core/src/main/java/A.java",
            "cli/pom.xml",
            "jmh-benchmarks/src/main/java/Bench.java",
            "examples/digits/pom.xml",
            "examples/digits/src/main/java/Digits.java",
            "examples/digits/study.yaml",
            "core/src/test/java/ATest.java")) {
      Path file = root.resolve(source);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
    }
    // Without cksum no AOT cache is made, in the background, while the folder is being deleted.
    for (String tool :
        List.of(
            "dirname",
            "readlink",
            "find",
            "head",
            "sed",
            "mkdir",
            "cat",
            "rm",
            "sleep",
            "touch",
            "grep",
            "awk",
            "ls",
            "sh")) {
      executable(tools.resolve(tool), "#!/bin/sh\nexec " + which(tool) + " \"$@\"\n");
    }
  }

  @Test
  void withoutJdkSaysWhatToInstall() throws Exception {
    jdk("jdk-17", "17.0.15");
    Ran ran = run(Map.of("JAVA_HOME", folder.resolve("jdk-17").toString()), "--version");
    assertEquals(3, ran.code);
    assertTrue(
        ran.err.startsWith("luthier: Luthier needs a JDK 25, and none was found\n"), ran.err);
    assertTrue(ran.err.contains("Install one"), ran.err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17.0.15", "24.0.2", "26", "250", "2.5"})
  void wrongJdkNamedByTheUserIsAnError(String version) throws Exception {
    jdk("usr/lib/jvm/jdk-25", "25.0.3");
    Path wrong = jdk("wrong", version);
    Ran ran = run(Map.of("LUTHIER_JAVA_HOME", wrong.toString()), "--version");
    assertEquals(3, ran.code);
    assertTrue(
        ran.err.startsWith("luthier: LUTHIER_JAVA_HOME = " + wrong + ": is not a JDK 25"), ran.err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"25", "25.0.3", "25-ea", "25.0.1+8"})
  void everyJdk25IsWelcome(String version) throws Exception {
    maven("3.8.7");
    Path jdk = jdk("some where", version);
    assertEquals(jdk, javaUsed(Map.of("LUTHIER_JAVA_HOME", jdk.toString())));
  }

  @Test
  void searchOrder() throws Exception {
    maven("3.8.7");
    Path usual = jdk("usr/lib/jvm/jdk-25", "25.0.3");
    jdk("usr/lib/jvm/jdk-21", "21.0.1");
    assertEquals(usual, javaUsed(Map.of()));
    Path onPath = jdk("elsewhere/jdk", "25.0.3");
    Path link = Files.createSymbolicLink(folder.resolve("link"), onPath.resolve("bin/java"));
    Files.createSymbolicLink(tools.resolve("java"), link);
    assertEquals(onPath, javaUsed(Map.of()));
    Path javaHome = jdk("java-home", "25.0.3");
    assertEquals(javaHome, javaUsed(Map.of("JAVA_HOME", javaHome.toString())));
    Path old = jdk("old", "17.0.1");
    assertEquals(onPath, javaUsed(Map.of("JAVA_HOME", old.toString())));
    Path chosen = jdk("chosen", "25.0.3");
    assertEquals(
        chosen,
        javaUsed(Map.of("JAVA_HOME", javaHome.toString(), "LUTHIER_JAVA_HOME", chosen.toString())));
  }

  @Test
  void withoutMavenSaysWhatToInstall() throws Exception {
    jdk("usr/lib/jvm/jdk-25", "25.0.3");
    Ran ran = run(Map.of(), "--version");
    assertEquals(3, ran.code);
    assertTrue(ran.err.contains("Install Maven 3.8 or newer"), ran.err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.6.3", "2.2.1"})
  void oldMavenIsNotEnough(String version) throws Exception {
    jdk("usr/lib/jvm/jdk-25", "25.0.3");
    maven(version);
    Ran ran = run(Map.of(), "--version");
    assertEquals(3, ran.code);
    assertTrue(ran.err.contains("with Maven 3.8 or newer"), ran.err);
  }

  @Test
  void buildsOnceAndAgainAfterAChange() throws Exception {
    Path jdk = jdk("usr/lib/jvm/jdk-25", "25.0.3");
    maven("3.9.9");
    Ran first = run(Map.of(), "tune", "x y.yaml");
    assertEquals(0, first.code, first.err);
    assertTrue(first.err.startsWith("Building Luthier"), first.err);
    assertTrue(first.out.contains("-m dev.luthier.cli/dev.luthier.cli.Main tune x y.yaml"));
    assertTrue(mavenCalls().getFirst().startsWith(jdk + " "), "Maven runs on the JDK we found");
    assertTrue(mavenCalls().getFirst().endsWith("-pl cli -am package"));
    assertEquals("", run(Map.of(), "--version").err);
    change("core/src/test/java/ATest.java");
    change("examples/digits/src/main/java/Digits.java");
    run(Map.of(), "--version");
    assertEquals(1, mavenCalls().size(), "tests and examples are no part of the command");
    change("core/src/main/java/A.java");
    run(Map.of(), "--version");
    assertEquals(2, mavenCalls().size());
  }

  @Test
  void buildsTheExampleWhoseStudyIsTuned() throws Exception {
    jdk("usr/lib/jvm/jdk-25", "25.0.3");
    maven("3.8.7");
    run(Map.of(), "--version");
    run(Map.of(), "tune", root.resolve("examples/digits/study.yaml").toString());
    run(Map.of(), "tune", root.resolve("examples/digits/study.yaml").toString());
    assertEquals(2, mavenCalls().size());
    assertTrue(mavenCalls().getLast().endsWith("-pl examples/digits -am package"));
    Files.delete(root.resolve("examples/digits/target/digits.jar"));
    change("cli/pom.xml");
    run(Map.of(), "tune", root.resolve("examples/digits/study.yaml").toString());
    assertTrue(mavenCalls().getLast().endsWith("-pl cli,examples/digits -am package"));
  }

  @Test
  void benchmarksAreBuiltAndStartedApartFromTheCommand() throws Exception {
    jdk("usr/lib/jvm/jdk-25", "25.0.3");
    maven("3.8.7");
    Ran bench = run(Map.of("LUTHIER_JAVA_OPTIONS", "-Xmx8g"), "bench", "quality", "--seeds", "0-9");
    assertEquals(0, bench.code, bench.err);
    assertTrue(
        bench.out.endsWith(
            " -Xmx8g -cp "
                + root
                + "/jmh-benchmarks/target/luthier/lib/* dev.luthier.bench.Main quality --seeds"
                + " 0-9\n"),
        bench.out);
    assertTrue(mavenCalls().getFirst().endsWith("-pl jmh-benchmarks -am package"));
    change("cli/pom.xml");
    assertEquals("", run(Map.of(), "bench", "quality").err);
    assertEquals(1, mavenCalls().size(), "the command is no part of the benchmarks");
  }

  @Test
  void changedBenchmarksAreNoReasonToBuildTheCommand() throws Exception {
    jdk("usr/lib/jvm/jdk-25", "25.0.3");
    maven("3.8.7");
    run(Map.of(), "--version");
    run(Map.of(), "bench");
    change("jmh-benchmarks/src/main/java/Bench.java");
    assertEquals("", run(Map.of(), "--version").err);
    assertEquals(2, mavenCalls().size());
    run(Map.of(), "bench");
    assertEquals(3, mavenCalls().size());
    assertTrue(mavenCalls().getLast().endsWith("-pl jmh-benchmarks -am package"));
  }

  @Test
  void failedBuildShowsErrorsAndLog() throws Exception {
    jdk("usr/lib/jvm/jdk-25", "25.0.3");
    maven("3.8.7");
    Files.writeString(root.resolve("broken"), "");
    Ran ran = run(Map.of(), "--version");
    assertEquals(3, ran.code);
    assertTrue(ran.err.contains("[ERROR] does not compile\n"), ran.err);
    assertTrue(ran.err.contains(root.resolve("target/luthier-build.log").toString()), ran.err);
    Files.delete(root.resolve("broken"));
    assertEquals(0, run(Map.of(), "--version").code);
  }

  @Test
  void lockOfADeadProcessIsTakenOver() throws Exception {
    jdk("usr/lib/jvm/jdk-25", "25.0.3");
    maven("3.8.7");
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path lock = Files.createDirectories(root.resolve("target/luthier-build.lock"));
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
    assertEquals(0, run(Map.of(), "--version").code);
    assertFalse(Files.exists(lock));
  }

  @Test
  void worksThroughLinksAndPassesOptions() throws Exception {
    jdk("usr/lib/jvm/jdk-25", "25.0.3");
    maven("3.8.7");
    Path link = Files.createSymbolicLink(folder.resolve("first"), root.resolve("luthier"));
    Path second = Files.createSymbolicLink(tools.resolve("second"), Path.of("..", "first"));
    assertTrue(Files.exists(link) && Files.exists(second));
    Ran ran = run(second, Map.of("LUTHIER_JAVA_OPTIONS", "-Xmx8g -Dpattern=*"), "doctor");
    assertEquals(0, ran.code, ran.err);
    assertTrue(ran.out.contains(" -Xmx8g -Dpattern=* -p " + root + "/cli/target/luthier/lib"));
    assertTrue(ran.out.endsWith(" doctor\n"));
  }

  private Path javaUsed(Map<String, String> environment) throws Exception {
    Ran ran = run(environment, "--version");
    assertEquals(0, ran.code, ran.err);
    return Path.of(ran.out.substring(0, ran.out.indexOf("/bin/java ")));
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = folder.toRealPath().resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\nJAVA_VERSION_DATE=\"2025-01-01\"");
    executable(home.resolve("bin/java"), "#!/bin/sh\necho \"" + home + "/bin/java $*\"\n");
    executable(home.resolve("bin/javac"), "#!/bin/sh\n");
    return home;
  }

  private void maven(String version) throws IOException {
    executable(
        tools.resolve("mvn"),
        """
        #!/bin/sh
        if [ "$1" = -v ]; then echo "Apache Maven %s (abc)"; exit; fi
        echo "$JAVA_HOME $*" >>"$ROOT/maven-calls"
        [ ! -e "$ROOT/broken" ] || { echo "[ERROR] does not compile"; exit 1; }
        mkdir -p "$ROOT/cli/target/luthier/lib"
        case $* in *"-pl cli"*) : >"$ROOT/cli/target/luthier/lib/luthier-cli.jar" ;; esac
        case $* in *"-pl jmh-benchmarks"*)
          mkdir -p "$ROOT/jmh-benchmarks/target/luthier/lib"
          : >"$ROOT/jmh-benchmarks/target/luthier/lib/luthier-jmh-benchmarks.jar" ;;
        esac
        case $* in *examples/digits*)
          mkdir -p "$ROOT/examples/digits/target/classes"
          : >"$ROOT/examples/digits/target/digits.jar" ;;
        esac
        """
            .formatted(version));
  }

  private List<String> mavenCalls() throws IOException {
    return Files.readAllLines(root.resolve("maven-calls"));
  }

  private void change(String source) throws IOException {
    Files.setLastModifiedTime(root.resolve(source), FileTime.from(Instant.now().plusSeconds(5)));
  }

  private Ran run(Map<String, String> environment, String... words) throws Exception {
    return run(root.resolve("luthier"), environment, words);
  }

  private Ran run(Path script, Map<String, String> environment, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
    command.addAll(List.of(words));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("ROOT", root.toString());
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    return new Ran(code, Files.readString(out), Files.readString(err));
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path which(String tool) {
    return Stream.of("/bin", "/usr/bin")
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
