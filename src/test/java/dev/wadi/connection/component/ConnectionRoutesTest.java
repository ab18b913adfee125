package dev.wadi.connection.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Outcome;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConnectionRoutesTest {

    private final YamlRoutes routes = new YamlRoutes();

    @AfterEach
    void close() {
        routes.close();
    }

    @Test
    void posts_the_body_as_json_and_takes_the_answer_as_body() throws Exception {
        routes.server().answers(201, "{\"id\":7}");
        routes.start("""
                - route:
                    id: call
                    from:
                      uri: direct:in
                      steps:
                        - to: "connection:api/v1/photo_tasks"
                """);

        Exchange done = routes.send("direct:in", Map.of("task_id", 5), new OpenRecord(9));

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo(Map.of("id", 7));
        assertThat(done.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(201);
        assertThat(routes.server().received()).singleElement().satisfies(received -> {
            assertThat(received.method()).isEqualTo("POST");
            assertThat(received.uri()).isEqualTo("/v1/photo_tasks");
            assertThat(received.body()).isEqualTo("{\"task_id\":5}");
            assertThat(received.headers())
                    .containsEntry("content-type", "application/json")
                    .containsKey("idempotency-key");
        });
    }

    @Test
    void a_status_to_drop_ends_the_record_as_filtered() throws Exception {
        routes.server().answers(410, "gone");
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: "connection:api/a"
                        - throwException: { exceptionType: java.lang.IllegalStateException, message: went on }
                """);
        OpenRecord record = new OpenRecord(9);

        Exchange done = routes.send("direct:in", Map.of("task_id", 5), record);

        assertThat(done.getException()).isNull();
        assertThat(record.outcome()).isEqualTo(new Outcome.Filtered("dropped: status 410"));
    }

    @Test
    void parts_of_the_answer_become_fields_of_the_body() throws Exception {
        routes.server().answers(200, "{\"project\":{\"name\":\"Hill 7\",\"tags\":[\"a\",\"b\"]},\"noise\":1}");
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: connection:api/projects/{id}
                            parameters:
                              method: GET
                              answer.project_name: project.name
                              answer.tag: project.tags[1]
                              answer.owner: project.owner
                """);
        Map<String, Object> body = Map.of("id", 5);

        Exchange done = routes.send("direct:in", body, new OpenRecord(9));

        assertThat(done.getMessage().getBody()).isEqualTo(Map.of("id", 5, "project_name", "Hill 7", "tag", "b"));
        assertThat(body).isEqualTo(Map.of("id", 5));
    }

    @Test
    void a_part_of_the_answer_is_named_by_a_path() {
        assertThatThrownBy(() -> routes.start("""
                        - route:
                            from:
                              uri: direct:in
                              steps:
                                - to: "connection:api/a?answer.name=project..name"
                        """))
                .hasStackTraceContaining("connection:api/a: 'project..name' is no field path");
    }

    @Test
    void a_call_may_have_a_timeout_and_a_number_of_attempts_of_its_own() throws Exception {
        routes.server().answers(503, "").answers(503, "").answers(503, "").answers(200, "{}");
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: "connection:api/a?maxAttempts=1&timeout=5s"
                """);

        Exchange done = routes.send("direct:in", Map.of(), new OpenRecord(9));

        assertThat(done.getException()).isInstanceOf(Failure.class);
        assertThat(((Failure) done.getException()).attempts()).isEqualTo(1);
        assertThat(routes.server().received()).hasSize(1);
    }

    @Test
    void a_call_can_not_have_less_than_one_attempt() {
        assertThatThrownBy(() -> routes.start("""
                        - route:
                            from:
                              uri: direct:in
                              steps:
                                - to: "connection:api/a?maxAttempts=-1"
                        """))
                .hasStackTraceContaining(
                        "connection:api/a: timeout and maxAttempts must be more than 0, or left to the connection");
    }

    @Test
    void goes_on_where_the_record_wants_it() throws Exception {
        routes.server().answers(200, "{}");
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: "connection:api/a"
                        - to: "connection:api/b"
                """);
        OpenRecord open = new OpenRecord(9);

        assertThat(routes.send("direct:in", Map.of(), open).getException()).isNull();

        assertThat(open.steps()).isEqualTo(2);
    }

    @Test
    void fills_path_and_query_from_the_body_and_puts_the_answer_into_a_field() throws Exception {
        routes.server().answers(200, "{\"name\":\"Elm St\"}");
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: "connection:api/export/project/{project_id}?method=GET&into=project_response&query.full=true&query.mediaIds={media_id}&query.since={since}"
                """);
        Map<String, Object> body = Map.of("project_id", "a/b 1", "media_id", 3);

        Exchange done = routes.send("direct:in", body);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody())
                .isEqualTo(Map.of("project_id", "a/b 1", "media_id", 3, "project_response", Map.of("name", "Elm St")));
        assertThat(body).hasSize(2);
        assertThat(routes.server().received().getFirst().uri())
                .isIn(
                        "/export/project/a%2Fb%201?full=true&mediaIds=3",
                        "/export/project/a%2Fb%201?mediaIds=3&full=true");
        assertThat(routes.server().received().getFirst().headers()).doesNotContainKey("idempotency-key");
    }

    @Test
    void reads_its_options_from_parameters_too() throws Exception {
        routes.server().answers(200, "{\"ok\":true}");
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: "connection:api/tasks/{task.id}"
                            parameters:
                              method: put
                              responseBody: text
                              query.q: a b
                              header.trace: "{not a field}"
                """);

        Exchange done = routes.send("direct:in", Map.of("task", Map.of("id", 4)));

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo("{\"ok\":true}");
        assertThat(routes.server().received()).singleElement().satisfies(received -> {
            assertThat(received.method()).isEqualTo("PUT");
            assertThat(received.uri()).isEqualTo("/tasks/4?q=a%20b");
            assertThat(received.headers()).containsEntry("trace", "{not a field}");
        });
    }

    /** CVE-like redirections of Camel's own HTTP producers by headers of a message find nothing to hold on to here. */
    @Test
    void headers_of_the_message_neither_steer_the_call_nor_are_sent() throws Exception {
        routes.server().answers(200, "{}");
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - setHeader: { name: CamelHttpUri, constant: "http://127.0.0.1:1/stolen" }
                        - setHeader: { name: CamelHttpMethod, constant: DELETE }
                        - setHeader: { name: CamelHttpPath, constant: /stolen }
                        - setHeader: { name: X-Private, constant: secret }
                        - to: "connection:api/fixed"
                """);

        routes.send("direct:in", Map.of());

        assertThat(routes.server().received()).singleElement().satisfies(received -> {
            assertThat(received.method()).isEqualTo("POST");
            assertThat(received.uri()).isEqualTo("/fixed");
            assertThat(received.headers().keySet())
                    .noneMatch(name -> name.startsWith("camel") || name.equals("x-private"));
        });
    }

    @Test
    void a_missing_field_of_the_path_fails_the_message_for_good() throws Exception {
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: "connection:api/projects/{project_id}"
                """);

        Exception thrown = routes.send("direct:in", Map.of("other", 1)).getException();

        assertThat(thrown)
                .isInstanceOf(Failure.class)
                .hasMessage("Path parameter 'project_id' not found: the body has no such field");
        assertThat(routes.server().received()).isEmpty();
    }

    @Test
    void a_failed_call_fails_the_message_with_its_family() throws Exception {
        routes.server().answers(422, "no such task");
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: "connection:api/tasks"
                """);

        Exception thrown = routes.send("direct:in", Map.of()).getException();

        assertThat(thrown)
                .isInstanceOf(Failure.class)
                .hasMessage("connection api: POST " + routes.server().url() + "/tasks answered 422: no such task");
        assertThat(FailureFamily.of(thrown)).isEqualTo(FailureFamily.PAYLOAD);
    }

    @Test
    void an_answer_that_only_claims_to_be_json_fails_the_message_for_good() throws Exception {
        routes.server().answers(200, "<html>");
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: "connection:api/tasks"
                """);

        Exception thrown = routes.send("direct:in", Map.of()).getException();

        assertThat(FailureFamily.of(thrown)).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(thrown).hasMessageStartingWith("The answer is not JSON");
    }

    @Test
    void an_empty_answer_leaves_the_body() throws Exception {
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: "connection:api/tasks"
                """);

        assertThat(routes.send("direct:in", Map.of("a", 1)).getMessage().getBody())
                .isEqualTo(Map.of("a", 1));
    }

    @Test
    void each_call_has_its_own_idempotency_key_and_a_replay_has_the_same_ones() throws Exception {
        routes.server().answers(200, "{}");
        routes.start("""
                - route:
                    id: twice
                    from:
                      uri: direct:in
                      steps:
                        - to: "connection:api/tasks?responseBody=keep"
                        - to: "connection:api/tasks?responseBody=keep"
                        - split:
                            simple: "${body[items]}"
                            steps:
                              - to: "connection:api/items?responseBody=keep"
                """);
        Map<String, Object> body = Map.of("items", List.of(1, 2));

        routes.send("direct:in", body, new OpenRecord(1));
        routes.send("direct:in", body, new OpenRecord(1));
        assertThat(routes.send("direct:in", body, new OpenRecord(2)).getException())
                .isNull();

        List<String> keys = routes.server().received().stream()
                .map(received -> received.headers().get("idempotency-key"))
                .toList();
        assertThat(keys).hasSize(12);
        assertThat(keys.subList(0, 4)).doesNotHaveDuplicates().isEqualTo(keys.subList(4, 8));
        assertThat(keys.subList(8, 12)).doesNotContainAnyElementsOf(keys.subList(0, 4));
    }

    @Test
    void a_circuit_breaker_step_can_guard_the_call_with_the_same_breaker() throws Exception {
        routes.server().answers(503, "");
        routes.context()
                .getRegistry()
                .bind("api-breaker", routes.connections().breakers().get("api"));
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - circuitBreaker:
                            resilience4jConfiguration:
                              circuitBreaker: api-breaker
                              throwExceptionWhenHalfOpenOrOpenState: true
                            steps:
                              - to: "connection:api/tasks?method=GET&circuitBreaker=false"
                """);

        Exchange first = routes.send("direct:in", Map.of());
        Exchange second = routes.send("direct:in", Map.of());
        Exchange third = routes.send("direct:in", Map.of());

        assertThat(List.of(first, second)).allSatisfy(done -> assertThat(FailureFamily.of(done.getException()))
                .isEqualTo(FailureFamily.TRANSIENT));
        assertThat(FailureFamily.of(third.getException())).isEqualTo(FailureFamily.CIRCUIT_OPEN);
        assertThat(routes.server().received()).hasSize(4); // two attempts each
    }

    @Test
    void an_unknown_connection_stops_the_route_from_starting() {
        assertThatThrownBy(() -> routes.start("""
                        - route:
                            from:
                              uri: direct:in
                              steps:
                                - to: "connection:apu/tasks"
                        """))
                .hasRootCauseInstanceOf(ConfigException.class)
                .rootCause()
                .hasMessage("connection:apu/tasks: no connection named 'apu'. Did you mean 'api'?");
    }

    @Test
    void an_unknown_option_stops_the_route_from_starting() {
        assertThatThrownBy(() -> routes.start("""
                        - route:
                            from:
                              uri: direct:in
                              steps:
                                - to: "connection:api/tasks?metod=GET"
                        """)).hasStackTraceContaining("metod");
    }

    @Test
    void a_method_that_http_does_not_have_stops_the_route_from_starting() {
        assertThatThrownBy(() -> routes.start("""
                        - route:
                            from:
                              uri: direct:in
                              steps:
                                - to: "connection:api/tasks?method=FETCH"
                        """))
                .rootCause()
                .hasMessageStartingWith("connection:api/tasks: method is no HTTP method, but was 'FETCH'.");
    }
}
