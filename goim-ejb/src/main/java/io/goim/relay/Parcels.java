package io.goim.relay;

import io.goim.logic.PushOrigin;
import io.goim.logic.PushOriginCodec;
import io.goim.logic.QueuedPush;
import io.goim.protocol.queue.MalformedPushException;
import io.goim.protocol.queue.PushMessage;
import io.goim.protocol.queue.PushMessageCodec;
import io.goim.protocol.session.CloseReason;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Parcels as bytes: the kind, then its content. Stateless. */
final class Parcels {

  private static final int SMALL = 64;

  private Parcels() {}

  /** Pushes that a node offers to the queue host. */
  record Offer(long request, long sentAtMillis, List<QueuedPush> pushes) {}

  /** What became of a request. */
  record Answer(long request, Code code, String text) {

    /** In a word. */
    enum Code {
      /** The host has the pushes. */
      TAKEN,
      /** The node is not the host, or not yet; ask again. */
      NOT_HERE,
      /** The host's queue did not take them. */
      REFUSED,
      /** The push was met. */
      MET,
      /** The push was not met. */
      NEW
    }
  }

  /** A connection to be closed. */
  record Eviction(String key, long connection, CloseReason reason) {}

  /** Has the node met a push? */
  record Question(long request, PushOrigin origin) {}

  /** A question of an operator, or its answer. */
  record Call(long number, byte[] content) {}

  static byte[] push(PushMessage message, PushOrigin origin) {
    byte[] bytes = PushMessageCodec.encode(message);
    return Bytes.of(
        SMALL + bytes.length,
        out -> {
          out.writeByte(ParcelKind.PUSH.ordinal());
          PushOriginCodec.writeOptional(out, origin);
          Bytes.writeBytes(out, bytes);
        });
  }

  static QueuedPush readPush(DataInputStream in) throws IOException {
    PushOrigin origin = PushOriginCodec.readOptional(in);
    try {
      return new QueuedPush(origin, PushMessageCodec.decode(Bytes.readBytes(in)));
    } catch (MalformedPushException e) {
      throw new IOException(e);
    }
  }

  static byte[] eviction(Eviction eviction) {
    return Bytes.of(
        SMALL,
        out -> {
          out.writeByte(ParcelKind.EVICT.ordinal());
          out.writeUTF(eviction.key());
          out.writeLong(eviction.connection());
          out.writeUTF(eviction.reason().name());
        });
  }

  static Eviction readEviction(DataInputStream in) throws IOException {
    String key = in.readUTF();
    long connection = in.readLong();
    try {
      return new Eviction(key, connection, CloseReason.valueOf(in.readUTF()));
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
  }

  static byte[] offer(Offer offer) {
    return Bytes.of(
        SMALL,
        out -> {
          out.writeByte(ParcelKind.OFFER.ordinal());
          out.writeLong(offer.request());
          out.writeLong(offer.sentAtMillis());
          out.writeShort(offer.pushes().size());
          for (QueuedPush push : offer.pushes()) {
            writeQueued(out, push);
          }
        });
  }

  static Offer readOffer(DataInputStream in) throws IOException {
    long request = in.readLong();
    long sentAt = in.readLong();
    List<QueuedPush> pushes = new ArrayList<>();
    for (int count = in.readUnsignedShort(); count > 0; count--) {
      pushes.add(readPush(in));
    }
    return new Offer(request, sentAt, pushes);
  }

  static byte[] answer(Answer answer) {
    return Bytes.of(
        SMALL,
        out -> {
          out.writeByte(ParcelKind.ANSWER.ordinal());
          out.writeLong(answer.request());
          out.writeByte(answer.code().ordinal());
          out.writeUTF(answer.text());
        });
  }

  static Answer readAnswer(DataInputStream in) throws IOException {
    long request = in.readLong();
    int code = in.readUnsignedByte();
    if (code >= Answer.Code.values().length) {
      throw new IOException("answer " + code);
    }
    return new Answer(request, Answer.Code.values()[code], in.readUTF());
  }

  /** Copies by their number, which says in which order they came. */
  static byte[] keep(SortedMap<Long, QueuedPush> copies) {
    return Bytes.of(
        SMALL,
        out -> {
          out.writeByte(ParcelKind.KEEP.ordinal());
          out.writeInt(copies.size());
          for (SortedMap.Entry<Long, QueuedPush> copy : copies.entrySet()) {
            out.writeLong(copy.getKey());
            writeQueued(out, copy.getValue());
          }
        });
  }

  static SortedMap<Long, QueuedPush> readKeep(DataInputStream in) throws IOException {
    SortedMap<Long, QueuedPush> copies = new TreeMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      long number = in.readLong();
      copies.put(number, readPush(in));
    }
    return copies;
  }

  static byte[] forget(List<Long> numbers) {
    return Bytes.of(
        SMALL + numbers.size() * Long.BYTES,
        out -> {
          out.writeByte(ParcelKind.FORGET.ordinal());
          out.writeInt(numbers.size());
          for (long number : numbers) {
            out.writeLong(number);
          }
        });
  }

  static List<Long> readForget(DataInputStream in) throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      numbers.add(in.readLong());
    }
    return numbers;
  }

  static byte[] question(Question question) {
    return Bytes.of(
        SMALL,
        out -> {
          out.writeByte(ParcelKind.ASK.ordinal());
          out.writeLong(question.request());
          PushOriginCodec.writeOptional(out, question.origin());
        });
  }

  static Question readQuestion(DataInputStream in) throws IOException {
    return new Question(in.readLong(), PushOriginCodec.readOptional(in));
  }

  static byte[] call(Call call) {
    return call(ParcelKind.CALL, call);
  }

  static byte[] reply(Call reply) {
    return call(ParcelKind.REPLY, reply);
  }

  private static byte[] call(ParcelKind kind, Call call) {
    return Bytes.of(
        SMALL + call.content().length,
        out -> {
          out.writeByte(kind.ordinal());
          out.writeLong(call.number());
          Bytes.writeBytes(out, call.content());
        });
  }

  static Call readCall(DataInputStream in) throws IOException {
    return new Call(in.readLong(), Bytes.readBytes(in));
  }

  private static void writeQueued(DataOutputStream out, QueuedPush push) throws IOException {
    PushOriginCodec.writeOptional(out, push.origin());
    Bytes.writeBytes(out, PushMessageCodec.encode(push.message()));
  }
}
