package dev.wadi.worker.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.component.YamlRoutes;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a success message says of the answer. */
final class SuccessMessageTest {

    private final YamlRoutes routes = new YamlRoutes();

    @BeforeEach
    void start() throws Exception {
        routes.context().getRegistry().bind("workerSuccess", new SuccessMessage());
        routes.start("""
                - route:
                    id: workers-p
                    from:
                      uri: direct:in
                      steps:
                        - setProperty: { name: enriched_data, simple: "${body}" }
                        - to: connection:api
                        - process: { ref: workerSuccess }
                """);
    }

    @AfterEach
    void close() {
        routes.close();
    }

    private Map<?, ?> success() {
        return routes.send("direct:in", Map.of("n", 1)).getMessage().getBody(Map.class);
    }

    @Test
    void it_has_what_was_sent_and_the_answer() {
        routes.server().answers(201, "{\"id\":7}");
        assertThat(success().get("enriched_data")).isEqualTo(Map.of("n", 1));
        assertThat(success().get("response")).isEqualTo(Map.of("id", 7));
        assertThat(success().get("status_code")).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void an_answer_without_a_body_is_no_response_and_what_was_sent_is_not_taken_for_it(int status) {
        routes.server().answers(status, "");
        assertThat(success().get("enriched_data")).isEqualTo(Map.of("n", 1));
        assertThat(success().get("response")).isNull();
        assertThat(success().get("status_code")).isEqualTo(status);
    }
}
