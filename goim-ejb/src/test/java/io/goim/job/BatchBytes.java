package io.goim.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Looks into batches for tests of other packages. */
public final class BatchBytes {

  private BatchBytes() {}

  /** The push messages of a batch. */
  public static List<byte[]> read(byte[] batch) {
    return parts(batch).stream().map(PushBatch.Part::message).toList();
  }

  /** The pushes of a batch. */
  public static List<PushBatch.Part> parts(byte[] batch) {
    try {
      return PushBatch.decode(batch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
