package dev.wadi.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.claim.claimx.ClaimxEventType;
import dev.wadi.claim.claimx.ClaimxEvents;
import dev.wadi.claim.claimx.ClaimxRows;
import dev.wadi.config.ConfigException;
import dev.wadi.config.Secret;
import dev.wadi.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The real routes of the demo world, called over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoWorldTest {

    private static final String BASIC = "Basic demo";
    private static final String BEARER = "Bearer demo-token";

    private final DemoWorld world = new DemoWorld(
            Path.of("routes/demo"),
            0,
            new DemoWorld.Credentials(new Secret(BASIC), new Secret(BEARER)),
            "127.0.0.1:1",
            Clock.systemUTC());
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    void start() throws Exception {
        world.start();
    }

    @AfterAll
    void stop() {
        client.close();
        world.close();
    }

    @Test
    void sound_events_and_their_answers_give_rows_for_all_ten_types() throws Exception {
        ClaimxEvents events = new ClaimxEvents(Clock.systemUTC());
        ClaimxRows rows = new ClaimxRows(Clock.systemUTC());
        EventGenerator generator = new EventGenerator(1, Clock.systemUTC());
        Set<ClaimxEventType> seen = EnumSet.noneOf(ClaimxEventType.class);
        for (int i = 0; i < 1500 && seen.size() < 10; i++) {
            GeneratedEvent generated = generator.next();
            if (generated.kind() != GeneratedEvent.Kind.SOUND) {
                continue;
            }
            Map<String, @Nullable Object> event = events.normalise(Json.object(generated.value()));
            ClaimxEventType type = ClaimxEventType.of(event).orElseThrow();
            if (seen.add(type)) {
                ask(event, type);
                Map<String, @Nullable Object> result = rows.rows(event);
                assertThat(count(result, "projects")).as("%s", type).isEqualTo(1);
                assertThat(count(result, "contacts"))
                        .as("%s", type)
                        .isEqualTo(type.needsTask() ? 4 : type.needsProject() ? 3 : 0);
                assertThat(count(result, "tasks")).as("%s", type).isEqualTo(type.needsTask() ? 1 : 0);
                assertThat(count(result, "media")).as("%s", type).isEqualTo(type.needsMedia() ? 1 : 0);
                assertThat(count(result, "video_collab")).as("%s", type).isEqualTo(type.needsVideo() ? 1 : 0);
            }
        }
        assertThat(seen).hasSize(10);
    }

    @Test
    void what_the_claimx_api_does_not_know_is_404() throws Exception {
        for (String path : List.of(
                "/export/project/40401",
                "/export/project/40401/media?mediaIds=4040100001",
                "/export/project/abc",
                "/customTasks/assignment/4040100001?full=true",
                "/customTasks/assignment/99999999999999999999")) {
            assertThat(get(path, BASIC).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(post("/data", BASIC, "", report("40401")).statusCode()).isEqualTo(404);
        assertThat(post("/data", BASIC, "", "{").statusCode()).isEqualTo(400);
    }

    @Test
    void without_the_right_authorization_everything_is_401() throws Exception {
        for (String path :
                List.of("/export/project/10001", "/export/project/10001/media", "/customTasks/assignment/1000100001")) {
            assertThat(get(path, BEARER).statusCode()).as(path).isEqualTo(401);
            assertThat(get(path, "").statusCode()).as(path).isEqualTo(401);
        }
        assertThat(post("/data", "", "", report("10001")).statusCode()).isEqualTo(401);
        assertThat(postPhotoTask("e-401", "Bearer other").statusCode()).isEqualTo(401);
        assertThat(world.receipts().eventIds("photo-api")).doesNotContain("e-401");
    }

    @Test
    void an_answer_says_nothing_of_the_request() throws Exception {
        HttpResponse<String> answer = get("/export/project/10001?secret=canary", BASIC);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().toString()).doesNotContain("canary").doesNotContain(BASIC);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    }

    @Test
    void media_are_listed_or_picked_by_id() throws Exception {
        assertThat(items(get("/export/project/10001/media", BASIC))).hasSize(8);
        assertThat(items(get("/export/project/10001/media?mediaIds=1000100003,%201000100007", BASIC)))
                .extracting(media -> media.get("mediaID"))
                .containsExactly(1_000_100_003, 1_000_100_007);
        assertThat(items(get("/export/project/10001/media?mediaIds=1000200003", BASIC)))
                .isEmpty();
    }

    @Test
    void the_link_of_a_media_can_be_downloaded() throws Exception {
        for (Map<String, @Nullable Object> media : items(get("/export/project/10001/media", BASIC))) {
            String link = String.valueOf(media.get("fullDownloadLink"));
            assertThat(link).startsWith(world.baseUri().toString());
            HttpResponse<byte[]> file =
                    client.send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofByteArray());
            assertThat(file.statusCode()).as(link).isEqualTo(200);
            assertThat(file.body().length).isGreaterThan(10_000);
        }
    }

    @Test
    void the_photo_api_accepts_what_the_claimx_api_knows() throws Exception {
        HttpResponse<String> answer = postPhotoTask("e-photo", BEARER);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"accepted\":true").contains("\"id\":\"photo-");
        assertThat(world.receipts().eventIds("photo-api")).contains("e-photo");
        assertThat(post("/photo-api/v1/photo_tasks", BEARER, "", "{\"assignment_id\": 4040100001}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(post("/photo-api/v1/photo_tasks", BEARER, "", "nonsense").statusCode())
                .isEqualTo(400);
    }

    /** CVE-style headers: none of them may redirect, re-route or re-shape the call to the ClaimX API. */
    @Test
    void no_header_that_arrives_steers_the_call_to_the_claimx_api() throws Exception {
        HttpRequest.Builder request = photoTask("e-steered", BEARER);
        for (String name : List.of(
                "CamelHttpUri",
                "CamelRestHttpUri",
                "CamelHttpPath",
                "CamelHttpQuery",
                "CamelHttpRawQuery",
                "CamelHttpMethod",
                "CamelHttpHost",
                "camelhttpuri")) {
            request.header(name, "http://127.0.0.1:1/elsewhere");
        }
        assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(202);
    }

    @Test
    void a_crowd_at_the_photo_api_is_answered_or_asked_to_come_again() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> crowd = IntStream.range(0, 300)
                .mapToObj(
                        i -> client.sendAsync(photoTask("e-crowd-" + i, BEARER).build(), BodyHandlers.ofString()))
                .toList();
        List<Integer> statuses =
                crowd.stream().map(answer -> answer.join().statusCode()).toList();
        assertThat(statuses).contains(202).allMatch(status -> status == 202 || status == 503);
        assertThat(postPhotoTask("e-after", BEARER).statusCode()).isEqualTo(202);
    }

    @Test
    void the_project_service_knows_projects() throws Exception {
        HttpResponse<String> answer = get("/internal/api/projects/10001", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"project_id\":\"10001\"").contains("region");
        assertThat(get("/internal/api/projects/40401", "").statusCode()).isEqualTo(404);
    }

    @Test
    void webhooks_are_noted_under_their_path() throws Exception {
        HttpResponse<String> answer = post("/webhooks/task/done", "", "k-1", "{\"event_id\": \"e-hook\"}");
        assertThat(answer.statusCode()).isEqualTo(204);
        post("/webhooks/task/done", "", "k-1", "{\"event_id\": \"e-hook\"}");
        assertThat(world.receipts().eventIds("webhooks/task/done")).containsExactly("e-hook");
        assertThat(world.receipts().duplicates("webhooks/task/done")).isEqualTo(1);
    }

    @Test
    void a_taken_port_is_told() {
        int taken = world.baseUri().getPort();
        assertThatThrownBy(() -> new DemoWorld(
                        Path.of("routes/demo"),
                        taken,
                        new DemoWorld.Credentials(new Secret(BASIC), new Secret(BEARER)),
                        "127.0.0.1:1",
                        Clock.systemUTC()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("demo world: port " + taken + " is taken. Possible: another port, or 0 for a free one");
    }

    @Test
    void a_wrong_route_is_told_with_its_file(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(folder.resolve("wrong.camel.yaml"), "- route:\n    from:\n      uri: nothing:a\n");
        DemoWorld wrong = new DemoWorld(
                folder,
                0,
                new DemoWorld.Credentials(new Secret(BASIC), new Secret(BEARER)),
                "127.0.0.1:1",
                Clock.systemUTC());
        assertThatThrownBy(wrong::start).isInstanceOf(ConfigException.class).hasMessageStartingWith(file + ": ");
    }

    private void ask(Map<String, @Nullable Object> event, ClaimxEventType type) throws Exception {
        String project = "/export/project/" + event.get("project_id");
        if (type.needsProject()) {
            event.put("project_response", json(get(project, BASIC)));
        }
        if (type.needsTask()) {
            String path = "/customTasks/assignment/" + event.get("task_assignment_id") + "?full=true";
            event.put("task_response", json(get(path, BASIC)));
        }
        if (type.needsMedia()) {
            event.put("media_response", json(get(project + "/media?mediaIds=" + event.get("media_id"), BASIC)));
        }
        if (type.needsVideo()) {
            String question = report(String.valueOf(event.get("project_id")));
            event.put("video_response", json(post("/data", BASIC, "", question)));
        }
    }

    private static String report(String project) {
        return "{\"reportType\": \"VIDEO_COLLABORATION\", \"projectId\": " + project + "}";
    }

    private static Object json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return Objects.requireNonNull(Json.value(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, @Nullable Object>> items(HttpResponse<String> answer) {
        Object data = ((Map<String, @Nullable Object>) json(answer)).get("data");
        return (List<Map<String, @Nullable Object>>) Objects.requireNonNull(data);
    }

    private static int count(Map<String, @Nullable Object> rows, String table) {
        return ((List<?>) Objects.requireNonNull(rows.get(table))).size();
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        return client.send(request(path, authorization).GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String authorization, String key, String body) throws Exception {
        HttpRequest.Builder request = request(path, authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> postPhotoTask(String eventId, String authorization) throws Exception {
        return client.send(photoTask(eventId, authorization).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder photoTask(String eventId, String authorization) {
        return request("/photo-api/v1/photo_tasks", authorization)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "key-" + eventId)
                .POST(BodyPublishers.ofString(
                        "{\"event_id\": \"%s\", \"assignment_id\": 1000100001}".formatted(eventId)));
    }

    private HttpRequest.Builder request(String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(world.baseUri().resolve(path));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }
}
