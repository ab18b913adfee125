package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.auth.Authentication;
import dev.wadi.connection.transport.Transport;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What endpoints answer when they are broken or mean harm. */
final class FaultyAnswerTest {

    private static final int GIGABYTE = 1024 * 1024 * 1024;

    private final CalledServer api = new CalledServer();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void garbage_an_empty_answer_and_a_reset_may_pass_and_are_tried_again() {
        RawServer.Answer[] faults = {
            wire -> wire.text("this is no HTTP\r\n\r\n"),
            wire -> {},
            RawServer.Wire::reset,
            wire -> wire.text("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
                    .reset(),
            wire -> wire.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
            wire -> wire.text("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Encoding: gzip\r\n\r\nabc")
        };
        for (RawServer.Answer fault : faults) {
            try (RawServer server = new RawServer(fault)) {
                Failure failure = CalledServer.failureOf(client(server, 1_000), CalledServer.get("/a"));

                assertThat(failure.family()).isEqualTo(FailureFamily.TRANSIENT);
                assertThat(failure.attempts()).isEqualTo(3);
                assertThat(server.requests).hasValue(3);
            }
        }
    }

    @Test
    void an_announced_gigabyte_is_refused_before_it_comes() {
        try (RawServer server = new RawServer(wire -> {
            wire.text("HTTP/1.1 200 OK\r\nContent-Length: " + GIGABYTE + "\r\n\r\n");
            wire.untilClosed();
        })) {
            Failure failure = CalledServer.failureOf(client(server, 1_000_000), CalledServer.get("/a"));

            assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
            assertThat(failure).hasMessageEndingWith("answered 200 with more than 1000000 bytes");
        }
    }

    /** The server writes as long as it may: that it could not write much shows that nobody read on. */
    @Test
    void a_gigabyte_without_a_length_is_hung_up_on_at_the_limit() {
        byte[] block = new byte[64 * 1024];
        try (RawServer server = new RawServer(wire -> {
            wire.text("HTTP/1.1 200 OK\r\n\r\n");
            for (long sent = 0; sent < GIGABYTE; sent += block.length) {
                wire.bytes(block);
            }
        })) {
            Failure failure = CalledServer.failureOf(client(server, 1_000_000), CalledServer.get("/a"));

            assertThat(failure).hasMessageEndingWith("answered 200 with more than 1000000 bytes");
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAtomic(server.resets, org.hamcrest.Matchers.is(1));
            assertThat(server.written.get()).isLessThan(GIGABYTE / 10);
            assertThat(server.requests).hasValue(1);
        }
    }

    @Test
    void a_packed_gigabyte_is_not_unpacked() throws IOException {
        byte[] packed = gzip(GIGABYTE / 4);
        api.server.answers(io.vertx.core.buffer.Buffer.buffer(packed), Map.of("Content-Encoding", "gzip"));

        Failure failure = CalledServer.failureOf(
                api.client(api.plain().withTransport(local().withAnswers(16 * 1024 * 1024, 0))),
                CalledServer.get("/a"));

        assertThat(packed.length).isLessThan(1024 * 1024);
        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure.getMessage()).containsAnyOf("with more than 16777216 bytes", "times as many");
        assertThat(api.server.received()).hasSize(1);
    }

    @Test
    void what_is_asked_for_packed_comes_unpacked() throws IOException {
        byte[] json = "{\"a\":\"%s\"}".formatted("b".repeat(5_000)).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(json);
        }
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzipped)) {
            out.write(json);
        }
        api.server
                .answers(io.vertx.core.buffer.Buffer.buffer(gzipped.toByteArray()), Map.of("Content-Encoding", "gzip"))
                .answers(
                        io.vertx.core.buffer.Buffer.buffer(deflated.toByteArray()),
                        Map.of("Content-Encoding", "deflate"));
        ConnectionClient client = api.client();

        for (int i = 0; i < 2; i++) {
            ConnectionResponse response = CalledServer.call(client, CalledServer.get("/a"));
            assertThat(response.body()).isEqualTo(json);
            assertThat(response.headers()).doesNotContainKeys("content-encoding", "content-length");
        }
        assertThat(api.server.received())
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("accept-encoding", "gzip, deflate"));
    }

    @Test
    void a_slow_drip_ends_with_the_time_of_the_attempt() {
        try (RawServer server = new RawServer(wire -> {
            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            for (int i = 0; i < 1_000; i++) {
                wire.text("x").pause(20);
            }
        })) {
            ConnectionConfig config = CalledServer.config(server.url(), Authentication.none(), Map.of())
                    .withCalls(new CallPolicy(
                            Duration.ofMillis(200),
                            new RetryPolicy(1, Duration.ZERO, Duration.ZERO),
                            BreakerPolicy.DEFAULT));

            Failure failure = CalledServer.failureOf(api.client(config), CalledServer.get("/a"));

            assertThat(failure.family()).isEqualTo(FailureFamily.TRANSIENT);
            assertThat(failure).hasMessageEndingWith("timed out after 200 ms");
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilAtomic(server.resets, org.hamcrest.Matchers.is(1));
        }
    }

    /** A long page of an error used to be the payload's fault, whatever its status. */
    @Test
    void an_endless_error_page_is_judged_by_its_status() {
        byte[] block = new byte[64 * 1024];
        try (RawServer server = new RawServer(wire -> {
            wire.text("HTTP/1.1 503 Service Unavailable\r\n\r\n");
            for (long sent = 0; sent < GIGABYTE; sent += block.length) {
                wire.bytes(block);
            }
        })) {
            assertThat(CalledServer.failureOf(client(server, 1_000), CalledServer.get("/a"))
                            .family())
                    .isEqualTo(FailureFamily.TRANSIENT);
            assertThat(server.requests).hasValue(3);
        }
    }

    @Test
    void the_length_that_a_head_announces_is_nobodys_body() {
        try (RawServer server =
                new RawServer(wire -> wire.text("HTTP/1.1 200 OK\r\nContent-Length: " + GIGABYTE + "\r\n\r\n"))) {
            ConnectionRequest head = ConnectionRequest.withoutBody("HEAD", "/a");

            assertThat(CalledServer.call(client(server, 1_000), head).status()).isEqualTo(200);
        }
    }

    private ConnectionClient client(RawServer server, int maxBytes) {
        return api.client(CalledServer.config(server.url(), Authentication.none(), Map.of())
                .withTransport(local().withAnswers(maxBytes, 0)));
    }

    private static Transport local() {
        return Transport.DEFAULT.withAllowPrivate(true);
    }

    private static byte[] gzip(int zeros) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] block = new byte[1024 * 1024];
        try (OutputStream out = new GZIPOutputStream(packed)) {
            for (int sent = 0; sent < zeros; sent += block.length) {
                out.write(block);
            }
        }
        return packed.toByteArray();
    }

    /** The second part used to be left out without a word. */
    @Test
    void a_packed_answer_of_two_parts_is_refused() throws IOException {
        byte[] part = gzip(10);
        io.vertx.core.buffer.Buffer both =
                io.vertx.core.buffer.Buffer.buffer(part).appendBytes(part);
        api.server.answers(both, Map.of("Content-Encoding", "gzip"));

        Failure failure = CalledServer.failureOf(api.client(), CalledServer.get("/a"));

        assertThat(failure.family()).isEqualTo(FailureFamily.PAYLOAD);
        assertThat(failure).hasMessageEndingWith("with a compressed body that goes on after its end");
    }
}
