package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.Fault;
import dev.wadi.fake.FaultyApi;
import dev.wadi.record.FailureHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of records whose API fails in one of the ways in which APIs do: Wadi as a process of its own, with little
 * memory, the shipped error handling, and a real broker.
 */
final class FaultyApiTest {

    private static final String TOPIC = "faults.in";
    private static final int EACH = 3;
    private static final int MANY = 100;
    private static final long READ_AT_MOST = 100L << 20;

    private final AtomicLong sent = new AtomicLong();
    private final List<ProducerRecord<String, String>> written = new ArrayList<>();
    private Scene scene;
    private FaultyApi api;
    private FaultyApi restless;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = Scene.open(folder);
        api = FaultyApi.start();
        restless = FaultyApi.closingAfter(2);
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 innocent.example.com\n");
        scene.with("API", api.url().toString())
                .with("RESTLESS", restless.url().toString())
                .with("INNOCENT", "http://innocent.example.com:" + api.port())
                .with("WADI_RETRY_DELAYS", "1s")
                .with("WADI_RETRY_MAX_RETRIES", "1")
                .with(
                        "JAVA_TOOL_OPTIONS",
                        "-XX:MaxDirectMemorySize=64m -XX:+ExitOnOutOfMemoryError -Djdk.net.hosts.file=" + hosts);
        Path project = scene.project().folder();
        connection(project, "faulty", "base_url: ${API}", "allow_private: true");
        connection(project, "restless", "base_url: ${RESTLESS}", "allow_private: true");
        connection(project, "inside", "base_url: ${API}");
        connection(project, "innocent", "base_url: ${INNOCENT}");
        connection(project, "refused", "base_url: ${API}", "allow_private: true");
        Files.writeString(project.resolve("connections/down.yaml"), """
                base_url: ${API}
                allow_private: true
                max_retries: 1
                circuit_breaker: { minimum_number_of_calls: 2, sliding_window_size: 2, wait_seconds: 1 }
                """);
        Files.writeString(project.resolve("routes/faults.camel.yaml"), """
                - route:
                    id: faults
                    description: Calls what the record says
                    routeConfigurationId: pipeline
                    from:
                      uri: kafka-ordered:faults.in
                      parameters: { maxInFlight: 64, floodWindow: 0 }
                      steps:
                        - choice:
                            when:
                              - simple: "${body[api]} == 'restless'"
                                steps: [ { to: "connection:restless/{fault}?responseBody=json" } ]
                              - simple: "${body[api]} == 'down'"
                                steps: [ { to: "connection:down/{fault}" } ]
                              - simple: "${body[api]} == 'refused'"
                                steps: [ { to: "connection:refused/{fault}" } ]
                              - simple: "${body[api]} == 'inside'"
                                steps: [ { to: "connection:inside/{fault}" } ]
                              - simple: "${body[api]} == 'innocent'"
                                steps: [ { to: "connection:innocent/{fault}" } ]
                            otherwise:
                              steps: [ { to: "connection:faulty/{fault}?responseBody=json" } ]
                """);
    }

    private static void connection(Path project, String name, String... lines) throws Exception {
        Files.writeString(project.resolve("connections/" + name + ".yaml"), String.join("\n", lines) + """

                timeout_seconds: 3
                max_retries: 3
                retry_backoff_base: 0.05
                retry_backoff_max: 2
                circuit_breaker: { minimum_number_of_calls: 1000, sliding_window_size: 1000 }
                """);
    }

    @AfterEach
    void close() throws Exception {
        api.close();
        restless.close();
        scene.close();
    }

    /** What passes soon is tried again in place, what does not in the retry topic. */
    private void scriptWhatPasses() {
        api.at("/reset", Fault.reset(), Fault.good())
                .at("/reset-inside", Fault.resetInside(), Fault.resetInside(), Fault.good())
                .at("/empty", Fault.empty(), Fault.good())
                .at("/garbage", Fault.garbage(), Fault.good())
                .at("/busy", Fault.busyFor(1), Fault.good())
                .at("/busy-until", Fault.busyUntil(1), Fault.good())
                .at("/burst", Fault.status(503), Fault.status(503), Fault.status(500), Fault.status(503), Fault.good())
                .at("/drip", Fault.drip(), Fault.good())
                .at("/hang", Fault.hang(), Fault.good())
                .at("/too-short", Fault.tooShort(), Fault.good())
                .at("/old-http", Fault.oldHttp())
                .at("/fine", Fault.good());
    }

    /** What no repetition cures, and what never ends. */
    private void scriptWhatDoesNot() {
        api.at("/not-json", Fault.notJson())
                .at("/too-long", Fault.tooLong())
                .at("/bad-request", Fault.status(400))
                .at("/to-metadata", Fault.redirect("http://169.254.169.254/latest/meta-data/"))
                .at("/to-inside", Fault.redirect("http://10.0.0.1/secret"))
                .at("/huge", Fault.huge(sent))
                .at("/huge-in-chunks", Fault.hugeInChunks(sent))
                .at("/gzip-bomb", Fault.gzipBomb())
                .at("/down", Fault.status(503));
    }

    @Test
    void each_fault_ends_as_its_cause_says_and_nothing_is_lost() {
        scriptWhatPasses();
        scriptWhatDoesNot();
        List<String> pass = List.of(
                "reset",
                "reset-inside",
                "empty",
                "garbage",
                "busy",
                "busy-until",
                "burst",
                "drip",
                "hang",
                "too-short",
                "old-http",
                "fine");
        Set<String> dead = Set.of(
                "not-json",
                "too-long",
                "bad-request",
                "to-metadata",
                "to-inside",
                "huge",
                "huge-in-chunks",
                "gzip-bomb",
                "down");
        pass.forEach(fault -> write("faulty", fault));
        dead.forEach(fault -> write("faulty", fault));
        write("restless", "closing");
        write("inside", "never-called");
        write("innocent", "never-called");
        int good = (pass.size() + 1) * EACH;
        int lost = (dead.size() + 2) * EACH;
        WadiProcess wadi = run();

        await().atMost(WadiProcess.LIMIT).untilAsserted(() -> {
            Map<String, Long> ended = scene.accounts(wadi).getFirst().ended();
            assertThat(List.of(ended.getOrDefault("delivered", 0L), ended.getOrDefault("dead", 0L)))
                    .as(() -> ended + " after " + letters())
                    .containsExactly((long) good, (long) lost);
        });

        assertThat(sent).hasValueLessThan(READ_AT_MOST * EACH);
        assertThat(letters().keySet()).containsExactlyInAnyOrderElementsOf(expectedLetters(dead));
        assertThat(api.received("/never-called")).isEmpty();
        pass.forEach(fault -> assertOneKeyEach(api.received("/" + fault), fault, EACH));
        assertOneKeyEach(restless.received("/closing"), "closing", EACH);
        assertThat(api.received("/down")).hasSize(EACH * 3 * 2); // in place, in the retry topic
        assertOneKeyEach(api.received("/down"), "down", EACH);
        assertThat(api.received("/not-json")).hasSize(EACH);
        scene.stop(wadi);
    }

    @Test
    void one_api_that_is_down_and_one_that_refuses_the_credentials_keep_none_of_the_others_records() {
        AtomicBoolean back = new AtomicBoolean();
        AtomicBoolean accepted = new AtomicBoolean();
        api.at("/of-down", unless(back, 503)).at("/of-refused", unless(accepted, 401));
        scene.with("WADI_RETRY_MAX_RETRIES", "100");
        for (int i = 0; i < MANY; i++) {
            write("down", "of-down", i);
            write("refused", "of-refused", i);
            write("faulty", "fine", i);
        }
        WadiProcess wadi = run();

        await().atMost(WadiProcess.LIMIT).until(() -> delivered(wadi) == MANY);
        assertThat(api.received("/fine")).hasSize(MANY);

        back.set(true);
        await().atMost(WadiProcess.LIMIT).until(() -> delivered(wadi) == 2 * MANY);

        accepted.set(true);
        await().atMost(WadiProcess.LIMIT).until(() -> delivered(wadi) == 3 * MANY);
        assertThat(scene.kafka().size(TOPIC + ".dlq")).isZero();
        assertOneKeyEach(api.received("/of-down"), "of-down", MANY);
        assertOneKeyEach(api.received("/of-refused"), "of-refused", MANY);
        scene.stop(wadi);
    }

    private static Fault unless(AtomicBoolean good, int status) {
        return socket -> (good.get() ? Fault.good() : Fault.status(status)).answer(socket);
    }

    private long delivered(WadiProcess wadi) {
        return scene.accounts(wadi).getFirst().ended().getOrDefault("delivered", 0L);
    }

    private static Set<String> expectedLetters(Set<String> dead) {
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < EACH; i++) {
            for (String fault : dead) {
                expected.add(body("faulty", fault, i));
            }
            expected.add(body("inside", "never-called", i));
            expected.add(body("innocent", "never-called", i));
        }
        return expected;
    }

    /** Each record is one idempotency key, at all of its attempts; each body came with one key only. */
    private static void assertOneKeyEach(List<FaultyApi.Request> requests, String fault, int records) {
        Map<String, Set<String>> keys = new TreeMap<>();
        requests.forEach(request ->
                keys.computeIfAbsent(request.body(), body -> new HashSet<>()).add(request.idempotencyKey()));
        assertThat(keys).as(fault).hasSize(records).allSatisfy((body, used) -> assertThat(used)
                .hasSize(1)
                .doesNotContain(""));
        assertThat(keys.values().stream().flatMap(Set::stream).distinct()).hasSize(records);
    }

    private void write(String api, String fault) {
        for (int i = 0; i < EACH; i++) {
            write(api, fault, i);
        }
    }

    private void write(String api, String fault, int number) {
        written.add(new ProducerRecord<>(TOPIC, fault + number, body(api, fault, number)));
    }

    private WadiProcess run() {
        scene.kafka().writeAll(TOPIC, written);
        return scene.start("run", "--routes", "faults.camel.yaml").awaitStart();
    }

    /** With blanks that no JSON writer would leave: what comes back as a letter must be the same bytes. */
    private static String body(String api, String fault, int number) {
        return "{\"api\":\"" + api + "\",  \"fault\" : \"" + fault + "\", \"n\":" + number + ".0}";
    }

    /** The dead letters' causes by their bytes. */
    private Map<String, String> letters() {
        Map<String, String> letters = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : scene.kafka().read(TOPIC + ".dlq")) {
            letters.put(
                    new String(letter.value(), StandardCharsets.UTF_8),
                    new String(letter.headers().lastHeader(FailureHeaders.CAUSE).value(), StandardCharsets.UTF_8));
        }
        return letters;
    }
}
