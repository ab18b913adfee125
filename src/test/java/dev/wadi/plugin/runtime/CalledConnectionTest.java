package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.CallOptions;
import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CalledConnectionTest {

    private final List<ConnectionRequest> sent = new ArrayList<>();
    private final List<CallOptions> wanted = new ArrayList<>();
    private final CalledConnection connection = new CalledConnection(new ConnectionClient() {
        @Override
        public String name() {
            return "api";
        }

        @Override
        public ConnectionClient with(CallOptions options) {
            wanted.add(options);
            return this;
        }

        @Override
        public CompletionStage<ConnectionResponse> call(ConnectionRequest request) {
            sent.add(request);
            return CompletableFuture.completedFuture(new ConnectionResponse(200, Map.of(), new byte[0]));
        }
    });

    /** As a plain header it would not let the connection try a POST again. */
    @Test
    void an_idempotency_key_is_the_call_s_own() {
        var unused = connection.request("post", "/x", Map.of("idempotency-key", "k1", "x-a", "1"), Map.of("a", 1));
        ConnectionRequest request = sent.getFirst();
        assertThat(request.idempotencyKey()).isEqualTo("k1");
        assertThat(request.headers()).containsOnlyKeys("x-a", "Content-Type");
        assertThat(request.method()).isEqualTo("POST");
    }

    @Test
    void an_empty_answer_is_no_json() {
        assertThat(connection.get("/x").toCompletableFuture().join()).isNull();
    }

    @Test
    void a_plugin_may_be_less_patient_than_the_connection_is_configured() {
        connection
                .withTimeout(Duration.ofMillis(300))
                .withMaxAttempts(1)
                .get("/x")
                .toCompletableFuture()
                .join();
        connection.get("/x").toCompletableFuture().join();
        assertThat(wanted).containsExactly(new CallOptions(true, Duration.ofMillis(300), 1), CallOptions.CONFIGURED);
    }
}
