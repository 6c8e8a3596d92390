package io.goim.metrics;

import static io.goim.metrics.Metric.counter;
import static io.goim.metrics.Metric.gauge;
import static io.goim.metrics.Metric.times;

import java.util.List;
import java.util.stream.Stream;

/** Every metric of a node, in the order of the table in docs/OPERATIONS.md. */
final class MetricCatalogue {

  /**
   * Metrics that belong together.
   *
   * @param title as a heading
   */
  record Section(String title, List<Metric> metrics) {}

  /** Counters that the catalogue does not know. */
  static final Metric OTHER =
      counter("goim_events_total", "", "whatever else the node counts").by("event", "reason");

  private static final Section PUSHES =
      new Section(
          "Pushes",
          List.of(
              counter("goim_pushes_total", "push-calls", "push calls to this node")
                  .by("target", "outcome")
                  .knowing(
                      "keys/accepted",
                      "keys/refused",
                      "mids/accepted",
                      "mids/refused",
                      "room/accepted",
                      "room/refused",
                      "all/accepted",
                      "all/refused"),
              counter(
                      "goim_api_callers_total",
                      "api-callers",
                      "calls of the HTTP API whose caller was let in, by what it proved itself with;"
                          + " those that need no caller are not counted")
                  .by("proof")
                  .knowing("none", "key", "token"),
              counter(
                      "goim_api_refusals_total",
                      "api-refusals",
                      "calls of the HTTP API that were refused at the door")
                  .by("reason")
                  .knowing(
                      "missing",
                      "unknown-key",
                      "bad-token",
                      "unavailable",
                      "role",
                      "scope",
                      "outside",
                      "foreign-page"),
              times(
                  "goim_push_accept_seconds",
                  "push-accept-time",
                  "from a push call until the queue has it: what the caller waits for"),
              times(
                  "goim_push_queue_seconds",
                  "push-queue-time",
                  "from the push call until a job takes it off the queue"),
              times(
                  "goim_push_hub_seconds",
                  "push-hub-time",
                  "from the push call until this node's hub has it, on each node that gets it"),
              times(
                  "goim_push_write_seconds",
                  "push-write-time",
                  "from the push call until it is written to its receivers, once for each loop that has"
                      + " any; pushes with a speed are left out"),
              counter(
                  "goim_queue_accepted_total",
                  "pushes-accepted",
                  "messages that the queue took from this node; a push to keys is one for each order"
                      + " group"),
              counter("goim_queue_refused_total", "pushes-refused", "messages that it did not take")
                  .by("reason")
                  .knowing("queue"),
              counter(
                      "goim_queue_fetched_total",
                      "pushes-taken",
                      "messages fetched from a queue outside")
                  .by("queue"),
              counter(
                      "goim_pushes_taken_total",
                      "pushes-dispatched",
                      "messages that this node's job took off the queue and handed on")
                  .by("type")
                  .knowing("push", "room", "broadcast"),
              counter(
                      "goim_pushes_set_aside_total",
                      "pushes-poisoned",
                      "messages that it took off the queue and set aside")
                  .by("reason")
                  .knowing("malformed", "unreadable", "delivery-failed"),
              counter(
                      "goim_pushes_lost_total",
                      "pushes-lost",
                      "those of them that could not even be set aside")
                  .by("reason")
                  .knowing("malformed", "unreadable", "delivery-failed"),
              counter(
                  "goim_pushes_repeated_total",
                  "pushes-met-again",
                  "pushes that came to this node a second time, and were not delivered again"),
              counter(
                  "goim_pushes_former_life_total",
                  "pushes-handed-on-before",
                  "pushes in the journal that another node had delivered while this one was down")));

