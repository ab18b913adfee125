package dev.wadi.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.wadi.json.Json;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class FailureFamilyTest {

    @Test
    void a_failure_knows_its_family() {
        for (FailureFamily family : FailureFamily.values()) {
            Failure failure = Failure.of(family, "message", null, 3);
            assertThat(FailureFamily.of(failure)).isEqualTo(family);
            assertThat(failure.family()).isEqualTo(family);
            assertThat(failure.attempts()).isEqualTo(3);
        }
    }

    @Test
    void the_nearest_cause_with_a_family_decides() {
        Failure auth = Failure.of(FailureFamily.AUTH, "401", new IOException("reset"), 2);
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        Throwable thrown = new CompletionException(new CamelExecutionException("failed", exchange, auth));
        assertThat(FailureFamily.of(thrown)).isEqualTo(FailureFamily.AUTH);
        assertThat(Failure.attemptsOf(thrown)).isEqualTo(2);
    }

    @Test
    void what_the_network_does_is_transient() {
        assertThat(FailureFamily.of(new ConnectException("refused"))).isEqualTo(FailureFamily.TRANSIENT);
        assertThat(FailureFamily.of(new IllegalStateException(new TimeoutException())))
                .isEqualTo(FailureFamily.TRANSIENT);
    }

    @Test
    void an_open_breaker_is_a_family_of_its_own() {
        Throwable refused = CallNotPermittedException.createCallNotPermittedException(CircuitBreaker.ofDefaults("api"));
        assertThat(FailureFamily.of(refused)).isEqualTo(FailureFamily.CIRCUIT_OPEN);
    }

    @Test
    void what_nobody_knows_is_the_payload_s() {
        assertThat(FailureFamily.of(new IllegalArgumentException())).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(FailureFamily.of(new StackOverflowError())).isEqualTo(FailureFamily.PAYLOAD);
    }

    /**
     * All exceptions of Jackson are IOExceptions, but not all are named Json…: a value of another type than expected
     * was taken for trouble of the network, to be tried again. The same holds for bytes that are no text.
     */
    @Test
    void bytes_that_can_t_be_read_are_the_payload_s() {
        assertThat(FailureFamily.of(MismatchedInputException.from(null, String.class, "a list is no text")))
                .isEqualTo(FailureFamily.PAYLOAD);
        assertThat(FailureFamily.of(new MalformedInputException(1))).isEqualTo(FailureFamily.PAYLOAD);
    }

    /** A broker that does not answer a route's own kafka: producer was taken for a fault of the payload. */
    @Test
    void what_kafka_would_try_again_is_transient() {
        assertThat(FailureFamily.of(new org.apache.kafka.common.errors.TimeoutException("no broker")))
                .isEqualTo(FailureFamily.TRANSIENT);
    }

    @Test
    void a_label_is_in_lower_case_with_dashes() {
        assertThat(FailureFamily.values())
                .extracting(FailureFamily::label)
                .containsExactly("transient", "auth", "payload", "circuit-open");
    }

    @Test
    void what_tells_no_attempts_was_tried_once() {
        assertThat(Failure.attemptsOf(new IOException())).isEqualTo(1);
        assertThat(Failure.payload("bad").attempts()).isEqualTo(1);
        byte[] text = "x".getBytes(StandardCharsets.UTF_8);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Json.object(text))
                .satisfies(thrown -> assertThat(Failure.attemptsOf(thrown)).isEqualTo(1));
    }
}
