package dev.wadi.enrich.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.connection.ScriptedServer.Received;
import dev.wadi.connection.component.YamlRoutes;
import dev.wadi.record.FailureFamily;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lookups that share a call, through routes, at a real HTTP server. */
final class BatchedLookupRoutesTest {

    private static final int RECORDS = 200;
    private static final int IDS = 100;
    private static final int SIZE = 25;
    private static final String LOOKUP =
            "lookup:api/projects?query.ids={project_id}&cacheTtl=300&batchSize=25&batchId=id&into=project";
    private static final String PAIR = LOOKUP.replace("25", "2") + "&batchTimeout=10000";

    private final YamlRoutes routes = new YamlRoutes();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void bind() {
        routes.context().addComponent("lookup", new LookupComponent(meters, nanos::get));
    }

    @AfterEach
    void close() {
        routes.close();
    }

    @Test
    void two_hundred_records_at_once_over_a_hundred_ids_make_four_to_eight_calls() throws Exception {
        serves(ids -> ids.stream().map(BatchedLookupRoutesTest::project).collect(Collectors.joining(",", "[", "]")));
        start(LOOKUP + "&batchTimeout=500");

        List<CompletableFuture<Exchange>> sent =
                IntStream.range(0, RECORDS).mapToObj(i -> sendAsync(i % IDS)).toList();

        for (int i = 0; i < RECORDS; i++) {
            assertThat(body(sent.get(i).join()))
                    .isEqualTo(Map.of(
                            "project_id", i % IDS, "project", Map.of("id", i % IDS, "name", "Project " + i % IDS)));
        }
        assertThat(calls()).hasSizeBetween(IDS / SIZE, 2 * IDS / SIZE).allSatisfy(ids -> assertThat(ids)
                .hasSizeLessThanOrEqualTo(SIZE));
        assertThat(calls().stream().mapToInt(List::size).sum()).isEqualTo(IDS);
        assertThat(lookups("called")).isEqualTo(IDS);
        assertThat(results("answered")).isEqualTo(calls().size());
    }

    @Test
    void each_answer_is_kept_by_itself() throws Exception {
        serves(ids -> ids.stream().map(BatchedLookupRoutesTest::project).collect(Collectors.joining(",", "[", "]")));
        start(LOOKUP);

        sendAll(1, 2);
        sendAll(1, 2, 3);

        assertThat(calls().stream().flatMap(List::stream)).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(lookups("hit")).isEqualTo(2);
    }

