package dev.wadi.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.connection.ConnectionResponse;
import dev.wadi.fake.FakePlugin;
import dev.wadi.fake.FakeRecordHandle;
import dev.wadi.plugin.spi.PluginResult;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where routes/error-handling.camel.yaml sends a failure of the photo worker. */
final class ErrorHandlingTest extends ShippedRoutes {

    private static final String TASK = """
            {"event_id": "e-1", "task_id": 456, "assignment_id": 9, "project_id": "1", "task_status": "COMPLETED"}""";

    private static final String BATCH_ROUTE = """
            - beans:
                - name: gathered
                  type: dev.wadi.enrich.component.Batch
            - route:
                id: batch-out
                routeConfigurationId: pipeline
                from:
                  uri: kafka-ordered:batch.in
                  steps:
                    - aggregate:
                        correlationExpression: { constant: all }
                        aggregationStrategy: gathered
                        completionSize: 4
                        steps: [ to: connection:batch_api/batches ]
            """;

    /** Which plugins ran: {@code stage domain error}. */
    private final List<String> ran = new CopyOnWriteArrayList<>();

    private final List<@Nullable Object> categories = new ArrayList<>();
    private FailureFamily family = FailureFamily.TRANSIENT;

    ErrorHandlingTest() {
        connections.with("webhook_receiver", request -> {
            throw new AssertionError("no plugin calls it");
        });
        connections.with("external_api", request -> {
            throw new AssertionError("without the project the task is not sent");
        });
        connections.with("internal_service", request -> {
            throw Failure.of(family, "no project", null, 3);
        });
        further.add(new FakePlugin("watcher", 1, context -> {
            ran.add(context.stage() + " " + context.domain() + " " + Objects.requireNonNullElse(context.error(), "-"));
            categories.add(context.field("data.error_category"));
            return PluginResult.success();
        }));
    }

    @BeforeEach
    void routes() throws Exception {
        load("error-handling.camel.yaml", "workers/photo.camel.yaml");
    }

    private Exchange feed() throws Exception {
        return topics.feed("plugin.photo_tasks", TASK);
    }

    private static Outcome outcome(Exchange exchange) {
        return ((FakeRecordHandle) ExchangeRecords.first(exchange).orElseThrow()).outcome();
    }

    @Test
    void what_may_pass_waits_in_a_retry_topic_and_the_plugins_of_error_and_retry_hear_of_it() throws Exception {
        topics.leaveRetries();

        Exchange exchange = feed();

        assertThat(outcome(exchange)).isEqualTo(new Outcome.Retried("plugin.photo_tasks.retry.5m"));
        assertThat(retried).containsExactly("plugin.photo_tasks.retry.5m");
        assertThat(deadLetters.letters()).isEmpty();
        assertThat(ran).containsExactly("error workers no project", "retry workers no project");
        assertThat(categories).containsExactly("transient", "transient");
    }

    @Test
    void without_retries_left_it_is_a_dead_letter_and_the_plugins_of_error_and_dlq_hear_of_it() throws Exception {
        Exchange exchange = feed();

        assertThat(outcome(exchange)).isInstanceOf(Outcome.Dead.class);
        assertThat(retried).isEmpty();
        assertThat(deadLetters.letters()).hasSize(1);
        assertThat(ran).containsExactly("error workers no project", "dlq workers no project");
    }

    @Test
    void a_fault_in_the_payload_is_a_dead_letter_at_once() throws Exception {
        topics.leaveRetries();
        family = FailureFamily.PAYLOAD;

        Exchange exchange = feed();

        assertThat(outcome(exchange)).isInstanceOf(Outcome.Dead.class);
        assertThat(retried).isEmpty();
        assertThat(categories).containsExactly("payload", "payload");
    }

    @Test
    void a_refused_batch_goes_out_in_halves_and_plugins_hear_of_the_guilty_member_alone() throws Exception {
        connections.with("batch_api", request -> {
            if (new String(request.body(), StandardCharsets.UTF_8).contains("guilty")) {
                throw Failure.payload("HTTP 422");
            }
            return new ConnectionResponse(204, Map.of(), new byte[0]);
        });
        PluginHelper.getRoutesLoader(context()).loadRoutes(ResourceHelper.fromString("batch.camel.yaml", BATCH_ROUTE));

        for (String value : List.of("a", "b", "guilty", "c")) {
            topics.feed("batch.in", "{\"is\":\"" + value + "\"}");
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> ran.size() == 2);
        assertThat(ran).containsExactly("error batch HTTP 422", "dlq batch HTTP 422");
        assertThat(deadLetters.letters()).singleElement().satisfies(letter -> assertThat(
                        letter.record().source().value())
                .asString(StandardCharsets.UTF_8)
                .contains("guilty"));
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTH", "CIRCUIT_OPEN"})
    void where_the_way_is_blocked_the_failure_is_left_to_the_consumer(FailureFamily blocked) throws Exception {
        topics.leaveRetries();
        family = blocked;

        Exchange exchange = feed();

        assertThat(FailureFamily.of(exchange.getException())).isEqualTo(blocked);
        assertThat(deadLetters.letters()).isEmpty();
        assertThat(retried).isEmpty();
        assertThat(ran).isEmpty();
    }
}
