package dev.wadi.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers in the short form, and all that can be wrong in them. */
class WorkerFilesTest {

    private static final Variables VARIABLES = Variables.of(Map.of("TOPIC", "parcels.sent", "LEVEL", "3"));

    private static final String MINIMAL = """
            input_topic: parcels
            destination_connection: depot
            """;

    private final Problems problems = new Problems();
    private final WorkerFiles files = new WorkerFiles(VARIABLES, problems);

    private List<Worker> read(String name, String text) {
        return files.read(name, text);
    }

    private Worker sound(String text) {
        List<Worker> workers = read("routes/parcels.worker.yaml", text);
        assertThat(problems.found()).isEmpty();
        return workers.getFirst();
    }

    private List<String> messages(String text) {
        read("p.worker.yaml", text);
        return problems.found().stream().map(Problem::toString).toList();
    }

    @Test
    void a_minimal_worker_has_its_name_from_its_file_and_leaves_all_else_to_the_endpoints() {
        Worker worker = sound(MINIMAL);
        assertThat(worker.name()).isEqualTo("parcels");
        assertThat(worker.routeId()).isEqualTo("workers-parcels");
        assertThat(worker.source()).isEqualTo(new Worker.Source("routes/parcels.worker.yaml:1", "parcels", Map.of()));
        assertThat(worker.destination())
                .isEqualTo(new Worker.Destination("routes/parcels.worker.yaml:2", "depot", "", Map.of()));
        assertThat(worker.handlers()).isEmpty();
        assertThat(worker.successTopic()).isEmpty();
    }

    @Test
    void a_full_worker_has_each_field_where_its_endpoint_takes_it() {
        Worker worker = sound("""
                name: parcels
                description: Sends parcels
                enabled: true
                input_topic: parcels
                consumer_group: post
                batch_size: 100
                enable_auto_commit: false
                max_in_flight: 32
                shards: 4
                order: partition
                on_retry: hold-key
                on_dead_letter: hold_key
                retry_delays: [5m, 10m]
                consumer_options: { drainTimeout: 20s }
                destination_connection: depot
                destination_path: api/parcels/{id}?dry={dry}
                destination_method: put
                max_retries: 2
                timeout_seconds: 1.5
                headers: { X-Level: "${LEVEL}" }
                success_topic: ${TOPIC}
                error_topic: parcels.failed
                """);
        assertThat(worker.description()).isEqualTo("Sends parcels");
        assertThat(worker.successTopic()).isEqualTo(Optional.of("parcels.sent"));
        assertThat(worker.source().options())
                .containsExactly(
                        Map.entry("groupId", "post"),
                        Map.entry("errorTopic", "parcels.failed"),
                        Map.entry("maxPollRecords", "100"),
                        Map.entry("maxInFlight", "32"),
                        Map.entry("shards", "4"),
                        Map.entry("order", "partition"),
                        Map.entry("onRetry", "hold-key"),
                        Map.entry("onDeadLetter", "hold-key"),
                        Map.entry("retryDelays", "5m,10m"),
                        Map.entry("drainTimeout", "20s"));
        assertThat(worker.destination().path()).isEqualTo("/api/parcels/{id}");
        assertThat(worker.destination().options())
                .containsExactly(
                        Map.entry("method", "PUT"),
                        Map.entry("maxAttempts", "2"),
                        Map.entry("timeout", "1500ms"),
                        Map.entry("query.dry", "{dry}"),
                        Map.entry("header.X-Level", "3"));
    }

