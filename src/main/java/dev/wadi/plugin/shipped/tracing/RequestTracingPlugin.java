package dev.wadi.plugin.shipped.tracing;

import dev.wadi.plugin.shipped.log.Redaction;
import dev.wadi.plugin.spi.PluginConfig;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import dev.wadi.plugin.spi.http.Next;
import dev.wadi.plugin.spi.kind.MiddlewarePlugin;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives each request ids to follow it by, keeping those it came with, and tells how long it took. */
public final class RequestTracingPlugin implements MiddlewarePlugin {

    private static final int MAX_LENGTH = 128;
    private static final double NANOS = 1e9;
    private static final Pattern NOT_IN_AN_ID = Pattern.compile("[^A-Za-z0-9._:/+=@-]");
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    private final LongSupplier nanos;
    private String correlationHeader = "X-Correlation-ID";
    private String timingHeader = "X-Processing-Time";
    private @Nullable PluginEnvironment environment;

    public RequestTracingPlugin() {
        this(System::nanoTime);
    }

    RequestTracingPlugin(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public String name() {
        return "request_tracing";
    }

    @Override
    public String description() {
        return "Gives each request ids to follow it by";
    }

    @Override
    public int middlewarePriority() {
        return 10;
    }

    @Override
    public Map<String, Object> defaultConfig() {
        return Map.of("correlation_header", "X-Correlation-ID", "timing_header", "X-Processing-Time");
    }

    @Override
    public void configure(PluginConfig config) {
        config.refuseUnknown("correlation_header", "timing_header");
        correlationHeader = header(config, "correlation_header", correlationHeader);
        timingHeader = header(config, "timing_header", timingHeader);
    }

    private static String header(PluginConfig config, String key, String otherwise) {
        String name = config.text(key).orElse(otherwise);
        if (!HEADER_NAME.matcher(name).matches()) {
            config.problem(key, key + " must be the name of a header, but was '" + name + "'");
        }
        return name;
    }

    @Override
    public void onLoad(PluginEnvironment itsEnvironment) {
        environment = itsEnvironment;
    }

    @Override
    public CompletionStage<HttpAnswer> processRequest(HttpRequest request, Next next) {
        boolean inbound = request.side() == HttpRequest.Side.INBOUND;
        Optional<TraceParent> came = request.header(TraceParent.HEADER).flatMap(TraceParent::parse);
        TraceParent trace = inbound
                ? came.orElseGet(TraceParent::begin)
                : came.map(TraceParent::child).orElseGet(TraceParent::begin);
        String id = request.header(correlationHeader)
                .map(RequestTracingPlugin::cleaned)
                .filter(cleaned -> !cleaned.isEmpty())
                .orElseGet(() -> UUID.randomUUID().toString());
        HttpRequest traced =
                request.withHeader(TraceParent.HEADER, trace.header()).withHeader(correlationHeader, id);
        long start = nanos.getAsLong();
        return next.proceed(traced).handle((answer, thrown) -> {
            double seconds = (nanos.getAsLong() - start) / NANOS;
            if (!inbound) { // of those that come in Wadi tells itself, with the id that their answer has
                tell(request, id, seconds, answer, thrown);
            }
            if (thrown != null) {
                throw thrown instanceof CompletionException wrapped ? wrapped : new CompletionException(thrown);
            }
            return inbound ? marked(answer, id, seconds) : answer;
        });
    }

    private HttpAnswer marked(HttpAnswer answer, String id, double seconds) {
        return answer.withHeader(correlationHeader, id)
                .withHeader(timingHeader, String.format(Locale.ROOT, "%.3fs", seconds));
    }

    private static String cleaned(String id) {
        String cut = id.length() <= MAX_LENGTH ? id : id.substring(0, MAX_LENGTH);
        return NOT_IN_AN_ID.matcher(cut).replaceAll("");
    }

    private void tell(
            HttpRequest request, String id, double seconds, @Nullable HttpAnswer answer, @Nullable Throwable thrown) {
        PluginEnvironment known = environment;
        if (known == null) {
            return;
        }
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("correlation_id", id);
        event.put("processing_time", seconds);
        event.put("side", request.side().name().toLowerCase(Locale.ROOT));
        event.put("target", request.target());
        event.put("method", request.method());
        int query = request.path().indexOf('?');
        event.put("path", query < 0 ? request.path() : request.path().substring(0, query));
        if (answer != null) {
            event.put("status", answer.status());
            known.events().publish("request.completed", event, id);
        } else if (thrown != null) {
            Throwable cause =
                    thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
            event.put("error", Redaction.text(String.valueOf(cause.getMessage())));
            known.events().publish("request.failed", event, id);
        }
    }
}