  private static final Section DELIVERIES =
      new Section(
          "Deliveries",
          List.of(
              counter(
                  "goim_targets_total",
                  "messages-targeted",
                  "deliveries that this node owed: one a push and client that it was for"),
              counter(
                  "goim_deliveries_total",
                  "messages-delivered",
                  "deliveries that it made: the message was handed to the client's connection"),
              counter("goim_drops_total", "messages-dropped", "deliveries that it will not make")
                  .by("reason"),
              gauge("goim_outboxes", "outboxes", "clients that are behind").by("loop"),
              gauge(
                      "goim_outbox_messages",
                      "outbox-messages",
                      "deliveries that wait for clients that are behind")
                  .by("loop"),
              gauge("goim_outbox_bytes", "outbox-bytes", "bytes of them").by("loop")));

  private static final Section CLIENTS =
      new Section(
          "Clients",
          List.of(
              gauge("goim_connections", "connections", "clients that are logged in")
                  .by("transport"),
              gauge("goim_client_addresses", "client-addresses", "distinct addresses of them"),
              gauge("goim_rooms", "rooms", "rooms with members on this node"),
              counter("goim_logins_total", "login-outcomes", "logins that had an end")
                  .by("outcome"),
              counter(
                      "goim_authentications_total",
                      "logins",
                      "tokens that were believed: of first logins, and fresh ones of live clients")
                  .by("outcome"),
              counter(
                      "goim_login_refusals_total",
                      "logins-refused",
                      "tokens that were not believed, or asked for too much")
                  .by("reason"),
              counter(
                      "goim_login_failures_total",
                      "logins-unavailable",
                      "logins that could not be decided; the client may come back")
                  .by("reason"),
              counter(
                      "goim_closes_total",
                      "connections-closed",
                      "connections that ended, logged in or not")
                  .by("reason"),
              counter(
                      "goim_rejections_total",
                      "connections-rejected",
                      "connections that ended before the hub saw them")
                  .by("reason"),
              counter(
                      "goim_limits_hit_total",
                      "limits-hit",
                      "what was refused because somebody had too much: see `goim.limits.*`")
                  .by("limit"),
              counter(
                      "goim_bodies_refused_total",
                      "bodies-refused",
                      "calls of the HTTP API refused because too many bodies come slowly")
                  .by("of")
                  .knowing("address", "node"),
              counter(
                      "goim_certificates_read_total",
                      "certificates-read",
                      "changes of the certificate files; unusable ones leave the old in use")
                  .by("outcome"),
              gauge(
                  "goim_connections_open",
                  "connections-open",
                  "connections that are open, logged in or not"),
              counter(
                  "goim_client_messages_total",
                  "client-messages-observed",
                  "upstream messages that the application's observers had"),
              counter(
                      "goim_client_messages_dropped_total",
                      "client-messages-dropped",
                      "upstream messages that they did not get")
                  .by("reason")
                  .knowing("line-full", "no-thread"),
              counter(
                      "goim_client_messages_failed_total",
                      "client-messages-failed",
                      "upstream messages that they failed at")
                  .by("error")));

  private static final Section WAITING =
      new Section(
          "What waits",
          List.of(
              gauge(
                  "goim_queue_messages",
                  "queue-messages",
                  "messages in this node's own queue; pushes that came together are one"),
              gauge("goim_queue_bytes", "queue-bytes", "memory that they take"),
              gauge(
                  "goim_queue_max_bytes",
                  "queue-max-bytes",
                  "memory from which on push calls are refused"),
              gauge(
                  "goim_queue_set_aside",
                  "queue-set-aside",
                  "pushes that were set aside and wait for an operator"),
              gauge(
                  "goim_queue_fetched_messages",
                  "queue-fetched",
                  "those in the own queue that came from a queue outside"),
              gauge("goim_bucket_pushes", "bucket-pushes", "pushes in front of a bucket")
                  .by("loop"),
              gauge(
                      "goim_loop_silence_seconds",
                      "loop-silence",
                      "since the loop last looked at its clock, which it does twice a second")
                  .by("loop")));

