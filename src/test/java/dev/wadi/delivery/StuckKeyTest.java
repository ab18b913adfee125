package dev.wadi.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wadi.connection.CallPolicy;
import dev.wadi.connection.ConfiguredConnections;
import dev.wadi.connection.ConnectionConfig;
import dev.wadi.connection.RetryPolicy;
import dev.wadi.connection.component.ConnectionComponent;
import dev.wadi.connection.transport.Transport;
import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An endpoint that is down for one key only, for as long as the test wants. */
class StuckKeyTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int COUNT = 300;
    private static final int KEYS = 10;
    private static final int PER_KEY = COUNT / KEYS;

    private final TestKafka kafka = TestKafka.get();
    private final Vertx vertx = Vertx.vertx();
    private final AtomicBoolean down = new AtomicBoolean(true);
    private final Queue<String> taken = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private ConfiguredConnections connections;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        ConnectionConfig api = ConnectionConfig.of(
                        "api",
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .withCalls(CallPolicy.DEFAULT.withRetry(
                        new RetryPolicy(1_000_000, Duration.ofMillis(2), Duration.ofMillis(20))))
                .withTransport(Transport.DEFAULT.withAllowPrivate(true));
        connections = new ConfiguredConnections(List.of(api), vertx, false);
    }

    @AfterEach
    void close() {
        connections.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.stop(0);
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean refuses = down.get() && body.contains("\"key-0\"");
            (refuses ? refused : taken).add(body);
            if (refuses) {
                call.getResponseHeaders().add("Retry-After", "1");
            }
            call.sendResponseHeaders(refuses ? 503 : 204, -1);
        }
    }

    @Test
    void other_keys_of_its_partition_go_on_while_one_is_tried_again_and_again() throws Exception {
        String topic = kafka.newTopic("stuck");
        kafka.writeAll(
                topic,
                IntStream.range(0, COUNT)
                        .mapToObj(i -> new ProducerRecord<>(
                                topic, 0, "key-" + i % KEYS, "{\"key\":\"key-%d\",\"n\":%d}".formatted(i % KEYS, i)))
                        .toList());
        RunningRoutes prepared = RunningRoutes.on(kafka);
        prepared.context().addComponent("connection", new ConnectionComponent(connections));
        try (RunningRoutes routes = prepared.start("""
                - route:
                    id: %1$s-route
                    from:
                      uri: kafka-ordered:%1$s
                      parameters: { sessionTimeout: 30s, maxInFlight: 16 }
                      steps: [ to: "connection:api/in?circuitBreaker=false" ]
                """.formatted(topic))) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == COUNT - PER_KEY && refused.size() > 20);
            assertThat(refused).as("one record of the key is tried").containsOnly(refused.peek());
            assertThat(kafka.committed(topic + "-route", topic)).isZero();
            assertThat(taken).hasSize(COUNT - PER_KEY);
            down.set(false);
            await().atMost(LIMIT).until(() -> kafka.committed(topic + "-route", topic) == COUNT);
        }
        assertThat(taken).hasSize(COUNT).doesNotHaveDuplicates();
        for (int key = 0; key < KEYS; key++) {
            assertThat(numbers(key)).as("key-" + key).isSorted().hasSize(PER_KEY);
        }
        assertThat(kafka.values(topic + ".dlq")).isEmpty();
    }

    private List<Integer> numbers(int key) {
        return taken.stream()
                .filter(body -> body.contains("\"key-" + key + "\""))
                .map(body -> Integer.valueOf(body.replaceAll(".*\"n\":(\\d+).*", "$1")))
                .toList();
    }
}
