package dev.wadi.connection.auth;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Secret;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class FetchedTokensTest {

    private final TestClock clock = new TestClock();
    private final Office office = new Office();
    private final FetchedTokens tokens = new FetchedTokens(client(false), office, clock);

    /** Gives out tokens when told, and keeps what it was asked. */
    private static final class Office implements TokenEndpoint {

        private final List<String> asked = new ArrayList<>();
        private final List<CompletableFuture<byte[]>> open = new ArrayList<>();

        @Override
        public CompletionStage<byte[]> post(Map<String, String> headers, byte[] form) {
            asked.add(headers.get("Authorization") + " " + new String(form, StandardCharsets.US_ASCII));
            CompletableFuture<byte[]> answer = new CompletableFuture<>();
            open.add(answer);
            return answer;
        }

        void answers(String json) {
            open.removeFirst().complete(json.getBytes(StandardCharsets.UTF_8));
        }

        void gives(String token, int seconds) {
            answers("{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":" + seconds + "}");
        }

        void fails(FailureFamily family, String message) {
            open.removeFirst().completeExceptionally(Failure.of(family, message, null, 1));
        }
    }

    private static Authentication.ClientCredentials client(boolean inBody) {
        return new Authentication.ClientCredentials(
                "wadi",
                new Secret("s3cr:et&"),
                URI.create("https://login.example.com/token"),
                Optional.of("events.write tasks"),
                Optional.of("https://api.example.com"),
                inBody,
                "Authorization");
    }

    @Test
    void one_request_serves_all_who_ask_meanwhile() {
        List<CompletionStage<Optional<Proof>>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(tokens.next());
        }

        office.gives("a", 3600);

        assertThat(waiting).allSatisfy(proof -> assertThat(shown(proof)).isEqualTo("Authorization=Bearer a"));
        assertThat(shown(tokens.next())).isEqualTo("Authorization=Bearer a");
        assertThat(office.asked).hasSize(1);
    }

    @Test
    void asks_as_the_standard_says_with_the_credentials_in_the_header() {
        var unused = tokens.next();

        assertThat(office.asked)
                .containsExactly(
                        "Basic d2FkaTpzM2NyJTNBZXQlMjY=" // wadi:s3cr%3Aet%26
                                + " grant_type=client_credentials&scope=events.write+tasks"
                                + "&audience=https%3A%2F%2Fapi.example.com");
    }

    @Test
    void puts_the_credentials_into_the_body_where_that_is_wished() {
        var unused = new FetchedTokens(client(true), office, clock).next();

        assertThat(office.asked)
                .containsExactly("null grant_type=client_credentials&scope=events.write+tasks"
                        + "&audience=https%3A%2F%2Fapi.example.com&client_id=wadi&client_secret=s3cr%3Aet%26");
    }

    @Test
    void fetches_the_next_token_before_the_last_one_ends_and_nobody_waits_for_it() {
        var first = tokens.next();
        office.gives("a", 3600);
        assertThat(shown(first)).endsWith("a");

        clock.advance(Duration.ofSeconds(3539));
        assertThat(shown(tokens.next())).endsWith("a");
        assertThat(office.asked).hasSize(1);

        clock.advance(Duration.ofSeconds(2));
        assertThat(shown(tokens.next())).endsWith("a");
        assertThat(shown(tokens.next())).endsWith("a");
        assertThat(office.asked).hasSize(2);

        office.gives("b", 3600);
        assertThat(shown(tokens.next())).endsWith("b");
    }

    @Test
    void a_token_that_has_ended_is_not_used_on() {
        var first = tokens.next();
        office.gives("a", 100);
        assertThat(shown(first)).endsWith("a");
        clock.advance(Duration.ofSeconds(100));

        CompletionStage<Optional<Proof>> second = tokens.next();

        assertThat(second.toCompletableFuture()).isNotDone();
        office.gives("b", 100);
        assertThat(shown(second)).endsWith("b");
    }

    @Test
    void a_token_is_used_to_its_end_while_the_next_one_cannot_be_had() {
        var first = tokens.next();
        office.gives("a", 100);
        assertThat(shown(first)).endsWith("a");
        clock.advance(Duration.ofSeconds(91));

        assertThat(shown(tokens.next())).endsWith("a");
        office.fails(FailureFamily.TRANSIENT, "down");
        assertThat(shown(tokens.next())).endsWith("a");
        assertThat(office.asked).as("not asked again at once").hasSize(2);

        clock.advance(Duration.ofSeconds(6));
        assertThat(shown(tokens.next())).endsWith("a");
        assertThat(office.asked).hasSize(3);
    }

    @Test
    void a_refused_token_is_dropped_once_for_all_who_had_it() {
        var first = tokens.next();
        office.gives("a", 3600);
        Proof refused = first.toCompletableFuture().join().orElseThrow();

        assertThat(tokens.refused(refused)).isTrue();
        CompletionStage<Optional<Proof>> second = tokens.next();
        office.gives("b", 3600);
        assertThat(shown(second)).endsWith("b");
        assertThat(tokens.refused(refused)).as("of a call that was slower").isTrue();

        assertThat(shown(tokens.next())).endsWith("b");
        assertThat(office.asked).hasSize(2);
    }

    @Test
    void an_office_that_is_down_is_transient_and_one_that_refuses_is_auth() {
        assertThat(failureAfter(() -> office.fails(FailureFamily.TRANSIENT, "answered 503")))
                .hasMessage("no token: answered 503")
                .extracting(Failure::family)
                .isEqualTo(FailureFamily.TRANSIENT);
        for (FailureFamily refusing : List.of(FailureFamily.PAYLOAD, FailureFamily.AUTH)) {
            assertThat(failureAfter(() -> office.fails(refusing, "answered 400: bad client_secret s3cr:et&")))
                    .hasMessage("no token: answered 400: bad client_secret ***")
                    .extracting(Failure::family)
                    .isEqualTo(FailureFamily.AUTH);
        }
    }

    @Test
    void an_answer_without_a_token_shows_nothing_of_itself() {
        for (String answer : List.of(
                "{\"id_token\":\"CANARY\"}",
                "{\"access_token\":\"CANARY\\r\\nX-Evil: 1\"}",
                "{\"access_token\":\"CANARY\",\"token_type\":\"mac\"}",
                "[\"CANARY\"]",
                "CANARY",
                "")) {
            Failure failure = failureAfter(() -> office.answers(answer));

            assertThat(failure.family()).isEqualTo(FailureFamily.TRANSIENT);
            assertThat(failure)
                    .hasNoCause()
                    .hasMessageStartingWith("no token: the answer of the token endpoint ")
                    .message()
                    .doesNotContain("CANARY");
        }
    }

    @Test
    void a_token_whose_answer_names_no_life_is_good_for_five_minutes() {
        for (String life : List.of("", ",\"expires_in\":0", ",\"expires_in\":\"soon\"", ",\"expires_in\":\"300\"")) {
            FetchedTokens fresh = new FetchedTokens(client(false), office, clock);
            var first = fresh.next();
            office.answers("{\"access_token\":\"a\"" + life + "}");
            assertThat(shown(first)).endsWith("a");

            clock.advance(Duration.ofSeconds(269));
            assertThat(shown(fresh.next())).endsWith("a");
            assertThat(office.open).isEmpty();
            clock.advance(Duration.ofSeconds(31));
            assertThat(fresh.next().toCompletableFuture()).isNotDone();
            office.open.clear();
        }
    }

    @Test
    void no_secret_is_shown() {
        var first = tokens.next();
        office.gives("t0k3n", 3600);
        Proof proof = first.toCompletableFuture().join().orElseThrow();

        assertThat(client(false) + " " + proof).doesNotContain("s3cr").doesNotContain("t0k3n");
        assertThat(tokens.redact("you sent t0k3n of s3cr:et& as s3cr%3Aet%26 in d2FkaTpzM2NyJTNBZXQlMjY="))
                .isEqualTo("you sent *** of *** as *** in ***");
        assertThat(tokens.refused(proof)).isTrue();
        assertThat(tokens.redact("t0k3n is unknown")).isEqualTo("*** is unknown");
    }

    private Failure failureAfter(Runnable end) {
        CompletableFuture<Optional<Proof>> proof = tokens.next().toCompletableFuture();
        end.run();
        try {
            throw new AssertionError("must fail, but gave " + proof.join());
        } catch (CompletionException e) {
            return (Failure) requireNonNull(e.getCause());
        }
    }

    private static String shown(CompletionStage<Optional<Proof>> stage) {
        CompletableFuture<Optional<Proof>> done = stage.toCompletableFuture();
        assertThat(done).isDone();
        Proof proof = done.join().orElseThrow();
        return proof.header() + "=" + proof.value();
    }
}
