package dev.wadi.worker.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.action.ActionLimits;
import dev.wadi.config.ConfigException;
import dev.wadi.connection.ScriptedServer;
import dev.wadi.connection.component.YamlRoutes;
import dev.wadi.json.Json;
import dev.wadi.plugin.handler.Handlers;
import dev.wadi.plugin.handler.PluginHandlers;
import dev.wadi.plugin.handler.component.HandlerComponent;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.handler.EnrichmentContext;
import dev.wadi.plugin.spi.handler.EnrichmentHandler;
import dev.wadi.plugin.spi.handler.EnrichmentResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written in a worker's file, and what becomes of it where it is used: whatever the text is made of. */
final class WorkerTextsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> ODD = List.of(
            "a&b",
            "a+b",
            "100%",
            "%26",
            "a%20b",
            "2026-01-01T00:00:00+02:00",
            "https://a.example.com/b?c=d&e=%41#f",
            "a=b, c: d # e",
            "(a) & (b)",
            "a)&b",
            "RAW(x)",
            "'single' and \"double\"",
            "#bean",
            "back\\slash",
            "größe 5 €",
            " a ");

    private final YamlRoutes routes = new YamlRoutes();

    /** A handler that keeps its configuration for the test. */
    public static final class Keeping implements EnrichmentHandler {

        static final Map<String, String> CONFIG = new ConcurrentHashMap<>();

        @Override
        public void configure(PluginConfig config) {
            config.keys().forEach(key -> CONFIG.put(key, config.requiredText(key)));
        }

        @Override
        public EnrichmentResult enrich(EnrichmentContext context) {
            return EnrichmentResult.ok(context.data());
        }
    }

    @BeforeEach
    void bind() {
        routes.context().addComponent("kafka-ordered", new DirectComponent());
        routes.context()
                .addComponent(
                        "handler",
                        new HandlerComponent(
                                new Handlers(new PluginHandlers(plugin -> ActionLimits.NONE), routes.connections())));
    }

    @AfterEach
    void close() {
        routes.close();
    }

    private void start(String fields) throws Exception {
        PluginHelper.getRoutesLoader(routes.context())
                .loadRoutes(ResourceHelper.fromString("odd.worker.yaml", "input_topic: odd\n" + fields));
        routes.context().start();
    }

    private Exchange send(Map<String, ?> body) {
        return routes.send("kafka-ordered:odd", body);
    }

    private ScriptedServer.Received received() {
        return routes.server().received().getFirst();
    }

    private static Map<String, Object> sent(ScriptedServer.Received received) {
        Map<String, Object> body = new LinkedHashMap<>();
        Json.object(received.body().getBytes(StandardCharsets.UTF_8)).forEach((name, value) -> body.put(name, value));
        return body;
    }

    /** The odd texts as the fields of a mapping, under names with dashes. */
    private static Map<String, String> odd() {
        Map<String, String> odd = new LinkedHashMap<>();
        ODD.forEach(text -> odd.put("x-" + odd.size(), text));
        return odd;
    }

    @Test
    void headers_are_sent_as_they_are_written() throws Exception {
        routes.server().answers(200, "{}");
        start("""
                destination_connection: api
                destination_path: /v1/events
                destination_method: PUT
                headers:
                  X-Level: 3
                  Accept: application/vnd.api+json
                  X-Odd: "a&b=100% (c) %26 #d"
                """);
        send(Map.of("n", 1));
        assertThat(received().method()).isEqualTo("PUT");
        assertThat(received().headers())
                .containsEntry("x-level", "3")
                .containsEntry("accept", "application/vnd.api+json")
                .containsEntry("x-odd", "a&b=100% (c) %26 #d");
    }

    @Test
    void query_parameters_of_a_path_are_sent_as_they_are_written() throws Exception {
        routes.server().answers(200, "{}");
        start("""
                destination_connection: api
                destination_path: "/v1/events?page-size=10&q=a%20b%26c&since=2026-01-01T00:00:00+02:00&of={n}"
                """);
        send(Map.of("n", 1));
        assertThat(received().uri())
                .startsWith("/v1/events?")
                .contains("page-size=10", "q=a%20b%26c", "since=2026-01-01T00%3A00%3A00%2B02%3A00", "of=1");
    }

    @Test
    void query_parameters_of_a_lookup_are_sent_as_they_are_written() throws Exception {
        routes.server().answers(200, "{\"name\":\"Elm\"}");
        start("destination_connection: api\nenrichment_handlers:\n  - type: lookup\n    config: "
                + Json.text(Map.of("connection", "api", "endpoint", "/p/{id}?q=a%20b", "query_params", odd())));
        send(Map.of("id", 1));
        Map<String, String> query = new LinkedHashMap<>();
        for (String parameter : received().uri().replaceFirst(".*\\?", "").split("&", -1)) {
            String value = parameter.replaceFirst(".*?=", "");
            query.put(parameter.replaceFirst("=.*", ""), java.net.URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        assertThat(query).containsEntry("q", "a b").containsAllEntriesOf(odd());
    }

    @Test
    void mapped_names_and_defaults_are_as_they_are_written() throws Exception {
        routes.server().answers(200, "{}");
        Map<String, Object> defaults = new LinkedHashMap<>(odd());
        defaults.put("lines", "one\ntwo\t{{three}} ${four} $simple{a&b}");
        defaults.put("list", List.of("a&b)", Map.of("c", "100%"), "{{d}}"));
        defaults.put("größe & mehr".replace("&", "und"), 5);
        start("destination_connection: api\nenrichment_handlers:\n  - type: transform\n    config: "
                + Json.text(Map.of(
                        "mappings", Map.of("task-id", "id", "its \"name\": #1", "full-name"),
                        "defaults", escaped(defaults))));
        send(Map.of("id", 7, "full-name", "Elm"));
        Map<String, Object> expected = new LinkedHashMap<>(defaults);
        expected.put("task-id", 7);
        expected.put("its \"name\": #1", "Elm");
        assertThat(sent(received())).isEqualTo(expected);
    }

    /** A dollar sign before a brace would be a variable of the file. */
    private static Map<String, Object> escaped(Map<String, Object> values) {
        Map<String, Object> escaped = new LinkedHashMap<>(values);
        escaped.replaceAll((name, value) -> value instanceof String text ? text.replace("${", "$${") : value);
        return escaped;
    }

    @Test
    void a_handler_gets_its_config_as_it_is_written() throws Exception {
        routes.server().answers(200, "{}");
        start("destination_connection: api\nenrichment_handlers:\n  - type: " + Keeping.class.getName()
                + "\n    config: " + Json.text(odd()));
        send(Map.of("n", 1));
        assertThat(Keeping.CONFIG).isEqualTo(odd());
    }

    @Test
    void what_can_t_stand_in_an_address_is_refused_at_its_place() {
        assertThatThrownBy(() -> start("destination_connection: api\nheaders:\n  X-Odd: \"a{{b\"\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("odd.worker.yaml:3: the value of 'X-Odd' can't stand in a route.");
    }

    @Test
    void other_texts_may_be_odd_too() throws Exception {
        routes.server().answers(200, "{}");
        start("""
                description: "Sends: 'odd' \\"ones\\" # größe\\n- to: nowhere"
                destination_connection: api
                enrichment_handlers:
                  - type: validation
                    config:
                      required_fields: ["a: b", "c # d"]
                      field_rules: { "a: b": { pattern: "^[#:&%'\\"]+$" } }
                      skip_if: { field: "c # d", equals: "x?y=1&z" }
                  - type: batching
                    config: { batch_size: 1, batch_field: "größe: #1" }
                """);
        send(Map.of("a: b", "#'", "c # d", "x?y=1&z"));
        send(Map.of("a: b", "#'", "c # d", 1));
        await().atMost(LIMIT).until(() -> !routes.server().received().isEmpty());
        assertThat(routes.server().received()).hasSize(1);
        assertThat(sent(received())).containsKey("größe: #1");
        assertThat(routes.context().getRouteDefinitions().getFirst().getDescriptionText())
                .isEqualTo("Sends: 'odd' \"ones\" # größe\n- to: nowhere");
    }

    @Test
    void batches_are_gathered_by_a_field_of_a_field() throws Exception {
        routes.server().answers(200, "{}");
        start("""
                destination_connection: api
                enrichment_handlers:
                  - type: batching
                    config: { batch_size: 2, batch_timeout_seconds: 60, batch_by: "project.task-ids[0]" }
                """);
        for (int n = 0; n < 4; n++) {
            send(Map.of("n", n, "project", Map.of("task-ids", List.of(n % 2))));
        }
        await().atMost(LIMIT).until(() -> routes.server().received().size() == 2);
        assertThat(routes.server().received().stream().map(each -> each.body().replaceAll("[^\\d,]", "")))
                .allMatch(body -> body.length() > 4);
    }

    /** The batch that goes out by its timeout used to hold the step's lock until its handlers had returned. */
    @Test
    void a_handler_that_hangs_in_one_batch_keeps_no_message_from_the_next() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean hangs = new AtomicBoolean();
        routes.server().answers(200, "{}");
        routes.context().getRegistry().bind("mine", (EnrichmentHandler) context -> {
            if (hangs.compareAndSet(false, true)) {
                await().atMost(Duration.ofMinutes(1)).until(() -> release.getCount() == 0);
            }
            return EnrichmentResult.ok(context.data());
        });
        start("""
                destination_connection: api
                enrichment_handlers:
                  - type: batching
                    config: { batch_size: 10, batch_timeout_seconds: 0.05 }
                  - type: mine
                """);
        send(Map.of("n", 1));
        await().atMost(LIMIT).until(hangs::get);
        CompletableFuture<Exchange> next = CompletableFuture.supplyAsync(() -> send(Map.of("n", 2)));
        try {
            await().atMost(LIMIT).until(next::isDone);
        } finally {
            release.countDown();
        }
    }
}
