package dev.wadi.kafka.publish.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.wadi.config.ConfigException;
import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import dev.wadi.record.Outcome;
import dev.wadi.record.PayloadFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code publish:} in routes, on the real broker. */
class PublishRoutesTest {

    private final TestKafka kafka = TestKafka.get();

    private RunningRoutes routes(String topic, String options) throws Exception {
        return RunningRoutes.on(kafka).start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: publish:TOPIC
                """.replace("TOPIC", topic + options));
    }

    private static Exchange send(RunningRoutes routes, @Nullable Object body, Map<String, Object> headers) {
        return routes.context().createProducerTemplate().send("direct:in", exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void writes_the_body_as_json_and_the_headers_that_may_leave() throws Exception {
        String topic = kafka.newTopic("publish");
        try (RunningRoutes routes = routes(topic, "")) {
            send(routes, Map.of("id", 7), Map.of("trace", "t-1", "CamelHttpUri", "http://evil.example"));
            send(routes, "already text", Map.of());
            send(routes, "bytes".getBytes(StandardCharsets.UTF_8), Map.of());
            send(routes, null, Map.of());
        }
        List<ConsumerRecord<byte[], byte[]>> read = kafka.read(topic);
        assertThat(read)
                .extracting(r -> text(r.value()))
                .containsExactlyInAnyOrder("{\"id\":7}", "already text", "bytes", null);
        assertThat(read)
                .filteredOn(r -> "{\"id\":7}".equals(text(r.value())))
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.headers().lastHeader("trace").value())
                            .isEqualTo("t-1".getBytes(StandardCharsets.UTF_8));
                    assertThat(r.headers().lastHeader("CamelHttpUri")).isNull();
                    assertThat(r.key()).isNull();
                });
    }

    @Test
    void the_key_is_the_field_that_the_option_names() throws Exception {
        String topic = kafka.newTopic("publish-key");
        try (RunningRoutes routes = routes(topic, "?key=project.id")) {
            send(routes, Map.of("project", Map.of("id", 4711)), Map.of());
        }
        assertThat(kafka.read(topic)).extracting(r -> text(r.key())).containsExactly("4711");
    }

    @Test
    void a_body_without_the_key_s_field_is_the_payload_s_failure() throws Exception {
        String topic = kafka.newTopic("publish-no-key");
        try (RunningRoutes routes = routes(topic, "?key=project_id")) {
            assertThat(send(routes, Map.of("id", 7), Map.of()).getException())
                    .isInstanceOf(PayloadFailure.class)
                    .hasMessage("The field 'project_id', which is the key for the topic '" + topic + "', is missing");
        }
        assertThat(kafka.read(topic)).isEmpty();
    }

    @Test
    void the_key_is_the_consumed_record_s_unless_given() throws Exception {
        String from = kafka.newTopic("publish-from");
        String to = kafka.newTopic("publish-to");
        kafka.write(from, "project-1", "{\"a\":1}");
        try (RunningRoutes routes =
                RunningRoutes.on(kafka).start("""
                - route:
                    id: passing-on
                    from:
                      uri: kafka-ordered:FROM
                      steps:
                        - to: publish:TO
                """.replace("FROM", from).replace("TO", to))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !routes.outcomes().isEmpty());
            assertThat(routes.outcomes()).containsValue(new Outcome.Delivered());
        }
        assertThat(kafka.read(to)).extracting(r -> text(r.key())).containsExactly("project-1");
    }

    @Test
    void refuses_a_name_that_no_topic_can_have() {
        assertThatThrownBy(() -> routes("not+a+topic", "").close())
                .isInstanceOf(FailedToCreateRouteException.class)
                .rootCause()
                .isInstanceOf(ConfigException.class)
                .hasMessage("publish://not+a+topic: 'not+a+topic' can't be a topic's name. Possible are up to 249 of"
                        + " the characters A-Z a-z 0-9 . _ -");
    }

    @Test
    void refuses_a_key_that_is_no_field_path() {
        assertThatThrownBy(() -> routes("topic", "?key=a..b").close())
                .rootCause()
                .isInstanceOf(ConfigException.class)
                .hasMessage("publish://topic?key=a..b: key: 'a..b' is no field path. Possible: a.b, tasks[0].task_id");
    }

    @Test
    void nobody_can_consume_from_it() throws Exception {
        try (RunningRoutes routes = routes(kafka.newTopic("publish-only"), "")) {
            assertThatThrownBy(
                            () -> routes.context().getEndpoint("publish:topic").createConsumer(exchange -> {}))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("publish://topic: publish: only writes. To consume a topic, use kafka-ordered:");
        }
    }

    /** As the advisories have it: a record's header names another topic, in any case, for the producer of a route. */
    @Test
    void a_record_s_header_does_not_redirect_a_kafka_producer() throws Exception {
        String from = kafka.newTopic("firewall-from");
        String to = kafka.newTopic("firewall-to");
        String evil = kafka.newTopic("firewall-evil");
        for (String header : List.of("kafka.OVERRIDE_TOPIC", "KAFKA.override_topic")) {
            ProducerRecord<String, String> hostile = new ProducerRecord<>(from, "key", header);
            hostile.headers().add(header, evil.getBytes(StandardCharsets.UTF_8));
            kafka.writeAll(from, List.of(hostile));
        }
        try (RunningRoutes routes = RunningRoutes.on(kafka).start("""
                - route:
                    id: firewall-kafka
                    from:
                      uri: kafka-ordered:FROM
                      steps:
                        - to: kafka:TO?brokers=BROKERS
                """.replace("FROM", from)
                .replace("TO", to)
                .replace("BROKERS", kafka.settings().bootstrapServers()))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> routes.outcomes().size() == 2);
        }
        assertThat(kafka.read(evil)).isEmpty();
    }

    /** As the advisories have it: a record's header names another address, in any case, for the producer of a route. */
    @Test
    void a_record_s_header_does_not_redirect_an_http_producer() throws Exception {
        List<String> evil = new CopyOnWriteArrayList<>();
        List<String> good = new CopyOnWriteArrayList<>();
        HttpServer evilServer = server(evil);
        HttpServer goodServer = server(good);
        String from = kafka.newTopic("firewall-http");
        for (String header : List.of("CamelHttpUri", "camelhttpuri", "CAmelRestHttpUri", "CamelHttpPath")) {
            ProducerRecord<String, String> hostile = new ProducerRecord<>(from, "key", "{}");
            String address = "http://127.0.0.1:" + evilServer.getAddress().getPort() + "/evil";
            hostile.headers().add(header, address.getBytes(StandardCharsets.UTF_8));
            kafka.writeAll(from, List.of(hostile));
        }
        try (RunningRoutes routes = RunningRoutes.on(kafka).start("""
                - route:
                    id: firewall-http
                    from:
                      uri: kafka-ordered:FROM
                      steps:
                        - setBody: { constant: "{}" }
                        - to: http://127.0.0.1:PORT/good?httpMethod=POST
                """.replace("FROM", from)
                .replace("PORT", Integer.toString(goodServer.getAddress().getPort())))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> routes.outcomes().size() == 4);
        } finally {
            evilServer.stop(0);
            goodServer.stop(0);
        }
        assertThat(evil).isEmpty();
        assertThat(good).hasSize(4).containsOnly("/good");
    }

    private static HttpServer server(List<String> asked) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