    @Test
    void a_file_of_many_workers_names_them_by_their_keys() {
        assertThat(read("connections/workers.yaml", """
                        workers:
                          one: { input_topic: a, destination_connection: depot }
                          two: { name: two, input_topic: b, destination_connection: depot }
                          three: { enabled: false, input_topic: c, destination_connection: depot }
                        """))
                .extracting(Worker::name)
                .containsExactly("one", "two");
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void tells_all_that_is_wrong_at_once_with_its_place() {
        assertThat(messages("""
                name: other
                input_topic: par cels
                destination_conection: depot
                enable_auto_commit: true
                batch_size: 0
                order: random
                destination_method: SEND
                headers: { Authorization: Bearer x }
                enrichment_handlers:
                  - config: {}
                  - type: transfrom
                  - type: validation
                    config: { required_field: [a] }
                  - type: lookup
                    config: { connection: c, endpoint: "/a/{b}", path_params: { c: d } }
                """))
                .containsExactlyInAnyOrder(
                        "p.worker.yaml:1: the worker is called 'other', but the file's name says 'p'. Both must agree",
                        "p.worker.yaml:2: 'par cels' can't be a topic's name. Possible are up to 249 of the characters"
                                + " A-Z a-z 0-9 . _ -",
                        "p.worker.yaml:3: unknown field 'destination_conection'. Did you mean 'destination_connection'?",
                        "p.worker.yaml:4: enable_auto_commit can't be true: offsets would be committed before their"
                                + " records are done, and a crash would lose these. Possible is false, or no such"
                                + " line: Wadi commits what is done",
                        "p.worker.yaml:5: batch_size must be at least 1, but was 0",
                        "p.worker.yaml:6: order must be one of key, partition, none, but was 'random'",
                        "p.worker.yaml:7: destination_method must be one of GET, HEAD, POST, PUT, PATCH, DELETE,"
                                + " OPTIONS, but was 'SEND'",
                        "p.worker.yaml:8: the header 'Authorization' holds credentials. They belong to the connection:"
                                + " auth_type and auth_token there",
                        "p.worker.yaml:10: the field 'type' is missing. Types: transform, validation, lookup, batching,"
                                + " or the class, bean or plugin of a handler of your own",
                        "p.worker.yaml:11: there is no type of handler 'transfrom'. Did you mean 'transform'?",
                        "p.worker.yaml:13: unknown field 'required_field'. Did you mean 'required_fields'?",
                        "p.worker.yaml:15: path_params names 'c', but the endpoint has no {c}",
                        "p.worker.yaml:1: the field 'destination_connection' is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            success_topic: parcels          | success_topic is the topic that the worker consumes: it would get its own messages for ever
            error_topic: parcels            | error_topic is the topic that the worker consumes: it would get its own messages for ever
            timeout_seconds: 0              | timeout_seconds must be more than 0
            max_retries: 0                  | max_retries must be at least 1, but was 0
            on_retry: wait                  | on_retry must be one of continue, hold-key, but was 'wait'
            destination_path: /a?b          | destination_path has the query parameter 'b'. Possible: name=value
            destination_path: /a b          | destination_path must be a path such as /api/projects/{project_id}, but was '/a b'
            success_topic: ${UNSET}         | the variable 'UNSET' is not set. Set it in the environment, or give a default: ${UNSET:-value}
            """)
    void says_what_a_field_may_be(String line, String message) {
        assertThat(messages(MINIMAL + line + '\n')).contains("p.worker.yaml:3: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /a/{b} | batch_size: 5                               | batch_size needs batch_id, which is missing: the field of an item of the answer that holds its id. Possible: batch_id: id, batch_id: project.id
            /a/{b} | batch_id: id                                | batch_id needs a batch_size of at least 1
            /a/{b} | batch_size: 5, batch_id: a..b               | 'a..b' is no field path. Possible: a.b, tasks[0].task_id
            /a/{b} | batch_size: 2000, batch_id: id              | batch_size must be from 1 to 1000, but was 2000
            /a/{b} | batch_timeout_ms: 0, batch_size: 5, batch_id: id | batch_timeout_ms must be from 1 to 10000, but was 0
            /a     | batch_size: 5, batch_id: id                 | batch_size: the path and query of a call for several ids must have one placeholder, in whose place the ids stand, but have none. Possible is one {field}, in the path or in a query parameter
            /a/{b}?c={d} | batch_size: 5, batch_id: id           | batch_size: the path and query of a call for several ids must have one placeholder, in whose place the ids stand, but have {b} and {d}. Possible is one {field}, in the path or in a query parameter
            """)
    void says_what_a_lookup_of_many_ids_needs(String endpoint, String fields, String message) {
        assertThat(messages(MINIMAL + """
                enrichment_handlers:
                  - { type: lookup, config: { connection: c, endpoint: "%s", %s } }
                """.formatted(endpoint, fields))).containsExactly("p.worker.yaml:4: " + message);
    }

    @Test
    void an_option_is_set_in_one_place() {
        assertThat(messages(MINIMAL + "order: key\nconsumer_options: { order: none }\n"))
                .containsExactly(
                        "p.worker.yaml:4: the option 'order' has a field of its own, and is set there already");
    }

    @Test
    void refuses_a_worker_that_is_there_twice() {
        read("a/p.worker.yaml", MINIMAL);
        read("b/p.worker.yaml", MINIMAL);
        assertThat(problems.found())
                .containsExactly(
                        new Problem("b/p.worker.yaml:1", "the worker 'p' is defined already, at a/p.worker.yaml:1"));
    }

    @Test
    void refuses_what_holds_no_workers() {
        read("connections/workers.yaml", "worker: {}\n");
        assertThat(problems.found())
                .containsExactly(
                        new Problem("connections/workers.yaml:1", "unknown field 'worker'. Did you mean 'workers'?"));
    }
}
