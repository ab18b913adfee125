package dev.wadi.connection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.limit.CallRate;
import dev.wadi.connection.limit.ConcurrencyRange;
import dev.wadi.connection.status.StatusPolicy;
import dev.wadi.connection.status.StatusSet;
import dev.wadi.connection.transport.Transport;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import io.vertx.core.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a connection does at a time, and what becomes of calls beyond that. */
final class LimitTest {

    private static final RetryPolicy ONCE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

    private final CalledServer api = new CalledServer();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void calls_beyond_the_rate_wait_and_none_fails() {
        api.server.answers(200, "{}");
        ConnectionClient client = client(new CallRate(2, Duration.ofMillis(20), Duration.ofSeconds(60)), null);

        List<CompletableFuture<ConnectionResponse>> calls = call(client, 20);

        assertThat(all(calls)).succeedsWithin(Duration.ofSeconds(30));
        assertThat(api.server.received()).hasSize(20);
    }

    @Test
    void a_wait_for_the_rate_that_is_too_long_fails_for_now_and_does_not_count_against_the_endpoint() {
        api.server.answers(200, "{}");
        ConnectionClient client = client(new CallRate(1, Duration.ofHours(1), Duration.ofSeconds(1)), null);
        CalledServer.call(client, CalledServer.get("/a"));

        Failure failure = CalledServer.failureOf(client, CalledServer.get("/a"));

        assertThat(failure.family()).isEqualTo(FailureFamily.TRANSIENT);
        assertThat(failure).hasMessageEndingWith("/a was not sent: the wait for the rate limit would be too long");
        assertThat(api.breaker().getMetrics().getNumberOfBufferedCalls()).isEqualTo(1);
    }

    @Test
    void closing_ends_a_call_that_waits_for_the_rate() {
        api.server.answers(200, "{}");
        ConnectionClient client = client(new CallRate(1, Duration.ofMinutes(1), Duration.ofHours(1)), null);
        CalledServer.call(client, CalledServer.get("/a"));
        List<CompletableFuture<ConnectionResponse>> waiting = call(client, 1);

        api.close();

        assertThat(all(waiting)).failsWithin(Duration.ofSeconds(10));
        assertThat(api.server.received()).hasSize(1);
    }

    @Test
    void an_adaptive_limit_starts_low_and_lets_all_calls_through_in_turn() {
        api.server.answers(200, "{}");

        assertThat(all(call(client(null, new ConcurrencyRange(1, 2)), 100))).succeedsWithin(Duration.ofSeconds(30));
        assertThat(api.server.received()).hasSize(100);
    }

    @Test
    void calls_beyond_what_may_wait_fail_for_now_and_do_not_count_against_the_endpoint() {
        api.server.isSilent();
        ConnectionConfig config = api.plain()
                .withCalls(new CallPolicy(Duration.ofSeconds(20), ONCE, BreakerPolicy.DEFAULT))
                .withTransport(Transport.DEFAULT.withAllowPrivate(true).withConnections(1, 2));
        List<CompletableFuture<ConnectionResponse>> calls = call(api.client(config), 10);

        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> calls.stream().filter(CompletableFuture::isDone).count() == 7);

