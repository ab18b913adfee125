package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route is a file: edited, it does something else at the next start. */
final class EditedRouteTest {

    private final Load load = new Load(2);
    private final Set<String> paths = ConcurrentHashMap.newKeySet();
    private final Set<String> eventIds = ConcurrentHashMap.newKeySet();
    private Scene scene;
    private HttpServer api;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", this::accept);
        api.start();
        scene = Scene.open(folder);
        scene.with("EXTERNAL_API_URL", "http://127.0.0.1:" + api.getAddress().getPort());
    }

    private void accept(HttpExchange call) throws IOException {
        try (call) {
            paths.add(call.getRequestURI().getPath());
            eventIds.add(Load.eventId(call.getRequestBody().readAllBytes()));
            byte[] answer = "{\"accepted\": true}".getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(202, answer.length);
            call.getResponseBody().write(answer);
        }
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
        api.stop(0);
    }

    @Test
    void sends_photo_tasks_to_another_path_after_an_edit_and_a_restart() {
        WadiProcess before = scene.start("run").awaitStart();
        awaitPhotoTasks();
        assertThat(paths).containsExactly("/v1/photo_tasks");
        scene.stop(before);

        paths.clear();
        scene.project().edit("routes/workers/photo.camel.yaml", "/v1/photo_tasks", "/v2/photo_tasks");
        WadiProcess after = scene.start("run").awaitStart();
        awaitPhotoTasks();
        assertThat(paths).containsExactly("/v2/photo_tasks");
        scene.stop(after);
    }

    private void awaitPhotoTasks() {
        load.write(scene.kafka(), 150);
        assertThat(load.photoTasks()).isNotEmpty();
        await().atMost(WadiProcess.LIMIT).until(() -> eventIds.containsAll(load.photoTasks()));
    }
}
