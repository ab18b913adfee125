package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An API that is down: records wait in retry topics, over a kill too, and arrive when it is back. Its circuit breaker would
 * have them wait in their own topic instead, and is kept closed here.
 */
final class DownApiTest {

    private static final String PHOTO_API = "photo-api";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Load load = new Load(5);
    private Scene scene;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = Scene.open(folder);
        scene.project()
                .withSessionTimeout(Duration.ofSeconds(6))
                .edit(
                        "connections/external_api.yaml",
                        "max_retries: 3",
                        "max_retries: 3\ncircuit_breaker: { minimum_number_of_calls: 1000000, sliding_window_size: 1000000 }");
    }

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    @Test
    void what_could_not_be_delivered_waits_and_arrives_when_the_api_is_back() throws Exception {
        scene.with("EXTERNAL_API_URL", "http://127.0.0.1:" + FreePorts.next())
                .with("WADI_RETRY_DELAYS", "1s")
                .with("WADI_RETRY_MAX_RETRIES", "50");
        load.write(scene.kafka(), 400);
        WadiProcess withoutApi = scene.start("run").awaitStart();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(scene.kafka().size("plugin.photo_tasks.retry.1s"))
                .isPositive());
        withoutApi.kill();

        scene.with("EXTERNAL_API_URL", scene.world() + "/photo-api");
        WadiProcess withApi = scene.start("run").awaitStart();
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> assertThat(
                        scene.receipts().eventIds(PHOTO_API))
                .containsAll(load.photoTasks()));
        scene.stop(withApi);
        assertThat(scene.receipts().eventIds(PHOTO_API)).isEqualTo(load.photoTasks());
        assertThat(scene.kafka().size("plugin.photo_tasks.errors")).isZero();
    }
}
