package dev.wadi.enrich.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.component.OpenRecord;
import dev.wadi.connection.component.YamlRoutes;
import dev.wadi.json.Json;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LookupRoutesTest {

    private static final int RECORDS = 10_000;
    private static final int IDS = 100;

    private final YamlRoutes routes = new YamlRoutes();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void bind() {
        routes.context().addComponent("lookup", new LookupComponent(meters));
    }

    @AfterEach
    void close() {
        routes.close();
    }

    /** Several threads at once, over a real HTTP server, with Camel's content enricher as the routes of workers have it. */
    @Test
    void ten_thousand_records_over_a_hundred_ids_make_a_hundred_calls() throws Exception {
        routes.server().answers(200, "{\"name\":\"Elm\"}");
        enriched("lookup:api/projects/{project_id}?cacheTtl=300");
        ProducerTemplate template = routes.context().createProducerTemplate();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> sent = IntStream.range(0, RECORDS)
                    .<Future<?>>mapToObj(
                            i -> threads.submit(() -> template.requestBody("direct:in", Map.of("project_id", i % IDS))))
                    .toList();
            for (Future<?> each : sent) {
                assertThat(each.get()).isInstanceOfSatisfying(Map.class, body -> assertThat(body.get("project"))
                        .isEqualTo(Map.of("name", "Elm")));
            }
        }

        assertThat(routes.server().received()).hasSize(IDS);
        assertThat(new TreeSet<>(routes.server().received().stream()
                        .map(received -> received.uri())
                        .toList()))
                .hasSize(IDS);
        assertThat(lookups("called")).isEqualTo(IDS);
        assertThat(lookups("hit") + lookups("joined")).isEqualTo(RECORDS - IDS);
        assertThat(meters.get("wadi.lookup.size").gauge().value()).isEqualTo(IDS);
    }

    @Test
    void a_message_without_its_counterpart_is_left_out_in_the_content_enricher() throws Exception {
        routes.server().answers(404, "");
        enriched("lookup:api/projects/{project_id}?cacheTtl=300&negativeTtl=60&onMissing=skip");
        OpenRecord record = new OpenRecord(1);
        OpenRecord again = new OpenRecord(2);

        Exchange skipped = routes.send("direct:in", Map.of("project_id", 5), record);
        routes.send("direct:in", Map.of("project_id", 5), again);

        assertThat(skipped.getException()).isNull();
        assertThat(skipped.getMessage().getHeader("passed")).isNull();
        assertThat(skipped.getMessage().getBody()).isEqualTo(Map.of("project_id", 5));
        assertThat(record.outcome()).isEqualTo(new Outcome.Filtered("nothing found at api/projects/{project_id}"));
        assertThat(again.outcome()).isEqualTo(record.outcome());
        assertThat(routes.server().received()).hasSize(1);
    }

    @Test
    void a_message_without_its_counterpart_is_left_out_in_a_plain_step() throws Exception {
        routes.server().answers(404, "");
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: "lookup:api/projects/{project_id}?onMissing=skip&into=project"
                        - setHeader: { name: passed, constant: "yes" }
                """);
        OpenRecord record = new OpenRecord(1);

        Exchange skipped = routes.send("direct:in", Map.of("no_project", 5), record);

        assertThat(skipped.getMessage().getHeader("passed")).isNull();
        assertThat(record.outcome()).isEqualTo(new Outcome.Filtered("nothing found at api/projects/{project_id}"));
        assertThat(routes.server().received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"project_id\":5}", "{}"})
    void a_message_without_its_counterpart_goes_on_with_null(String json) throws Exception {
        routes.server().answers(404, "");
        enriched("lookup:api/projects/{project_id}?onMissing=null");
        Map<String, @Nullable Object> body = new HashMap<>(Json.object(json.getBytes(StandardCharsets.UTF_8)));

        Exchange done = routes.send("direct:in", body);

        body.put("project", null);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader("passed")).isEqualTo("yes");
        assertThat(done.getMessage().getBody()).isEqualTo(body);
    }

    @Test
    void null_can_be_written_in_a_block_of_parameters() throws Exception {
        routes.server().answers(404, "");
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: lookup:api/projects/{project_id}
                            parameters: { into: project, onMissing: "null" }
                """);

        assertThat(routes.send("direct:in", Map.of("project_id", 1))
                        .getMessage()
                        .getBody())
                .asString()
                .isEqualTo("{project_id=1, project=null}");
    }

    /** In the original any failure of a lookup failed the message; where it is not said otherwise, so it is here. */
    @Test
    void a_message_without_its_counterpart_fails_by_default() throws Exception {
        routes.server().answers(404, "");
        enriched("lookup:api/projects/{project_id}?cacheTtl=300&negativeTtl=60");

        Exchange called = routes.send("direct:in", Map.of("project_id", 5));
        Exchange known = routes.send("direct:in", Map.of("project_id", 5));
        Exchange lacking = routes.send("direct:in", Map.of("a", 5));

        assertThat(List.of(called, known, lacking))
                .allSatisfy(exchange ->
                        assertThat(FailureFamily.of(exchange.getException())).isEqualTo(FailureFamily.PAYLOAD));
        assertThat(known.getException()).hasMessage(called.getException().getMessage());
        assertThat(routes.server().received()).hasSize(1);
    }

    @Test
    void an_old_answer_stands_in_while_the_api_is_down() throws Exception {
        AtomicLong nanos = new AtomicLong();
        routes.context().removeComponent("lookup");
        routes.context().addComponent("lookup", new LookupComponent(meters, nanos::get));
        routes.server().answers(200, "{\"name\":\"Elm\"}").answers(503, "");
        enriched("lookup:api/projects/{project_id}?cacheTtl=300&staleIfError=600");
        routes.send("direct:in", Map.of("project_id", 5));
        nanos.addAndGet(Duration.ofSeconds(301).toNanos());

        Exchange stale = routes.send("direct:in", Map.of("project_id", 5));
        Exchange other = routes.send("direct:in", Map.of("project_id", 6));

        assertThat(stale.getMessage().getBody()).isEqualTo(Map.of("project_id", 5, "project", Map.of("name", "Elm")));
        assertThat(FailureFamily.of(other.getException())).isNotEqualTo(FailureFamily.PAYLOAD);
        assertThat(meters.get("wadi.lookup.stale").counter().count()).isEqualTo(1);
    }

    @Test
    void query_parameters_are_fields_or_the_texts_that_stand_in_for_them() throws Exception {
        routes.server().answers(200, "{}");
        enriched("lookup:api/projects/{project_id}?query.include=details&query.status={task_status:-task_status}"
                + "&query.since={since}");

        routes.send("direct:in", Map.of("project_id", "a/b ü", "task_status", "IN PROGRESS"));
        routes.send("direct:in", Map.of("project_id", 0, "since", ""));

        assertThat(routes.server().received())
                .extracting(received -> received.uri())
                .allSatisfy(uri -> assertThat(uri).contains("include=details"))
                .satisfiesExactly(
                        uri -> assertThat(uri)
                                .startsWith("/projects/a%2Fb%20%C3%BC?")
                                .contains("status=IN%20PROGRESS")
                                .doesNotContain("since"),
                        uri -> assertThat(uri)
                                .startsWith("/projects/0?")
                                .contains("status=task_status")
                                .contains("since="));
    }

    @Test
    void lookups_that_name_the_same_cache_share_it_and_one_entry_can_be_invalidated() throws Exception {
        routes.server().answers(200, "{\"v\":1}").answers(200, "{\"v\":2}").answers(200, "{\"v\":3}");
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: "lookup:api/projects/{project_id}?cacheTtl=300&cacheName=projects"
                - route:
                    from:
                      uri: direct:other
                      steps:
                        - to: "lookup:api/projects/{id}?cacheTtl=300&cacheName=projects"
                - route:
                    from:
                      uri: direct:changed
                      steps:
                        - to: "caffeine-cache:projects?action=INVALIDATE&key=api/projects/5"
                """);

        routes.send("direct:in", Map.of("project_id", 5));
        routes.send("direct:in", Map.of("project_id", 6));
        Object shared =
                routes.send("direct:other", Map.of("id", 5)).getMessage().getBody();
        routes.send("direct:changed", Map.of());
        Object anew = routes.send("direct:other", Map.of("id", 5)).getMessage().getBody();
        Object kept = routes.send("direct:other", Map.of("id", 6)).getMessage().getBody();

        assertThat(List.of(shared, anew, kept)).isEqualTo(List.of(Map.of("v", 1), Map.of("v", 3), Map.of("v", 2)));
    }

    @Test
    void lookups_that_share_a_cache_must_agree_on_it() {
        assertThatThrownBy(() -> routes.start("""
                        - route:
                            from:
                              uri: direct:in
                              steps:
                                - to: "lookup:api/a?cacheTtl=300&cacheName=projects"
                                - to: "lookup:api/b?cacheTtl=60&cacheName=projects"
                        """))
                .rootCause()
                .hasMessage("lookup:api/b: the cache 'projects' is shared with another lookup, whose times, bounds or"
                        + " batches are others. Give them the same, or caches of their own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cacheTtl=-1", "maximumSize=0", "cacheTtl=60&refreshAfter=60", "onMissing=ignore"})
    void a_mistake_stops_the_route_from_starting(String options) {
        assertThatThrownBy(() -> routes.start("""
                        - route:
                            from:
                              uri: direct:in
                              steps:
                                - to: "lookup:api/a?%s"
                        """.formatted(options))).isInstanceOf(Exception.class);
    }

    private void enriched(String lookup) throws Exception {
        routes.start("""
                - beans:
                    - name: project
                      type: dev.wadi.enrich.component.IntoField
                      properties: { field: project }
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - enrich:
                            constant: "%s"
                            aggregationStrategy: "#project"
                        - setHeader: { name: passed, constant: "yes" }
                """.formatted(lookup));
    }

    private double lookups(String result) {
        return meters.get("wadi.lookups").tag("result", result).counter().count();
    }
}
