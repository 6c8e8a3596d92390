package io.goim.admin;

import io.goim.ops.DrainProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far the drain of a node is as bytes, from node to node; no bytes from a node that was not meant.
 * Stateless.
 */
final class DrainAnswer {

  private DrainAnswer() {}

  static byte[] encode(Optional<DrainProgress> answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (answer.isPresent()) {
        DrainProgress progress = answer.get();
        out.writeUTF(progress.phase().name());
        out.writeInt(progress.clientsLeft());
        out.writeLong(progress.told());
        out.writeLong(progress.closed());
        out.writeInt(progress.waitingFor().size());
        for (String step : progress.waitingFor()) {
          out.writeUTF(step);
        }
        out.writeLong(progress.millis());
        out.writeLong(progress.limitMillis());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads an answer.
   *
   * @throws IllegalArgumentException when it is none of this version
   */
  static Optional<DrainProgress> decode(byte[] bytes) {
    if (bytes.length == 0) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      DrainProgress.Phase phase = DrainProgress.Phase.valueOf(in.readUTF());
      int clients = in.readInt();
      long told = in.readLong();
      long closed = in.readLong();
      List<String> waitingFor = new ArrayList<>();
      for (int count = in.readInt(); count > 0; count--) {
        waitingFor.add(in.readUTF());
      }
      return Optional.of(
          new DrainProgress(
              phase, clients, told, closed, waitingFor, in.readLong(), in.readLong()));
    } catch (IOException e) {
      throw new IllegalArgumentException("the answer is cut off", e);
    }
  }
}
