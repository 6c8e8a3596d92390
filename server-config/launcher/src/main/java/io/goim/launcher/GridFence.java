package io.goim.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The door in the grid's port: before a byte of a connection gets to the grid, both ends prove that they
 * know the cluster's secret, without telling it. Thread safe; blocks for {@link #PATIENCE} at most.
 *
 * <pre>
 *   who connects                                        who accepts
 *   "GOIM1" nonce c (32) ──────────────────────────────►
 *        ◄───────── nonce a (32)  HMAC(secret, "accept" c a)
 *   HMAC(secret, "connect" c a) ───────────────────────►
 *        ◄───────── 1
 * </pre>
 *
 * <p>HMAC-SHA256; the words keep an answer of one end from being sent back as one's own. Wrong first
 * bytes are refused at once: the node that looks whether another is frozen waits for any answer.
 */
public final class GridFence {

  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final byte[] HELLO = "GOIM1".getBytes(StandardCharsets.US_ASCII);
  private static final int NONCE = 32;
  private static final int PROOF = 32;
  private static final String ALGORITHM = "HmacSHA256";

  /** Set before the grid is made; null where it stays open. */
  private static volatile GridFence current;

  private final SecretKeySpec secret;
  private final SecureRandom random = new SecureRandom();

  GridFence(byte[] secret) {
    this.secret = new SecretKeySpec(secret, ALGORITHM);
  }

  /** Fences the grid that is made next; no bytes leave it open. */
  static void install(byte[] secret) {
    current = secret.length == 0 ? null : new GridFence(secret);
  }

  /** The fence of this process, or null. */
  public static GridFence current() {
    return current;
  }

  /**
   * A connection has been made to another member.
   *
   * @throws IOException when the other does not prove itself, or refuses us
   */
  public void connected(Socket socket) throws IOException {
    socket.setSoTimeout((int) PATIENCE.toMillis());
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    byte[] ours = nonce();
    out.write(join(HELLO, ours));
    byte[] theirs = read(in, NONCE);
    check(read(in, PROOF), proof("accept", ours, theirs));
    out.write(proof("connect", ours, theirs));
    if (in.read() != 1) {
      throw new IOException("the other member refuses this one: is goim.cluster.secret the same?");
    }
    socket.setSoTimeout(0);
  }

  /**
   * Somebody has connected.
   *
   * @throws IOException when it does not prove itself
   */
  public void accepted(Socket socket) throws IOException {
    socket.setSoTimeout((int) PATIENCE.toMillis());
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    for (byte expected : HELLO) {
      if (in.read() != expected) {
        throw new IOException("a stranger speaks to the grid's port");
      }
    }
    byte[] theirs = read(in, NONCE);
    byte[] ours = nonce();
    out.write(join(ours, proof("accept", theirs, ours)));
    check(read(in, PROOF), proof("connect", theirs, ours));
    out.write(1);
    socket.setSoTimeout(0);
  }

  private byte[] nonce() {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    return nonce;
  }

  private byte[] proof(String who, byte[] connecting, byte[] accepting) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update(who.getBytes(StandardCharsets.US_ASCII));
      mac.update(connecting);
      return mac.doFinal(accepting);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  private static void check(byte[] presented, byte[] expected) throws IOException {
    if (!MessageDigest.isEqual(presented, expected)) {
      throw new IOException("the other end does not know goim.cluster.secret");
    }
  }

  private static byte[] read(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("the other end hung up: is goim.cluster.secret the same?");
    }
    return bytes;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
