package dev.wadi.plugin.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class PluginConditionsTest {

    private static final Map<String, Object> PHOTO =
            Map.of("task_id", 456, "status", "completed", "task_name", "Photo", "assignment_id", 789);
    private static final Map<String, Object> REPORT =
            Map.of("task_id", 999, "status", "assigned", "task_name", "Report", "assignment_id", 790);

    private final Problems problems = new Problems();

    private PluginConditions read(String yaml) {
        String text = "conditions:\n" + yaml.indent(2);
        return PluginConditions.read(
                YamlFile.parse(text, "config.yaml", Variables.of(Map.of("KIND", "PROJECT_CREATED")), problems),
                "conditions");
    }

    private boolean holds(String yaml, PluginContext context) {
        PluginConditions conditions = read(yaml);
        assertThat(problems.found()).isEmpty();
        return conditions.hold(context);
    }

    private static ExchangeContext context(Object... tasks) {
        Map<String, Object> body = new HashMap<>();
        body.put("event_id", "e-1");
        body.put("event_type", "PROJECT_CREATED");
        body.put("project_id", 12345);
        body.put("amount", 10.50);
        body.put("urgent", true);
        body.put("address", Map.of("country", "DE"));
        if (tasks.length > 0) {
            body.put("tasks", List.of(tasks));
        }
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(body);
        ExchangeContext context = new ExchangeContext(exchange, "claimx", "enrichment_complete", Instant.EPOCH);
        context.headers().put("x-region", "north");
        return context;
    }

    private void foundProblems(String yaml, String... expected) {
        read(yaml);
        assertThat(problems.found()).extracting(Problem::toString).containsExactly(expected);
    }

    @Test
    void every_field_of_the_source_can_be_looked_at() {
        for (String condition : List.of(
                "{field: domain, equals: claimx}",
                "{field: stage, equals: enrichment_complete}",
                "{field: event_type, equals: '${KIND}'}",
                "{field: event_id, equals: e-1}",
                "{field: project_id, equals: 12345}",
                "{field: task_id, equals: 456}",
                "{field: task_status, equals: completed}",
                "{field: task_name, equals: Photo}",
                "{field: assignment_id, equals: 789}")) {
            assertThat(holds("all: [" + condition + "]", context(PHOTO))).isTrue();
        }
    }

    @Test
    void any_path_of_a_field_can_be_looked_at() {
        assertThat(holds("all: [{field: message.address.country, in: [DE, AT]}]", context()))
                .isTrue();
        assertThat(holds("all: [{field: headers.x-region, equals: north}]", context()))
                .isTrue();
        assertThat(holds("all: [{field: 'data.entities.tasks[0].task_id', equals: 456}]", context(PHOTO)))
                .isTrue();
        assertThat(holds("all: [{field: message.address.street, equals: x}]", context()))
                .isFalse();
    }

    @Test
    void numbers_texts_and_booleans_are_compared_by_what_they_say() {
        assertThat(holds("all: [{field: message.amount, equals: 10.5}]", context()))
                .isTrue();
        assertThat(holds("all: [{field: message.amount, equals: '10.5'}]", context()))
                .isTrue();
        assertThat(holds("all: [{field: message.urgent, equals: true}]", context()))
                .isTrue();
        assertThat(holds("all: [{field: project_id, in: ['12345', 7]}]", context()))
                .isTrue();
    }

    @Test
    void all_any_and_their_opposites_do_what_they_say() {
        String created = "{field: event_type, equals: PROJECT_CREATED}";
        String xact = "{field: domain, equals: xact}";
        assertThat(holds("all: [" + created + ", " + xact + "]", context())).isFalse();
        assertThat(holds("any: [" + created + ", " + xact + "]", context())).isTrue();
        assertThat(holds("all: [{field: domain, not_equals: xact}]", context())).isTrue();
        assertThat(holds("all: [{field: domain, not_in: [xact, claimx]}]", context()))
                .isFalse();
        assertThat(holds("all: [" + created + ", {any: [" + xact + ", {all: [" + created + "]}]}]", context()))
                .isTrue();
    }

    @Test
    void what_is_absent_equals_null_and_differs_from_all_else() {
        assertThat(holds("all: [{field: message.nothing, equals: null}]", context()))
                .isTrue();
        assertThat(holds("all: [{field: message.nothing, not_equals: x}]", context()))
                .isTrue();
        assertThat(holds("all: [{field: task_id, equals: 456}]", context())).isFalse();
        assertThat(holds("all: [{field: task_id, not_equals: 456}]", context())).isTrue();
    }

    /** The original looked at the first task only. */
    @Test
    void conditions_on_tasks_hold_if_one_task_fits_all_of_them() {
        assertThat(holds("all: [{field: task_id, equals: 999}]", context(PHOTO, REPORT)))
                .isTrue();
        String both = "all: [{field: task_id, equals: 456}, {field: task_status, equals: ";
        assertThat(holds(both + "completed}]", context(REPORT, PHOTO))).isTrue();
        assertThat(holds(both + "assigned}]", context(REPORT, PHOTO))).isFalse();
        assertThat(holds("all: [{field: task_id, equals: 456}]", context("no row")))
                .isFalse();
    }

    @Test
    void without_conditions_all_messages_will_do() {
        assertThat(PluginConditions.NONE.hold(context())).isTrue();
    }

    @Test
    void a_group_is_any_or_all_with_at_least_one_condition() {
        foundProblems(
                "some: []",
                "config.yaml:2: unknown field 'some'. Known fields: all, any",
                "config.yaml:2: conditions are either {any: […]} or {all: […]}, but neither was found");
    }

    @Test
    void a_group_is_not_both() {
        foundProblems(
                "any: [{field: domain, equals: a}]\nall: [{field: domain, equals: a}]",
                "config.yaml:2: conditions are either {any: […]} or {all: […]}, but both were found");
    }

    @Test
    void says_what_is_wrong_with_each_condition_and_where() {
        foundProblems(
                """
                all:
                  - {field: event_typ, equals: A}
                  - {field: domain, equal: A}
                  - {field: domain}
                  - {equals: A}
                  - {field: domain, equals: A, in: [B]}
                  - {field: domain, equals: [A]}
                  - {field: domain, in: A}
                  - {field: domain, in: []}
                  - {field: domain, in: [[A]]}
                  - domain
                  - any: []
                  - {field: messages.status, equals: A}
                """,
                "config.yaml:3: 'event_typ' is no field of a message, nor a path such as message.status,"
                        + " data.entities.tasks[0].task_id or headers.x-region. Did you mean 'event_type'?",
                "config.yaml:4: unknown field 'equal'. Did you mean 'equals'?",
                "config.yaml:4: a condition needs one of equals, not_equals, in and not_in, but none was found",
                "config.yaml:5: a condition needs one of equals, not_equals, in and not_in, but none was found",
                "config.yaml:6: the field 'field' is missing",
                "config.yaml:7: a condition needs one of equals, not_equals, in and not_in, but equals and in were"
                        + " found",
                "config.yaml:8: equals must be one value, but was something else",
                "config.yaml:9: in must be a list with at least one value, but was something else",
                "config.yaml:10: in must be a list with at least one value, but was something else",
                "config.yaml:11: a value of 'in' must be no list",
                "config.yaml:12: a condition must be a mapping, such as {field: event_type, equals: PROJECT_CREATED}",
                "config.yaml:13: any must be a list of conditions with at least one, such as {field: event_type,"
                        + " equals: PROJECT_CREATED}",
                "config.yaml:14: 'messages.status' is no field of a message, nor a path such as message.status,"
                        + " data.entities.tasks[0].task_id or headers.x-region. Known fields: assignment_id, domain,"
                        + " event_id, event_type, project_id, stage, task_id, task_name, task_status");
    }
}
