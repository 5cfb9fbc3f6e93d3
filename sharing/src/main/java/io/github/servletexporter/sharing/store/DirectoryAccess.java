package io.github.servletexporter.sharing.store;

import io.github.servletexporter.base.LogText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;

/** Check of who can write to the directory of a store. */
final class DirectoryAccess {

  private DirectoryAccess() {}

  /**
   * Returns a warning if others than the user of this process can write to a directory, and so add,
   * replace and remove entries. Empty where a file system has no such permissions.
   */
  static Optional<String> warning(Path directory) {
    try {
      PosixFileAttributes attributes = Files.readAttributes(directory, PosixFileAttributes.class);
      Set<PosixFilePermission> permissions = attributes.permissions();
      boolean others =
          permissions.contains(PosixFilePermission.GROUP_WRITE)
              || permissions.contains(PosixFilePermission.OTHERS_WRITE);
      return others || !attributes.owner().equals(self(directory))
          ? Optional.of(
              "others can write to the directory of the shared store and falsify its metrics; give"
                  + " it to the user of this process alone; directory=\"%s\", owner=%s,"
                      .formatted(
                          LogText.printable(directory.toString()),
                          LogText.escaped(attributes.owner().getName()))
                  + " permissions="
                  + PosixFilePermissions.toString(permissions))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException unknown) {
      return Optional.empty();
    }
  }

  /** Returns the owner of a new file, because a user without an entry in passwd has no name. */
  private static UserPrincipal self(Path directory) throws IOException {
    Path probe = Files.createTempFile(directory, ".owner", ".tmp");
    try {
      return Files.getOwner(probe);
    } finally {
      Files.delete(probe);
    }
  }
}
