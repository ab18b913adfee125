package dev.wadi.plugin.handler.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.action.ActionLimits;
import dev.wadi.config.ConfigException;
import dev.wadi.connection.component.OpenRecord;
import dev.wadi.connection.component.YamlRoutes;
import dev.wadi.fake.CapturedLog;
import dev.wadi.plugin.handler.Handlers;
import dev.wadi.plugin.handler.PluginHandlers;
import dev.wadi.plugin.spi.handler.AsyncEnrichmentHandler;
import dev.wadi.plugin.spi.handler.EnrichmentHandler;
import dev.wadi.plugin.spi.handler.EnrichmentResult;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handlers as steps of routes. */
final class HandlerEndpointTest {

    private static final String TAGGING = "dev.wadi.plugin.handler.component.Tagging";

    private final YamlRoutes routes = new YamlRoutes();

    @BeforeEach
    void bind() {
        Tagging.CALLS.clear();
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

    private void start(String... steps) throws Exception {
        routes.start("""
                - route:
                    id: handled
                    from:
                      uri: direct:in
                      steps:
                        - %s
                """.formatted(String.join("\n        - ", steps)));
    }

    private Exchange send(Object body, OpenRecord... records) {
        return routes.send("direct:in", body, records);
    }

    /** Sends a message through the one step that a handler is, as a bean. */
    private Exchange handledBy(EnrichmentHandler handler, String options) throws Exception {
        routes.context().getRegistry().bind("mine", handler);
        start("to: handler:mine" + options, "setHeader: { name: went, constant: on }");
        return send(Map.of("n", 1));
    }

    private static Failure failure(Exchange exchange) {
        return (Failure) Objects.requireNonNull(exchange.getException());
    }

    @Test
    void a_class_gets_its_configuration_from_the_step() throws Exception {
        start("""
                to:
                            uri: handler:%s
                            parameters:
                              config.tag: ${tag}
                              config.weight: 7
                              config.every: 5s
                              config.words: '["a", "b"]'""".formatted(TAGGING));

        assertThat(send(Map.of("n", 1)).getMessage().getBody())
                .isEqualTo(Map.of(
                        "n",
                        1,
                        "settings",
                        new Tagging.Settings("${tag}", 7, Duration.ofSeconds(5), List.of("a", "b"))));
    }

    @Test
    void it_is_initialized_and_cleaned_up_once_for_each_step_and_a_cleanup_that_throws_is_logged() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            start("to: handler:" + TAGGING, "to: handler:" + TAGGING + "?config.tag=x");
            send(Map.of());
            send(Map.of());
            routes.context().getRouteController().stopRoute("handled");
            assertThat(log.lines()).contains("WARN The cleanup of a handler failed | handler=" + TAGGING);
        }
        assertThat(Tagging.CALLS)
                .containsExactly("initialize " + TAGGING, "initialize " + TAGGING, "cleanup", "cleanup");
    }

    @Test
    void what_it_gives_back_replaces_the_body_and_its_input_stays_as_it_is() throws Exception {
        Map<String, Object> before = Map.of("n", 1);
        routes.context().getRegistry().bind("mine", (EnrichmentHandler) context -> {
            context.data().clear();
            context.data().put("only", "this");
            return EnrichmentResult.ok(context.data());
        });
        start("to: handler:mine");
        assertThat(send(before).getMessage().getBody()).isEqualTo(Map.of("only", "this"));
        assertThat(before).isEqualTo(Map.of("n", 1));
    }

    @Test
    void without_data_of_its_own_the_message_stays_as_it_is() throws Exception {
        Exchange exchange = handledBy(
                context -> {
                    context.data().put("lost", true);
                    return EnrichmentResult.ok();
                },
                "");
        assertThat(exchange.getMessage().getBody()).isEqualTo(Map.of("n", 1));
        assertThat(exchange.getMessage().getHeader("went")).isEqualTo("on");
    }

    @Test
    void a_skipped_message_is_filtered_with_the_reason_and_goes_no_further() throws Exception {
        routes.context().getRegistry().bind("mine", (EnrichmentHandler) context -> EnrichmentResult.skip("a test"));
        start("to: handler:mine", "setHeader: { name: went, constant: on }");
        OpenRecord open = new OpenRecord(1);
        Exchange exchange = send(Map.of(), open);
        assertThat(open.outcome()).isEqualTo(new Outcome.Filtered("a test"));
        assertThat(exchange.getMessage().getHeader("went")).isNull();
        assertThat(exchange.getException()).isNull();
    }

    @Test
    @SuppressWarnings("NullAway") // what a handler must not do, but e.getMessage() may
    void a_message_that_is_skipped_without_a_reason_is_filtered_all_the_same() throws Exception {
        routes.context().getRegistry().bind("mine", (EnrichmentHandler) context -> EnrichmentResult.skip(null));
        start("to: handler:mine");
        OpenRecord open = new OpenRecord(1);
        send(Map.of(), open);
        assertThat(open.outcome()).isEqualTo(new Outcome.Filtered("no reason"));
    }

    @Test
    void a_failed_message_can_t_be_processed_now_or_later() throws Exception {
        Failure failure = failure(handledBy(context -> EnrichmentResult.failed("no such city"), ""));
        assertThat(failure).hasMessage("no such city");
        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
    }

    @Test
    void what_it_throws_is_the_message_s_fault_unless_it_may_pass() throws Exception {
        routes.context().getRegistry().bind("mine", (EnrichmentHandler) context -> {
            throw context.data().containsKey("io") ? new IOException("reset") : new IllegalStateException("boom");
        });
        start("to: handler:mine");
        assertThat(failure(send(Map.of()))).hasMessage("Exception in mine: boom");
        assertThat(failure(send(Map.of())).family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure(send(Map.of("io", 1))).family()).isEqualTo(FailureFamily.TRANSIENT);
    }

    @Test
    @SuppressWarnings("NullAway") // what a handler must not do
    void null_is_no_result() throws Exception {
        assertThat(failure(handledBy(context -> null, ""))).hasMessage("mine returned null instead of a result");
    }

    @Test
    void a_body_that_is_no_object_fails_the_message() throws Exception {
        routes.context().getRegistry().bind("mine", (EnrichmentHandler) context -> EnrichmentResult.ok());
        start("to: handler:mine");
        assertThat(failure(send("text"))).hasMessage("The body must be a JSON object");
    }

    @Test
    void handlers_of_a_route_share_metadata_and_see_the_message_as_it_came_in() throws Exception {
        routes.context().getRegistry().bind("first", (EnrichmentHandler) context -> {
            context.metadata().put("from", context.environment().name());
            return EnrichmentResult.ok(Map.of("changed", true));
        });
        routes.context().getRegistry().bind("second", (EnrichmentHandler) context -> EnrichmentResult.ok(Map.of(
                "original", context.message(),
                "data", context.data(),
                "from", String.valueOf(context.metadata().get("from")))));
        start("to: handler:first", "to: handler:second");
        assertThat(send(Map.of("n", 1), new OpenRecord(1)).getMessage().getBody())
                .isEqualTo(Map.of("original", Map.of(), "data", Map.of("changed", true), "from", "first"));
    }

    @Test
    void an_asynchronous_one_calls_a_connection_and_holds_no_thread() throws Exception {
        routes.server().answers(200, "{\"city\":\"Ulm\"}");
        AsyncEnrichmentHandler handler = context -> context.connection("api")
                .get("/cities/1")
                .thenApply(answer -> EnrichmentResult.ok(Map.of("answer", String.valueOf(answer))));
        routes.context().getRegistry().bind("mine", handler);
        start("to: handler:mine");
        assertThat(send(Map.of(), new OpenRecord(1)).getMessage().getBody()).isEqualTo(Map.of("answer", "{city=Ulm}"));
    }

    @Test
    void a_call_of_a_message_has_the_same_idempotency_key_each_time() throws Exception {
        routes.context().getRegistry().bind("mine", (EnrichmentHandler) context -> EnrichmentResult.ok(
                Map.of("one", context.idempotencyKey("one"), "two", context.idempotencyKey("two"))));
        start("to: handler:mine");
        Object keys = send(Map.of(), new OpenRecord(1)).getMessage().getBody();
        assertThat(((Map<?, ?>) keys).values()).doesNotHaveDuplicates();
        assertThat(send(Map.of(), new OpenRecord(1)).getMessage().getBody()).isEqualTo(keys);
        assertThat(send(Map.of(), new OpenRecord(2)).getMessage().getBody()).isNotEqualTo(keys);
    }

    @Test
    void a_connection_that_fails_for_a_while_fails_the_message_for_a_while() throws Exception {
        routes.server().answers(503, "{}");
        Failure failure = failure(handledBy(
                (AsyncEnrichmentHandler)
                        context -> context.connection("api").get("/x").thenApply(answer -> EnrichmentResult.ok()),
                ""));
        assertThat(failure.family()).isEqualTo(FailureFamily.TRANSIENT);
        assertThat(failure).hasMessageStartingWith("Exception in mine: ");
    }

    @Test
    void one_that_hangs_loses_the_message_which_fails_for_a_while() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Failure failure = failure(handledBy(
                context -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return EnrichmentResult.ok(Map.of("too", "late"));
                },
                "?timeout=50"));
        assertThat(failure).hasMessage("mine was not done after 50 ms");
        assertThat(failure.family()).isEqualTo(FailureFamily.TRANSIENT);
        await().atMost(Duration.ofSeconds(10)).until(() -> interrupted.getCount() == 0);
    }

    @Test
    void an_asynchronous_one_that_never_answers_fails_the_message_for_a_while() throws Exception {
        Failure failure =
                failure(handledBy((AsyncEnrichmentHandler) context -> new CompletableFuture<>(), "?timeout=50"));
        assertThat(failure).hasMessage("mine was not done after 50 ms");
        assertThat(failure.family()).isEqualTo(FailureFamily.TRANSIENT);
    }

    @Test
    void one_that_can_t_be_initialized_keeps_the_route_from_starting() {
        refuses("handler:" + TAGGING + "?config.tag=broken", "Tagging could not be initialized: nothing to tag with");
    }

    @Test
    void all_that_is_wrong_with_its_configuration_is_said_at_once() {
        refuses(
                "handler:" + TAGGING + "?config.weight=heavy&config.tga=x",
                "weight must be a whole number, but was 'heavy'",
                "unknown field 'tga'. Did you mean 'tag'?");
    }

    @Test
    void what_is_not_there_is_named() {
        refuses(
                "handler:com.acme.Nothing",
                "no bean, plugin with a handler, or class is named 'com.acme.Nothing'. Plugins with a handler: none");
    }

    @Test
    void a_python_class_is_told_from_a_typo() {
        refuses(
                "handler:my_module.handlers:CustomHandler",
                "'my_module.handlers:CustomHandler' names a Python class, and there is no Java class"
                        + " 'my_module.handlers.CustomHandler' in its place. Write it in Java (docs/handlers.md), or"
                        + " drop it in as a plugin named 'CustomHandler'");
    }

    @Test
    void what_is_no_handler_is_refused() {
        refuses(
                "handler:java.lang.Object",
                "'java.lang.Object' is no handler, but java.lang.Object. It must implement"
                        + " dev.wadi.plugin.spi.handler.EnrichmentHandler");
    }

    @Test
    void a_bean_takes_no_configuration_from_the_step() {
        routes.context().getRegistry().bind("mine", (EnrichmentHandler) context -> EnrichmentResult.ok());
        refuses(
                "handler:mine?config.x=1",
                "'mine' is a bean, and takes no config options. Set its properties where it is declared");
    }

    @Test
    void a_timeout_must_be_a_duration() {
        refuses(
                "handler:" + TAGGING + "?timeout=soon",
                "timeout must be a duration (500ms, 5s, 2m, 1h), but was 'soon'");
    }

    private void refuses(String uri, String... messages) {
        assertThatThrownBy(() -> start("to: \"" + uri + "\"")).satisfies(thrown -> {
            Throwable cause = thrown;
            while (!(cause instanceof ConfigException) && cause.getCause() != null) {
                cause = cause.getCause();
            }
            assertThat(cause).isInstanceOf(ConfigException.class);
            assertThat(((ConfigException) cause).problems())
                    .extracting(problem -> problem.message())
                    .containsExactlyInAnyOrder(messages);
        });
    }
}
