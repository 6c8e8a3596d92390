package io.goim.web.push;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request that also offers to upgrade its connection, as the JDK's HTTP client does
 * with {@code Upgrade: h2c} unless told otherwise. The listener declines the upgrade but then hands on
 * the connection's bytes without an end, so the end is where the request's length says. NOT thread
 * safe.
 */
final class DeclaredBody extends ServletInputStream {

  private final InputStream connection;
  private final boolean known;
  private long left;

  /**
   * @param length of the body in bytes; negative counts as none
   */
  DeclaredBody(InputStream connection, long length) {
    this(connection, true, length);
  }

  private DeclaredBody(InputStream connection, boolean known, long length) {
    this.connection = connection;
    this.known = known;
    this.left = length;
  }

  /** A body whose length is not declared: reading it is refused rather than guessed. */
  static DeclaredBody withoutLength(InputStream connection) {
    return new DeclaredBody(connection, false, 1);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (!known) {
      throw BadParameterException.upgradeWithoutLength();
    }
    if (left <= 0) {
      return -1;
    }
    int n = connection.read(target, offset, (int) Math.min(left, length));
    left -= Math.max(n, 0);
    return n;
  }

  @Override
  public boolean isFinished() {
    return left <= 0;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setReadListener(ReadListener listener) {
    throw new IllegalStateException("read without waiting is not offered here");
  }
}
