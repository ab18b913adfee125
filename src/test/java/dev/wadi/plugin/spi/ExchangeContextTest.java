package dev.wadi.plugin.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeContextTest {

    private static final Map<String, Object> MESSAGE = Map.of(
            "event_id",
            "evt-1",
            "event_type",
            "CUSTOM_TASK_COMPLETED",
            "project_id",
            481516,
            "retry_count",
            2,
            "tasks",
            List.of(Map.of("task_id", 456, "grid", List.of(List.of(1, 2), List.of(3)))));

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final ExchangeContext context =
            new ExchangeContext(exchange, "claimx", "enrichment_complete", Instant.EPOCH);

    ExchangeContextTest() {
        exchange.getMessage().setBody(new LinkedHashMap<>(MESSAGE));
    }

    @Test
    void reads_ids_and_counts_from_the_message() {
        assertThat(context.eventId()).isEqualTo("evt-1");
        assertThat(context.eventType()).isEqualTo("CUSTOM_TASK_COMPLETED");
        assertThat(context.projectId()).isEqualTo("481516");
        assertThat(context.retryCount()).isEqualTo(2);
        assertThat(context.error()).isNull();
    }

    @Test
    void has_the_rows_as_entities() {
        assertThat(context.field("data.entities.tasks[0].task_id")).isEqualTo(456);
        exchange.getMessage().setBody(Map.of("event_id", "no rows"));
        assertThat(context.data()).isEmpty();
    }

    @Test
    void has_the_error_that_led_to_it() {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("the sink is down"));
        assertThat(context.error()).isEqualTo("the sink is down");
    }

    @Test
    void reads_nothing_from_a_body_that_is_no_object() {
        exchange.getMessage().setBody("text");
        assertThat(context.message()).isEmpty();
        assertThat(context.eventId()).isEmpty();
        assertThat(context.field("event_id")).isNull();
    }

    @Test
    void reads_fields_by_path() {
        context.headers().put("x.trace.id", "t-1");
        assertThat(context.field("message.tasks[0].task_id")).isEqualTo(456);
        assertThat(context.field("message.tasks[0].grid[0][1]")).isEqualTo(2);
        assertThat(context.field("headers.x.trace.id")).isEqualTo("t-1");
        assertThat(context.field("headers")).isEqualTo(context.headers());
        assertThat(context.field("project_id")).isEqualTo("481516");
        assertThat(context.field("message")).isEqualTo(context.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "nothing",
                "message.",
                "message.absent.deeper",
                "message.tasks[1]",
                "message.tasks[99999999999]",
                "message.tasks[-1]",
                "message.tasks[x]",
                "message.tasks[",
                "message.tasks[]",
                "message.tasks[0]task_id",
                "message.tasks[0].task_id[0].x",
                "message[0]",
                "event_id.x",
                "headers[0",
                "headers.absent"
            })
    void reads_null_where_there_is_nothing_and_never_throws(String path) {
        assertThat(context.field(path)).isNull();
    }

    @Test
    void keeps_what_is_asked_for_until_it_is_taken() {
        PluginAction first = PluginAction.Metric.count("a");
        PluginAction second = PluginAction.Metric.count("b");
        context.ask(first, second);
        assertThat(context.takeAsked()).containsExactly(first, second);
        assertThat(context.takeAsked()).isEmpty();
    }

    @Test
    void puts_an_added_header_on_the_message_too() {
        context.addHeader("x-a", "1");
        assertThat(context.headers()).containsEntry("x-a", "1");
        assertThat(exchange.getMessage().getHeader("x-a")).isEqualTo("1");
    }
}