        assertThat(calls.stream().filter(CompletableFuture::isCompletedExceptionally))
                .hasSize(7)
                .allSatisfy(call ->
                        assertThat(FailureFamily.of(call.exceptionNow())).isEqualTo(FailureFamily.TRANSIENT));
        assertThat(api.breaker().getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    /** A queue in front of the pool of one connection used to fill the places of all. */
    @Test
    void those_that_wait_for_a_dead_endpoint_take_no_place_from_the_others() {
        api.server.answers(200, "{}");
        try (ScriptedServer dead = new ScriptedServer().isSilent()) {
            ConnectionConfig silent = ConnectionConfig.of("dead", dead.url())
                    .withTransport(Transport.DEFAULT.withAllowPrivate(true).withConnections(2, 1_000));
            try (ConfiguredConnections connections =
                    new ConfiguredConnections(List.of(api.plain(), silent), api.vertx, false)) {
                connections.limit(3);
                List<CompletableFuture<ConnectionResponse>> stuck = call(connections.get("dead", "test"), 100);

                assertThat(all(call(connections.get("api", "test"), 100))).succeedsWithin(Duration.ofSeconds(30));
                assertThat(stuck).noneMatch(CompletableFuture::isDone);
            }
        }
    }

    @Test
    void a_slot_that_is_free_again_goes_to_the_next_connection_that_waits() {
        api.server.answers(200, "{}");
        ConnectionConfig one = api.plain();
        ConnectionConfig other = new ConnectionConfig(
                "other", one.baseUrl(), one.headers(), one.identity(), one.calls(), one.transport());
        try (ConfiguredConnections connections = new ConfiguredConnections(List.of(one, other), api.vertx, false)) {
            connections.limit(1);
            List<CompletableFuture<ConnectionResponse>> calls = new ArrayList<>();
            for (String name : List.of("api", "other", "api", "other", "api")) {
                calls.addAll(call(connections.get(name, "test"), 10));
            }

            assertThat(all(calls)).succeedsWithin(Duration.ofSeconds(30));
            assertThat(api.server.received()).hasSize(50);
        }
    }

    @Test
    void a_call_that_times_out_before_its_turn_does_not_count_against_the_endpoint() {
        api.server.isSilent();
        ConnectionConfig config =
                api.plain().withCalls(new CallPolicy(Duration.ofMillis(300), ONCE, BreakerPolicy.DEFAULT));
        try (ConfiguredConnections connections = new ConfiguredConnections(List.of(config), api.vertx, false)) {
            connections.limit(0);

            Failure failure = CalledServer.failureOf(connections.get("api", "test"), CalledServer.get("/a"));

            assertThat(failure).hasMessageEndingWith("timed out after 300 ms, before its turn came");
            assertThat(requireNonNull(connections.breakers().get("api"))
                            .getMetrics()
                            .getNumberOfBufferedCalls())
                    .isZero();
        }
    }

    /** A name server that hangs used to hold a call for ever: the time of an attempt began after it. */
    @Test
    void a_name_server_that_hangs_ends_with_the_time_of_the_attempt() {
        CountDownLatch over = new CountDownLatch(1);
        ConnectionConfig config =
                api.plain().withCalls(new CallPolicy(Duration.ofMillis(200), ONCE, BreakerPolicy.DEFAULT));
        try {
            Failure failure = CalledServer.failureOf(
                    api.client(config, host -> {
                        try {
                            over.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return List.of(InetAddress.getLoopbackAddress());
                    }),
                    CalledServer.post(null));

            assertThat(failure).hasMessageEndingWith("timed out after 200 ms");
        } finally {
            over.countDown();
        }
    }

    @Test
    void a_status_can_mean_something_else() {
        api.server.answers(404, "{}").answers(409, "").answers(200, "{}").answers(410, "gone");
        StatusPolicy statuses = new StatusPolicy(StatusSet.of("2xx", "404"), StatusSet.of("410"), StatusSet.of("409"));
        ConnectionClient client =
                api.client(api.plain().withCalls(api.plain().calls().withStatuses(statuses)));

        assertThat(CalledServer.call(client, CalledServer.get("/a")))
                .extracting(ConnectionResponse::status, ConnectionResponse::dropped)
                .containsExactly(404, false);
        assertThat(CalledServer.call(client, CalledServer.get("/a")).status()).isEqualTo(200);
        assertThat(CalledServer.call(client, CalledServer.get("/a")))
                .extracting(ConnectionResponse::status, ConnectionResponse::dropped)
                .containsExactly(410, true);
    }

    private ConnectionClient client(
            @org.jspecify.annotations.Nullable CallRate rate,
            @org.jspecify.annotations.Nullable ConcurrencyRange concurrency) {
        return api.client(api.plain().withCalls(api.plain().calls().withLimits(rate, concurrency)));
    }

    private static List<CompletableFuture<ConnectionResponse>> call(ConnectionClient client, int times) {
        List<CompletableFuture<ConnectionResponse>> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            CompletionStage<ConnectionResponse> call = client.call(CalledServer.get("/a"));
            calls.add(call.toCompletableFuture());
        }
        return calls;
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<ConnectionResponse>> calls) {
        return CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
    }

    /** A turn that came late used to leave the endpoint what was left, and a healthy one's breaker opened by its queue. */
    @Test
    void the_time_of_an_attempt_begins_with_its_turn() {
        api.server.answers(
                request -> api.vertx.setTimer(1_200, late -> request.response().end("{}")));
        ConnectionConfig config =
                api.plain().withCalls(new CallPolicy(Duration.ofSeconds(2), ONCE, BreakerPolicy.DEFAULT));
        try (ConfiguredConnections connections = new ConfiguredConnections(List.of(config), api.vertx, false)) {
            connections.limit(0);
            var call = call(connections.get("api", "test"), 1);
            api.vertx.setTimer(1_200, late -> connections.limit(1));

            assertThat(all(call)).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void an_open_breaker_refuses_at_once_and_takes_no_turn_of_the_rate() {
        api.server.answers(200, "{}");
        ConnectionClient client = client(new CallRate(1, Duration.ofHours(1), Duration.ofHours(2)), null);
        api.breaker().transitionToOpenState();

        assertThat(CalledServer.failureOf(client, CalledServer.get("/a")).family())
                .isEqualTo(FailureFamily.CIRCUIT_OPEN);
        api.breaker().transitionToClosedState();
        assertThat(CalledServer.call(client, CalledServer.get("/a")).status()).isEqualTo(200);
    }

    /** A lookup ends on a worker's thread, whose context is the loop's: the attempt's state used to be touched there. */
    @Test
    void an_attempt_stays_on_its_event_loop_when_the_name_is_looked_up() {
        CountDownLatch heard = new CountDownLatch(1);
        ConnectionClient client = api.client(
                api.plain().withCalls(new CallPolicy(Duration.ofSeconds(20), ONCE, BreakerPolicy.DEFAULT)), host -> {
                    try {
                        heard.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new UnknownHostException(host);
                });
        CompletableFuture<Boolean> onLoop = new CompletableFuture<>();

        var call = client.call(CalledServer.get("/a"))
                .whenComplete((answer, thrown) -> onLoop.complete(Context.isOnEventLoopThread()));
        api.vertx.runOnContext(here -> heard.countDown()); // on that loop too, once it waits for the lookup

        assertThat(call).failsWithin(Duration.ofSeconds(30));
        assertThat(onLoop).isCompletedWithValue(true);
    }
}
