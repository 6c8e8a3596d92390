package io.goim.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A server that serves one client by a script. Closing it waits for the script and fails when the script
 * failed; a client that closes ends a script that still reads.
 */
final class FakeServer implements AutoCloseable {

  /** What the server does with its client. */
  interface Script {
    void run(FakePeer peer) throws Exception;
  }

  private final ServerSocket listener;
  private final Speech speech;
  private final CompletableFuture<Void> script = new CompletableFuture<>();

  FakeServer(Speech speech, Script steps) throws IOException {
    this(speech, new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), steps);
  }

  FakeServer(Speech speech, ServerSocket listener, Script steps) {
    this.speech = speech;
    this.listener = listener;
    Thread thread = new Thread(() -> serve(steps), "fake-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Where it listens, as clients write it. */
  String url() {
    return speech == Speech.TCP ? "tcp://127.0.0.1:" + port() : "ws://127.0.0.1:" + port() + "/sub";
  }

  /** A client in the making that speaks as this server does. */
  GoimClientBuilder client() {
    GoimClientBuilder builder = GoimClient.to(url());
    return speech == Speech.TEXT ? builder.text() : builder;
  }

  @Override
  public void close() throws IOException {
    try {
      script.orTimeout(10, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new AssertionError("the script failed", e.getCause());
    } finally {
      listener.close();
    }
  }

  private void serve(Script steps) {
    try (Socket socket = listener.accept();
        FakePeer peer = peer(socket)) {
      steps.run(peer);
      script.complete(null);
    } catch (EOFException e) {
      script.complete(null);
    } catch (Throwable e) {
      script.completeExceptionally(e);
    }
  }

  private FakePeer peer(Socket socket) throws IOException {
    return speech == Speech.TCP
        ? new FakeTcpPeer(socket)
        : new FakeWebSocketPeer(socket, speech == Speech.TEXT);
  }
}