    @Test
    void one_that_is_alone_is_asked_for_once_its_time_is_over() throws Exception {
        serves(ids -> "[" + project(ids.getFirst()) + "]");
        start(LOOKUP);

        assertThat(body(sendAsync(7).join())).containsEntry("project", Map.of("id", 7, "name", "Project 7"));
        assertThat(routes.server().received()).extracting(Received::uri).containsExactly("/projects?ids=7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ?batchId=id                      | [{"id":1,"n":"a"},null,{"id":"2","n":"b"},{"id":3}]
            ?batchId=id                      | {"1":{"n":"a"},"2":{"n":"b"},"9":null}
            ?batchId=about.id                | [{"about":{"id":2},"n":"b"},{"about":{"id":1},"n":"a"}]
            ?batchId=id&batchAnswer=data.all | {"data":{"all":[{"id":1,"n":"a"},{"id":2,"n":"b"}]}}
            ?batchId=id&batchAnswer=all      | {"all":{"1":{"n":"a"},"2":{"n":"b"}},"total":2}
            """)
    void the_answer_may_be_a_list_or_an_object_by_ids(String options, String answer) throws Exception {
        routes.server().answers(200, answer);
        start("lookup:api/projects/{project_id}" + options + "&batchSize=2&batchTimeout=10000&into=project");

        List<Map<?, ?>> projects = sendAll(1, 2).stream()
                .<Map<?, ?>>map(exchange -> (Map<?, ?>) body(exchange).get("project"))
                .toList();

        assertThat(projects.get(0).get("n")).isEqualTo("a");
        assertThat(projects.get(1).get("n")).isEqualTo("b");
        assertThat(routes.server().received()).singleElement().satisfies(call -> assertThat(call.uri())
                .isIn("/projects/1,2", "/projects/2,1"));
    }

    @Test
    void an_id_that_is_absent_in_the_answer_is_missing() throws Exception {
        serves(ids -> "[" + project("1") + "]");
        start(PAIR + "&negativeTtl=60");

        List<Exchange> first = sendAll(1, 2);
        Exchange known = sendAsync(2).join();

        assertThat(first.getFirst().getException()).isNull();
        assertThat(FailureFamily.of(first.getLast().getException())).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(known.getException()).hasMessage("connection api answered without project_id 2");
        assertThat(routes.server().received()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []   | 200 |
            {}   | 200 |
            null | 200 |
                 | 204 |
                 | 404 |
            {"a":null} | 200 | &batchAnswer=a
            """)
    void of_an_answer_with_nothing_all_are_missing(String answer, int status, String more) throws Exception {
        routes.server().answers(status, answer == null ? "" : answer);
        start(PAIR + "&onMissing=null" + (more == null ? "" : more));

        assertThat(sendAll(1, 2)).allSatisfy(exchange -> {
            assertThat(exchange.getException()).isNull();
            assertThat(body(exchange)).containsEntry("project", null);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{"project":1}]      |                   | has no item with a field 'id' (batchId)
            {"items":[{"id":1}]} |                   | is an object with none of the ids; batchAnswer says where in it the items are
            {"items":[{"id":1}]} | &batchAnswer=item | has no field 'item' (batchAnswer)
            5                    |                   | is neither a list nor an object
            """)
    void an_answer_that_can_not_be_read_is_never_taken_for_nothing(String answer, String more, String message)
            throws Exception {
        routes.server().answers(200, answer);
        start(PAIR + "&onMissing=null" + (more == null ? "" : more));

        assertThat(sendAll(1, 2)).allSatisfy(exchange -> {
            assertThat(exchange.getException()).hasMessage("The answer to a call for several ids " + message);
            assertThat(FailureFamily.of(exchange.getException())).isEqualTo(FailureFamily.PAYLOAD);
        });
        assertThat(results("failed")).isEqualTo(1);
    }

    @Test
    void a_call_that_fails_fails_all_of_its_lookups_and_old_answers_stand_in() throws Exception {
        routes.server().answers(200, "[" + project("1") + "]").answers(503, "");
        start(PAIR + "&staleIfError=600");
        sendAll(1, 3);
        nanos.addAndGet(Duration.ofSeconds(301).toNanos());

        List<Exchange> down = sendAll(1, 2);

        assertThat(body(down.getFirst())).containsEntry("project", Map.of("id", 1, "name", "Project 1"));
        assertThat(FailureFamily.of(down.getLast().getException())).isNotEqualTo(FailureFamily.PAYLOAD);
        assertThat(results("failed")).isEqualTo(1);
        assertThat(results("divided")).isZero();
    }

    /** Without division one bad id would make dead letters of all messages that happen to be asked for with it. */
    @ParameterizedTest
    @CsvSource({"400", "404", "422", "410"}) // 410 is one that the connection drops
    void one_bad_id_does_not_fail_the_others(int status) throws Exception {
        routes.server().answers(request -> {
            List<String> ids = ids(request.uri());
            request.response()
                    .setStatusCode(ids.contains("13") ? status : 200)
                    .end(ids.stream().map(BatchedLookupRoutesTest::project).collect(Collectors.joining(",", "[", "]")));
        });
        start(LOOKUP.replace("25", "20") + "&batchTimeout=10000");

        List<Exchange> done = sendAll(IntStream.range(0, 20).toArray());

        assertThat(done.stream().filter(exchange -> project(exchange).isEmpty()).map(exchange -> body(exchange)
                        .get("project_id")))
                .containsExactly(13);
        assertThat(routes.server().received()).hasSizeLessThanOrEqualTo(11); // 20, 10, 5, 2 or 3, 1 or 2, 1: in pairs
        assertThat(routes.server().received()).hasSize(1 + 2 * (int) results("divided"));
    }

    /** One that can't be told from two by a server that decodes before it divides has a call of its own. */
    @Test
    void ids_are_encoded_and_one_with_a_comma_goes_alone() throws Exception {
        routes.server().answers(request -> {
            String ids = request.uri().substring(request.uri().indexOf('=') + 1);
            request.response()
                    .end(Arrays.stream(ids.contains("%2C") ? new String[] {ids} : ids.split(","))
                            .map(id -> "{\"id\":\"" + URLDecoder.decode(id, StandardCharsets.UTF_8) + "\"}")
                            .collect(Collectors.joining(",", "[", "]")));
        });
        start(LOOKUP.replace("25", "3") + "&batchTimeout=10000");

        List<Exchange> done = sendEach(List.of("a&b=c", "x,y", "ü /", "+%"));

        assertThat(done)
                .<Object>extracting(exchange -> project(exchange).orElseThrow().get("id"))
                .containsExactly("a&b=c", "x,y", "ü /", "+%");
        assertThat(routes.server().received())
                .hasSize(2)
                .extracting(Received::uri)
                .contains("/projects?ids=x%2Cy")
                .anySatisfy(uri -> assertThat(uri).contains("a%26b%3Dc", "%C3%BC%20%2F", "%2B%25"));
    }

    @Test
    void the_url_has_a_bounded_length() throws Exception {
        serves(ids -> ids.stream().map(id -> "{\"id\":\"" + id + "\"}").collect(Collectors.joining(",", "[", "]")));
        start(LOOKUP.replace("25", "100") + "&batchTimeout=50");

        List<Exchange> done = sendEach(
                IntStream.range(0, 30).mapToObj(i -> i + "-" + "x".repeat(400)).toList());

        assertThat(done).allSatisfy(exchange -> assertThat(project(exchange)).isPresent());
        assertThat(routes.server().received()).hasSizeBetween(4, 30).allSatisfy(call -> assertThat(call.uri())
                .hasSizeLessThanOrEqualTo(3_500));
    }

    @Test
    void a_message_without_the_id_asks_for_nothing() throws Exception {
        start(LOOKUP);

        Exchange lacking = routes.send("direct:in", Map.of("a", 1));
        Exchange several = routes.send("direct:in", Map.of("project_id", List.of(1, 2)));

        assertThat(lacking.getException()).hasMessage("The id 'project_id' not found: the body has no such field");
        assertThat(several.getException())
                .hasMessage("The id 'project_id' must be a text or a number of at most 100 places");
        assertThat(routes.server().received()).isEmpty();
    }

    @Test
    void what_waits_is_asked_for_at_once_when_the_endpoint_stops() throws Exception {
        serves(ids -> ids.stream().map(BatchedLookupRoutesTest::project).collect(Collectors.joining(",", "[", "]")));
        start(LOOKUP + "&batchTimeout=10000&maximumSize=100");
        LookupEndpoint endpoint = routes.context().getEndpoints().stream()
                .filter(LookupEndpoint.class::isInstance)
                .map(LookupEndpoint.class::cast)
                .findFirst()
                .orElseThrow();
        CompletableFuture<Exchange> waiting = sendAsync(1);
        await().atMost(Duration.ofSeconds(10)).until(() -> lookups("called") == 1);

        endpoint.stop();

        await().atMost(Duration.ofSeconds(8)).until(waiting::isDone);
        assertThat(project(waiting.join())).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /a?query.ids={id}&batchSize=5 | batchSize needs batchId, which is missing: the field of an item of the answer that holds its id. Possible: batchId=id, batchId=project.id
            /a?query.ids={id}&batchSize=-1&batchId=id | batchSize must be from 0 (off) to 1000, but was -1
            /a?query.ids={id}&batchSize=5&batchId=id&batchTimeout=0 | batchTimeout must be from 1 to 10000 ms, but was 0
            /a?query.ids={id}&batchId=id | batchId and batchAnswer need a batchSize, but it is 0. Possible: batchSize=50
            /a?query.ids={id}&batchSize=5&batchId=a..b | 'a..b' is no field path. Possible: a.b, tasks[0].task_id
            /a?query.ids=id&batchSize=5&batchId=id | the path and query of a call for several ids must have one placeholder, in whose place the ids stand, but have none. Possible is one {field}, in the path or in a query parameter
            /a/{t}?query.ids={id}&batchSize=5&batchId=id | the path and query of a call for several ids must have one placeholder, in whose place the ids stand, but have {t} and {id}. Possible is one {field}, in the path or in a query parameter
            """)
    void a_mistake_is_told_at_the_start(String lookup, String message) {
        assertThatThrownBy(() -> start("lookup:api" + lookup))
                .rootCause()
                .hasMessage("lookup:api" + lookup.substring(0, lookup.indexOf('?')) + ": " + message);
    }

    private void start(String lookup) throws Exception {
        routes.start("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: "%s"
                """.formatted(lookup));
    }

    /** Answers each call with what is made of its ids. */
    private void serves(Function<List<String>, String> answer) {
        routes.server()
                .answers((HttpServerRequest request) -> request.response().end(answer.apply(ids(request.uri()))));
    }

    private static List<String> ids(String uri) {
        return List.of(uri.substring(uri.indexOf('=') + 1).split(","));
    }

    private static String project(String id) {
        return "{\"id\":" + id + ",\"name\":\"Project " + id + "\"}";
    }

    private List<List<String>> calls() {
        return routes.server().received().stream().map(call -> ids(call.uri())).toList();
    }

    private CompletableFuture<Exchange> sendAsync(Object id) {
        ProducerTemplate template = routes.context().createProducerTemplate();
        return template.asyncSend("direct:in", exchange -> exchange.getMessage().setBody(Map.of("project_id", id)));
    }

    /** Sends at once, and waits for all. */
    private List<Exchange> sendAll(int... ids) {
        return sendEach(Arrays.stream(ids).boxed().toList());
    }

    private List<Exchange> sendEach(List<?> ids) {
        List<CompletableFuture<Exchange>> sent =
                ids.stream().map(this::sendAsync).toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> body(Exchange exchange) {
        return (Map<String, Object>) exchange.getMessage().getBody(Map.class);
    }

    /** What the lookup found, if it did. */
    private static Optional<Map<?, ?>> project(Exchange exchange) {
        return body(exchange).get("project") instanceof Map<?, ?> found ? Optional.of(found) : Optional.empty();
    }

    private double lookups(String result) {
        return meters.get("wadi.lookups").tag("result", result).counter().count();
    }

    private double results(String result) {
        return meters.get("wadi.lookup.calls").tag("result", result).counter().count();
    }
}