  private static final Section CLUSTER =
      new Section(
          "The cluster, as this node sees it",
          List.of(
              gauge("goim_grid_members", "grid-members", "members of the grid"),
              gauge("goim_nodes", "nodes", "nodes that live, this one included"),
              gauge("goim_queue_host", "queue-host", "1 on the node that takes the pushes"),
              gauge(
                  "goim_queue_offers", "queue-offers", "push calls of other nodes that wait here"),
              gauge("goim_held_copies", "held-copies", "copies kept as heir of the queue host"),
              gauge(
                  "goim_pushes_between_nodes",
                  "pushes-between-nodes",
                  "pushes that not every node has yet"),
              gauge("goim_backlog_bytes", "backlog-bytes", "bytes that wait for another node")
                  .by("node"),
              counter(
                      "goim_relay_drops_total",
                      "pushes-dropped-between-nodes",
                      "pushes that another node will not get, with all their deliveries there")
                  .by("reason")
                  .knowing("node-slow", "node-gone"),
              counter("goim_copies_dropped_total", "copies-dropped", "copies given up by the heir")
                  .by("reason")
                  .knowing("too-many"),
              counter(
                      "goim_pushes_without_copy_total",
                      "pushes-without-copy",
                      "pushes accepted without a copy at the heir")
                  .by("reason")
                  .knowing("heir-slow"),
              counter(
                      "goim_evictions_unreached_total",
                      "evictions-unreached",
                      "connections elsewhere that could not be told to close")
                  .by("reason")
                  .knowing("node-slow", "node-gone"),
              counter(
                  "goim_mail_unreadable_total",
                  "mail-unreadable",
                  "mail of other nodes that could not be read"),
              counter(
                      "goim_directory_lost_total",
                      "directory-operations-lost",
                      "changes that did not get into the session directory")
                  .by("reason"),
              counter(
                      "goim_directory_swept_total",
                      "directory-entries-swept",
                      "entries of nodes that are gone")
                  .by("table"),
              counter(
                      "goim_directory_unreadable_total",
                      "directory-values-unreadable",
                      "entries that could not be read")
                  .by("table"),
              counter(
                      "goim_announcements_failed_total",
                      "session-announcements-failed",
                      "failed attempts to enter this node's sessions again")
                  .by("reason")
                  .knowing("grid-failed")));

  private static final Section NODE =
      new Section(
          "Node and Java",
          List.of(
              gauge("goim_ready", "ready", "1 when the node is ready, as `/health/ready` says"),
              gauge("goim_phase", "phase", "1 for the phase the node is in").by("phase"),
              gauge("goim_node_info", "node-info", "1, with what the node is")
                  .by("node", "region", "zone", "environment", "roles"),
              gauge("jvm_memory_used_bytes", "memory-used", "memory in use").by("area"),
              gauge("jvm_memory_committed_bytes", "memory-committed", "memory taken").by("area"),
              gauge("jvm_memory_max_bytes", "memory-max", "most memory there may be").by("area"),
              counter("jvm_gc_collections_total", "gc-collections", "collections").by("gc"),
              counter("jvm_gc_seconds_total", "gc-seconds", "time in collections").by("gc"),
              gauge("jvm_threads_current", "threads", "threads"),
              counter("process_cpu_seconds_total", "cpu-seconds", "processor time").by(),
              gauge("process_resident_memory_bytes", "memory-resident", "memory of the process"),
              gauge("process_open_fds", "files-open", "open files and sockets"),
              gauge("process_max_fds", "files-max", "most there may be"),
              gauge("process_start_time_seconds", "started", "start, in seconds since 1970")));

  static final List<Section> SECTIONS =
      List.of(
          PUSHES,
          DELIVERIES,
          CLIENTS,
          WAITING,
          CLUSTER,
          NODE,
          new Section("Everything else", List.of(OTHER)));

  private MetricCatalogue() {}

  static Stream<Metric> metrics() {
    return SECTIONS.stream().flatMap(section -> section.metrics().stream());
  }
}
