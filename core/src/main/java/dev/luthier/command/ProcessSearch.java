package dev.luthier.command;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks for the living processes of this user that carry a mark, again and again; there are none
 * where there is no {@code /proc}. The first look reads one small file for each process of the
 * machine, a later one those of processes that are new, and so is quick enough for processes that
 * keep starting one another.
 */
final class ProcessSearch {
  private final ProcessMark mark;

  /** Those without the mark; they will not get it, and live longer than this search. */
  private final Set<Path> others = new HashSet<>();

  /** Those that had ended at an earlier look, so that what they started is listed by now. */
  private final Set<Path> ended = new HashSet<>();

  private boolean certain = true;

  ProcessSearch(ProcessMark mark) {
    this.mark = mark;
  }

  /**
   * Looks once.
   *
   * @param found where the marked processes are added
   * @param onSight is given each of them at once
   * @return whether there was one
   */
  boolean look(Set<ProcessHandle> found, Consumer<ProcessHandle> onSight) {
    certain = true;
    if (mark.workers().isEmpty() || !Files.isDirectory(ProcessFolder.ALL)) {
      return false;
    }
    boolean any = false;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(ProcessFolder.ALL, "[0-9]*")) {
      for (Path folder : folders) {
        Optional<ProcessHandle> process =
            others.contains(folder) ? Optional.empty() : look(new ProcessFolder(folder));
        process.ifPresent(onSight);
        process.ifPresent(found::add);
        any |= process.isPresent();
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Without a list of processes there is nothing to find.
      return any;
    }
    return any;
  }

  /**
   * Whether the last look missed nothing. A process that was listed, and had gone when its
   * environment was to be read, may have left a child with the mark that was not yet listed. Where
   * none had gone nothing was missed: of processes that start one another, the one that lived when
   * the list was made was still there.
   */
  boolean isCertain() {
    return certain;
  }

  private Optional<ProcessHandle> look(ProcessFolder process) {
    switch (mark.look(process)) {
      case MARKED -> {
        // The handle remembers when its process began: so it never ends another one that got the
        // number later, provided that the mark is still there once one has the handle.
        Optional<ProcessHandle> handle =
            ProcessHandle.of(process.pid())
                .filter(_ -> mark.look(process) == ProcessMark.Sight.MARKED);
        certain &= handle.isPresent();
        return handle;
      }
      case OTHER -> others.add(process.path());
      case ENDED -> certain &= !ended.add(process.path());
      case CHANGING, GONE -> certain = false;
    }
    return Optional.empty();
  }
}
