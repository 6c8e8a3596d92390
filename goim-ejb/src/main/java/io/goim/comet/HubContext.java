package io.goim.comet;

import io.goim.config.CometSettings;
import java.util.function.LongSupplier;

/**
 * What every bucket of a hub shares. Thread safe, as its parts are.
 *
 * @param nanos time in nanoseconds from an arbitrary start, as {@link System#nanoTime()} has it
 * @param patienceNanos longest wait for a place in a bucket's queue
 */
record HubContext(
    CometSettings settings,
    ClientSessions sessions,
    OnlineElsewhere elsewhere,
    HubEvents events,
    LongSupplier nanos,
    long patienceNanos,
    KeyIndex keys,
    RoomIndex rooms,
    AddressCounts addresses,
    Admission admission,
    TrafficLimit traffic,
    LoginsUnderWay logins,
    TextCodec texts,
    HubDrain drain,
    LiveTraces traces) {

  HubContext(
      CometSettings settings,
      ClientSessions sessions,
      OnlineElsewhere elsewhere,
      HubEvents events,
      LongSupplier nanos,
      long patienceNanos) {
    this(
        settings,
        sessions,
        elsewhere,
        events,
        nanos,
        patienceNanos,
        new KeyIndex(),
        new RoomIndex(),
        new AddressCounts(),
        new Admission(settings.limits(), settings.proxies(), nanos),
        new TrafficLimit(settings.limits().packetsPerSecond(), settings.limits().bytesPerSecond()),
        new LoginsUnderWay(),
        new TextCodec(),
        new HubDrain(),
        new LiveTraces(nanos));
  }

  /** Deliveries that were owed and will not happen, found out before anybody tried. */
  void lost(DropReason reason, long count) {
    if (count > 0) {
      events.targeted(count);
      events.dropped(reason, count);
    }
  }
}
