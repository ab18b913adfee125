package dev.wadi.enrich.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.component.OpenRecord;
import dev.wadi.connection.component.YamlRoutes;
import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Outcome;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HandlerRoutesTest {

    private final YamlRoutes routes = new YamlRoutes();

    @BeforeEach
    void bind() {
        routes.context().addComponent("lookup", new LookupComponent());
    }

    @AfterEach
    void close() {
        routes.close();
    }

    @Test
    void transforms_the_body() throws Exception {
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: transform:photo
                            parameters:
                              map.task_id: task.id
                              map.address.city: city
                              default.priority: normal
                              default.weight: 1.5
                              default.urgent: false
                              default.zip: "01234"
                """);

        assertThat(routes.send("direct:in", Map.of("task", Map.of("id", 7), "city", "X"))
                        .getMessage()
                        .getBody())
                .isEqualTo(Map.of(
                        "task_id",
                        7,
                        "address",
                        Map.of("city", "X"),
                        "priority",
                        "normal",
                        "weight",
                        new BigDecimal("1.5"),
                        "urgent",
                        false,
                        "zip",
                        "01234"));
    }

    @Test
    void defaults_are_values_in_json_or_plain_texts() throws Exception {
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: transform:photo
                            parameters:
                              keepUnmapped: true
                              default.list: 'RAW(["a & b", "c%20+d#?=", {"n": {"m": 1}}])'
                              default.who: '{"name": "Ünal \\"X\\"", "n": [1.50, null, false]}'
                              default.quoted: '"5"'
                              default.nothing: "null"
                              default.empty: ""
                              default.spaced: RAW(two words & 100% {x})
                              default.broken: '{"a":'
                """);

        assertThat(Json.object(Json.bytes(
                        routes.send("direct:in", Map.of("id", 1)).getMessage().getBody())))
                .isEqualTo(Json.object("""
                        {"id":1,"list":["a & b","c%20+d#?=",{"n":{"m":1}}],
                         "who":{"name":"Ünal \\"X\\"","n":[1.50,null,false]},"quoted":"5","nothing":null,"empty":"",
                         "spaced":"two words & 100% {x}","broken":"{\\"a\\":"}""".getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Camel sorts the options of an address; a receiver's people expect the fields as the route's author wrote them. Those
     * of a block of {@code parameters} come to us in no order, and with dashes taken out of their names.
     */
    @Test
    void the_fields_come_out_in_the_order_of_the_address() throws Exception {
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: >-
                            transform:photo?map.zebra=a&map.ape-id=b&map.mole=c&map.bear=a&map.fox=a&default.emu=1&default.dog=RAW(a&b%)
                """);

        assertThat(Json.text(routes.send("direct:in", Map.of("a", 1, "b", 2, "c", "x & y"))
                        .getMessage()
                        .getBody()))
                .isEqualTo("{\"zebra\":1,\"ape-id\":2,\"mole\":\"x & y\",\"bear\":1,\"fox\":1,\"emu\":1,"
                        + "\"dog\":\"a&b%\"}");
    }

    /** What docs/ENDPOINTS.md warns of. When this fails, Camel has changed, and the warning can go. */
    @Test
    void camel_takes_the_dashes_out_of_names_in_a_block_of_parameters() throws Exception {
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: transform:photo
                            parameters: { map.task-id: id }
                """);

        assertThat(routes.send("direct:in", Map.of("id", 1)).getMessage().getBody())
                .isEqualTo(Map.of("taskId", 1));
    }

    @Test
    void a_wrong_path_stops_the_route_from_starting() {
        assertThatThrownBy(() -> routes.start("""
                        - route:
                            from:
                              uri: direct:in
                              steps:
                                - to: "transform:photo?map.a=b..c"
                        """))
                .rootCause()
                .hasMessageStartingWith("transform:photo: 'b..c' is no field path.");
    }

    private static final String RULES = """
            - beans:
                - name: photoRules
                  type: dev.wadi.enrich.component.ValidationPredicate
                  properties:
                    config: |
                      required_fields: [task_id, project_id]
                      field_rules:
                        status:
                          allowed_values: [completed, cancelled]
                      skip_if:
                        field: status
                        equals: cancelled
            - route:
                from:
                  uri: direct:in
                  steps:
                    - filter:
                        method: { ref: photoRules, method: skips }
                        steps:
                          - to: "skip:the task was cancelled"
                    - validate:
                        ref: photoRules
                    - setHeader: { name: passed, constant: "yes" }
            """;

    @Test
    void validates_with_a_bean_of_the_same_file() throws Exception {
        routes.start(RULES);

        Exchange good = routes.send("direct:in", Map.of("task_id", 1, "project_id", 2, "status", "completed"));
        Exchange bad = routes.send("direct:in", Map.of("task_id", 1, "status", "open"));

        assertThat(good.getException()).isNull();
        assertThat(good.getMessage().getHeader("passed")).isEqualTo("yes");
        assertThat(bad.getException())
                .isInstanceOf(Failure.class)
                .hasMessage("Required field 'project_id' is missing; "
                        + "Field 'status' value 'open' not in allowed values: [completed, cancelled]");
        assertThat(FailureFamily.of(bad.getException())).isEqualTo(FailureFamily.PAYLOAD);
    }

    @Test
    void skips_with_a_reason_and_stops_the_route() throws Exception {
        routes.start(RULES);
        OpenRecord record = new OpenRecord(1);

        Exchange skipped = routes.send("direct:in", Map.of("status", "cancelled"), record);

        assertThat(skipped.getException()).isNull();
        assertThat(skipped.getMessage().getHeader("passed")).isNull();
        assertThat(record.outcome()).isEqualTo(new Outcome.Filtered("the task was cancelled"));
    }

    @Test
    void a_mistake_in_the_rules_stops_the_file_from_loading() {
        assertThatThrownBy(() -> routes.start(RULES.replace("required_fields", "required_field")))
                .hasStackTraceContaining("unknown field 'required_field'. Did you mean 'required_fields'?");
    }

    @Test
    void looks_up_into_a_field_and_keeps_the_answer() throws Exception {
        routes.server().answers(200, "{\"name\":\"Elm\"}");
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: "lookup:api/api/projects/{project_id}?cacheTtl=300&into=project&query.include=details"
                """);

        Exchange first = routes.send("direct:in", Map.of("project_id", 5, "a", 1));
        Exchange second = routes.send("direct:in", Map.of("project_id", 5, "a", 2));

        assertThat(first.getMessage().getBody())
                .isEqualTo(Map.of("project_id", 5, "a", 1, "project", Map.of("name", "Elm")));
        assertThat(second.getMessage().getBody())
                .isEqualTo(Map.of("project_id", 5, "a", 2, "project", Map.of("name", "Elm")));
        assertThat(routes.server().received()).singleElement().satisfies(received -> {
            assertThat(received.method()).isEqualTo("GET");
            assertThat(received.uri()).isEqualTo("/api/projects/5?include=details");
        });
    }

    @Test
    void looks_up_with_camels_content_enricher() throws Exception {
        routes.server().answers(200, "{\"name\":\"Elm\"}");
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
                            constant: "lookup:api/projects/{project_id}?cacheTtl=300"
                            aggregationStrategy: "#project"
                """);

        Exchange done = routes.send("direct:in", Map.of("project_id", 5));

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo(Map.of("project_id", 5, "project", Map.of("name", "Elm")));
        assertThat(routes.send("direct:in", Map.of("project_id", 5)).getException())
                .isNull();
        assertThat(routes.server().received()).hasSize(1);
    }

    @Test
    void a_lookup_that_fails_in_the_content_enricher_fails_the_message() throws Exception {
        routes.server().answers(404, "");
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
                            constant: "lookup:api/projects/{project_id}?cacheTtl=300"
                            aggregationStrategy: "#project"
                """);

        Exchange done = routes.send("direct:in", Map.of("project_id", 5));

        assertThat(FailureFamily.of(done.getException())).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(done.getException()).hasMessageEndingWith("/projects/5 answered 404");
    }

    @Test
    void a_route_can_invalidate_what_a_lookup_keeps() throws Exception {
        routes.server().answers(200, "{\"name\":\"Elm\"}").answers(200, "{\"name\":\"Oak\"}");
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: "lookup:api/projects/{project_id}?cacheTtl=300&cacheName=projects"
                - route:
                    from:
                      uri: direct:changed
                      steps:
                        - to: "caffeine-cache:projects?action=INVALIDATE_ALL"
                """);

        Object before =
                routes.send("direct:in", Map.of("project_id", 5)).getMessage().getBody();
        routes.send("direct:changed", List.of());
        Object after =
                routes.send("direct:in", Map.of("project_id", 5)).getMessage().getBody();

        assertThat(List.of(before, after)).isEqualTo(List.of(Map.of("name", "Elm"), Map.of("name", "Oak")));
    }
}
