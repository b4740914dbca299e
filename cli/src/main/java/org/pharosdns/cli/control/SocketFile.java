package org.pharosdns.cli.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// The file of a Unix-domain socket that listens.
///
/// @param key what tells this file from a later one of the same name
record SocketFile(Path path, Object key) {
  /// What the kernel takes, in octets without the final NUL.
  private static final int MAX_PATH = 107;

  /// Binds `listener` to a file that is nobody else's at any moment: it is made in a folder that
  /// only this user may enter, given mode 0600, and then moved to its name.
  ///
  /// @throws RefusedException when somebody answers on `path`, or it is not a name for a socket
  static SocketFile bind(Path path, ServerSocketChannel listener)
      throws IOException, RefusedException {
    Path absolute = path.toAbsolutePath();
    refuseUnlessFree(absolute);
    Path folder = Objects.requireNonNull(absolute.getParent(), "a file has a folder");
    Files.createDirectories(folder);
    Path nursery = Files.createTempDirectory(folder, ".s");
    try {
      Path born = nursery.resolve("s");
      if (longest(absolute, born) > MAX_PATH) {
        throw new RefusedException(
            "the control socket "
                + absolute
                + " has a path that is too long for a socket: choose a"
                + " shorter one with `[admin] socket`");
      }
      listener.bind(UnixDomainSocketAddress.of(born));
      Files.setPosixFilePermissions(born, PosixFilePermissions.fromString("rw-------"));
      var file = new SocketFile(absolute, keyOf(born));
      Files.move(born, absolute, StandardCopyOption.ATOMIC_MOVE);
      return file;
    } finally {
      Files.deleteIfExists(nursery.resolve("s"));
      Files.delete(nursery);
    }
  }

  /// Whether a server answers on `path`.
  static boolean answers(Path path) {
    try (var probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static void refuseUnlessFree(Path path) throws IOException, RefusedException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    var attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isOther()) {
      throw new RefusedException("the control socket " + path + " exists and is no socket");
    }
    if (answers(path)) {
      throw new RefusedException("another server answers on the control socket " + path);
    }
  }

  private static int longest(Path one, Path other) {
    return Math.max(one.toString().getBytes(UTF_8).length, other.toString().getBytes(UTF_8).length);
  }

  private static Object keyOf(Path path) throws IOException {
    var attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return Objects.requireNonNull(attributes.fileKey(), "a POSIX file has a key");
  }

  /// Removes the file if it is still this one.
  void remove() throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && keyOf(path).equals(key)) {
      Files.delete(path);
    }
  }
}
