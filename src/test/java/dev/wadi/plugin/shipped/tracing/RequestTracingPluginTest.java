package dev.wadi.plugin.shipped.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.fake.PluginFolder;
import dev.wadi.fake.RecordingEnvironment;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import dev.wadi.plugin.spi.http.HttpRequest.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestTracingPluginTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final RecordingEnvironment environment = new RecordingEnvironment("request_tracing");
    private final AtomicLong nanos = new AtomicLong();
    private final RequestTracingPlugin plugin = new RequestTracingPlugin(nanos::get);
    private final List<HttpRequest> passed = new ArrayList<>();
    private final PluginFolder folder;

    RequestTracingPluginTest(@TempDir Path plugins) {
        folder = new PluginFolder(plugins, "request_tracing");
        plugin.onLoad(environment);
    }

    @AfterEach
    void close() {
        environment.close();
    }

    private HttpAnswer send(RequestTracingPlugin through, Side side, Map<String, String> headers) {
        HttpRequest request = new HttpRequest(side, "external_api", "GET", "/x?sig=canary", headers, new byte[0]);
        return through.processRequest(request, further -> {
                    passed.add(further);
                    nanos.addAndGet(123_000_000);
                    return CompletableFuture.completedFuture(HttpAnswer.text(201, "made"));
                })
                .toCompletableFuture()
                .join();
    }

    private HttpRequest last() {
        return passed.getLast();
    }

    /** The original made a new id for every request, whatever it came with. */
    @Test
    void keeps_the_ids_that_came_in() {
        HttpAnswer answer = send(plugin, Side.INBOUND, Map.of("x-correlation-id", "abc-1", "traceparent", TRACE));
        assertThat(last().header("X-Correlation-ID")).contains("abc-1");
        assertThat(last().header("traceparent")).contains(TRACE);
        assertThat(answer.header("X-Correlation-ID")).contains("abc-1");
    }

    @Test
    void makes_those_that_are_missing_or_wrong() {
        send(plugin, Side.INBOUND, Map.of("traceparent", "nonsense", "X-Correlation-ID", "\t<>\n"));
        assertThat(last().header("traceparent").flatMap(TraceParent::parse)).isPresent();
        assertThat(last().header("X-Correlation-ID").orElseThrow()).hasSize(36);
        send(plugin, Side.INBOUND, Map.of());
        assertThat(passed.get(0).header("traceparent"))
                .isNotEqualTo(passed.get(1).header("traceparent"));
    }

    @Test
    void an_id_is_bounded_and_can_not_carry_anything_else() {
        send(plugin, Side.INBOUND, Map.of("X-Correlation-ID", "a b\r\nSet-Cookie: x" + "y".repeat(10_000)));
        assertThat(last().header("X-Correlation-ID").orElseThrow())
                .startsWith("abSet-Cookie:x")
                .hasSizeLessThanOrEqualTo(128);
    }

    @Test
    void on_the_way_out_the_trace_goes_on_in_a_span_of_its_own() {
        HttpAnswer answer = send(plugin, Side.OUTBOUND, Map.of("traceparent", TRACE, "X-Correlation-ID", "abc-1"));
        assertThat(last().header("traceparent").flatMap(TraceParent::parse).orElseThrow())
                .satisfies(trace -> {
                    assertThat(trace.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
                    assertThat(trace.spanId()).isNotEqualTo("b7ad6b7169203331");
                });
        assertThat(last().header("X-Correlation-ID")).contains("abc-1");
        assertThat(answer.header("X-Processing-Time")).isEmpty();
    }

    /** Of a request that came in Wadi tells itself: told twice, it would be counted twice. */
    @Test
    void tells_in_a_header_how_long_a_request_took_that_came_in() {
        HttpAnswer answer = send(plugin, Side.INBOUND, Map.of("X-Correlation-ID", "abc-1"));
        assertThat(answer.header("x-processing-time")).contains("0.123s");
        assertThat(environment.published()).isEmpty();
    }

    @Test
    void tells_on_the_bus_how_long_a_request_took_that_went_out() {
        send(plugin, Side.OUTBOUND, Map.of("X-Correlation-ID", "abc-1"));
        assertThat(environment.published()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("request.completed");
            assertThat(event.correlationId()).isEqualTo("abc-1");
            assertThat(event.data())
                    .isEqualTo(Map.of(
                            "correlation_id", "abc-1",
                            "processing_time", 0.123,
                            "side", "outbound",
                            "target", "external_api",
                            "method", "GET",
                            "path", "/x",
                            "status", 201));
        });
    }

    @Test
    void tells_of_a_request_that_failed_and_lets_it_fail() {
        HttpRequest request = new HttpRequest(Side.OUTBOUND, "external_api", "GET", "/x", Map.of(), new byte[0]);
        IOException failure = new IOException("https://x.example/y?sig=canary: connection refused");
        assertThatThrownBy(() -> plugin.processRequest(request, further -> CompletableFuture.failedFuture(failure))
                        .toCompletableFuture()
                        .join())
                .hasCause(failure);
        assertThat(environment.published()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("request.failed");
            assertThat(String.valueOf(event.data().get("error")))
                    .contains("connection refused")
                    .doesNotContain("canary");
        });
    }

    /** In the original, neither of the two documented keys was read. */
    @Test
    void the_names_of_both_headers_are_configurable() {
        RequestTracingPlugin other =
                (RequestTracingPlugin) folder.load("correlation_header: X-Request-ID\ntiming_header: X-Took");
        HttpAnswer answer = send(other, Side.INBOUND, Map.of("X-Request-ID", "r1"));
        assertThat(last().header("X-Request-ID")).contains("r1");
        assertThat(answer.header("X-Request-ID")).contains("r1");
        assertThat(answer.header("X-Took").orElseThrow()).endsWith("s");
        assertThat(folder.problems("timing_header: \"no header\""))
                .containsExactly("2: timing_header must be the name of a header, but was 'no header'");
    }

    @Test
    void is_far_outside_in_the_chain() {
        assertThat(plugin.middlewarePriority()).isEqualTo(10);
        assertThat(plugin.sides()).containsExactlyInAnyOrder(Side.INBOUND, Side.OUTBOUND);
    }
}
