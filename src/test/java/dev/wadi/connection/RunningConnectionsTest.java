package dev.wadi.connection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.connection.egress.HostResolver;
import dev.wadi.connection.limit.Permits;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RunningConnectionsTest {

    private final Vertx vertx = Vertx.vertx();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Problems problems = new Problems();
    private final RunningConnections running = new RunningConnections(
            new HttpRuntime(
                    vertx, scheduler, HostResolver.ofSystem(), Clock.systemUTC(), new Permits(1, 1), new CallHooks()),
            () -> CompletableFuture.completedStage(null));

    @AfterEach
    void close() {
        running.close();
        scheduler.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** It used to end the whole reading, of all other connections too. */
    @Test
    void one_that_cannot_be_opened_is_a_problem_with_a_place_and_stays_as_it_was() {
        ConnectionConfig sound = ConnectionConfig.of("api", URI.create("https://api.example.com"));
        ConnectionConfig broken = sound.withHeaders(Map.of("X-A", "c4nary\nline"));

        assertThat(running.take(sound, "api.yaml", problems)).isEqualTo(RunningConnections.Change.NEW);
        assertThat(running.take(broken, "api.yaml", problems)).isEqualTo(RunningConnections.Change.UNUSABLE);

        assertThat(problems.found())
                .extracting(Problem::toString)
                .containsExactly("api.yaml: the connection 'api' can't be opened (IllegalArgumentException)");
        assertThat(requireNonNull(running.find("api")).config()).isEqualTo(sound);
    }
}
