package dev.luthier.command;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folder that Linux shows of a process: proc(5). */
record ProcessFolder(Path path) {
  /** Of all processes; on other systems there is none. */
  static final Path ALL = Path.of("/proc");

  /** PF_KTHREAD of include/linux/sched.h. */
  private static final long KERNEL_THREAD = 0x00200000;

  static ProcessFolder of(ProcessHandle process) {
    return new ProcessFolder(ALL.resolve(Long.toString(process.pid())));
  }

  long pid() {
    return Long.parseLong(path.getFileName().toString());
  }

  boolean exists() {
    return Files.exists(path);
  }

  /** Whether this user may read the process's environment. */
  boolean isReadable() {
    return Files.isReadable(path.resolve("environ"));
  }

  /** The text of a file, or nothing when it cannot be read. */
  Optional<String> text(String name) {
    // Not through a channel: an interrupt would close that, and a process would be overlooked.
    try (InputStream file = new FileInputStream(path.resolve(name).toFile())) {
      return Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the process has ended, and is listed only because nobody has waited for it. {@link
   * ProcessHandle#isAlive} takes it for alive, for good where process 1 does not wait for orphans,
   * as in many containers.
   */
  boolean hasEnded() {
    List<String> status = status();
    return !status.isEmpty() && "ZX".contains(status.getFirst());
  }

  boolean isKernelThread() {
    List<String> status = status();
    return status.size() > 6 && (Long.parseLong(status.get(6)) & KERNEL_THREAD) != 0;
  }

  /** State, parent, group, session, terminal, its group, flags, …: what follows the name. */
  private List<String> status() {
    String text = text("stat").orElse("");
    // 123 (a program's name, which may have brackets) S 1 …
    int name = text.lastIndexOf(") ");
    return name < 0 ? List.of() : List.of(text.substring(name + 2).split(" ", -1));
  }
}
