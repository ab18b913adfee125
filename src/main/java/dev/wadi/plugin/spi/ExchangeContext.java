package dev.wadi.plugin.spi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The context that reads from a Camel exchange, for what runs plugins and for tests of them. Of one thread at a time; but
 * {@link #detach} takes the message from a plugin that still runs.
 */
public final class ExchangeContext implements PluginContext {

    /** The property of an exchange that holds the family of the failure that led here. */
    public static final String ERROR_CATEGORY = "WadiErrorCategory";

    private static final List<PluginAction> NOTHING_ASKED = List.of();
    private static final List<PluginAction> DETACHED_ASKED = Collections.unmodifiableList(new ArrayList<>());
    private static final Map<String, String> DETACHED_HEADERS = Collections.unmodifiableMap(new LinkedHashMap<>());

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<ExchangeContext, List> ASKED =
            AtomicReferenceFieldUpdater.newUpdater(ExchangeContext.class, List.class, "asked");

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<ExchangeContext, Map> HEADERS_BEFORE =
            AtomicReferenceFieldUpdater.newUpdater(ExchangeContext.class, Map.class, "headersBefore");

    private final Exchange exchange;
    private final String domain;
    private final String stage;
    private final Instant timestamp;
    private final Map<String, String> headers;
    private @Nullable PluginEnvironment environment;
    private @Nullable Runnable changes;

    // Both tell a plugin that was left behind, and still runs, that the message is no longer its own:
    private volatile List<PluginAction> asked;

    /** The headers before the present plugin had them in its hands; null if it has not. */
    private volatile @Nullable Map<String, String> headersBefore;

    /**
     * Makes the context of one run.
     *
     * @param exchange what the message is read from
     * @param domain the domain; empty outside of any
     * @param stage the stage
     * @param timestamp when the run began
     */
    public ExchangeContext(Exchange exchange, String domain, String stage, Instant timestamp) {
        this(exchange, domain, stage, timestamp, new LinkedHashMap<>(), NOTHING_ASKED);
    }

    private ExchangeContext(
            Exchange exchange,
            String domain,
            String stage,
            Instant timestamp,
            Map<String, String> headers,
            List<PluginAction> asked) {
        this.exchange = exchange;
        this.domain = domain;
        this.stage = stage;
        this.timestamp = timestamp;
        this.headers = headers;
        this.asked = asked;
    }

    /** The exchange itself, for plugins that are plain Camel processors. */
    public Exchange exchange() {
        return exchange;
    }

    /** Changes the exchange once the plugin has ended well and in time. */
    public void onceInTime(Runnable change) {
        changes = change;
    }

    /** The plugin has ended well and in time. */
    public void applyChanges() {
        Runnable change = changes;
        if (change != null) {
            changes = null;
            change.run();
        }
    }

    /** Puts another body in the place of the message's. */
    public void replaceBody(UnaryOperator<@Nullable Object> change) {
        exchange.getMessage().setBody(change.apply(exchange.getMessage().getBody()));
    }

    /** The message fails, for a reason that lies in no plugin. */
    public void fail(Exception cause) {
        exchange.setException(cause);
    }

    /** Turns to the next plugin of the run. */
    public void forPlugin(PluginEnvironment itsEnvironment) {
        environment = itsEnvironment;
        changes = null;
        if (asked != NOTHING_ASKED) {
            asked = NOTHING_ASKED;
        }
        if (headersBefore != null) {
            headersBefore = null;
        }
    }

    /** Whether the plugin has asked for anything. */
    public boolean hasAsked() {
        return asked != NOTHING_ASKED;
    }

    /** The actions that the plugin asked for since the last call. */
    public List<PluginAction> takeAsked() {
        List<PluginAction> taken = asked;
        if (taken != NOTHING_ASKED) {
            asked = NOTHING_ASKED;
        }
        return taken;
    }

    /**
     * Takes the message from a plugin that still runs: from now on it reads nothing here, and nothing that it asks for
     * or sets has an effect. From any thread; waits for nobody.
     *
     * @return a context for those that come after it, with the headers as they were before it, and with what it had
     *     asked for before
     */
    @SuppressWarnings("unchecked") // of what the fields hold
    public ExchangeContext detach() {
        Map<String, String> before = HEADERS_BEFORE.getAndSet(this, DETACHED_HEADERS);
        return new ExchangeContext(
                exchange,
                domain,
                stage,
                timestamp,
                before == null ? headers : before,
                ASKED.getAndSet(this, DETACHED_ASKED));
    }

    private boolean isDetached() {
        return headersBefore == DETACHED_HEADERS;
    }

    /** Puts a header here, and on the Camel message, so that a later step can carry it. */
    public void addHeader(String name, String value) {
        headers.put(name, value);
        exchange.getMessage().setHeader(name, value);
    }

    @Override
    public String domain() {
        return domain;
    }

    @Override
    public String stage() {
        return stage;
    }

    @Override
    @SuppressWarnings("unchecked") // a JSON object's keys are texts
    public Map<String, @Nullable Object> message() {
        return !isDetached() && exchange.getMessage().getBody() instanceof Map<?, ?> body
                ? (Map<String, @Nullable Object>) body
                : Map.of();
    }

    @Override
    public String eventId() {
        return text("event_id");
    }

    @Override
    public String eventType() {
        return text("event_type");
    }

    @Override
    public String projectId() {
        return text("project_id");
    }

    @Override
    public Map<String, @Nullable Object> data() {
        Map<String, @Nullable Object> message = message();
        boolean rows = message.values().stream().anyMatch(List.class::isInstance);
        Object category = exchange.getProperty(ERROR_CATEGORY);
        if (category == null) {
            return rows ? Collections.singletonMap("entities", message) : Map.of();
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("error_category", category);
        if (rows) {
            data.put("entities", message);
        }
        return data;
    }

    @Override
    public Map<String, String> headers() {
        if (headersBefore == null) {
            HEADERS_BEFORE.compareAndSet(this, null, new LinkedHashMap<>(headers));
        }
        return isDetached() ? new LinkedHashMap<>() : headers;
    }

    @Override
    public @Nullable String error() {
        Exception caught = isDetached() ? null : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (caught == null) {
            return null;
        }
        String message = caught.getMessage();
        return message == null ? caught.getClass().getSimpleName() : message;
    }

    @Override
    public int retryCount() {
        return message().get("retry_count") instanceof Number number ? number.intValue() : 0;
    }

    @Override
    public Instant timestamp() {
        return timestamp;
    }

    @Override
    public PluginEnvironment environment() {
        PluginEnvironment known = environment;
        if (known == null) {
            known = PluginEnvironment.alone("unnamed");
            environment = known;
        }
        return known;
    }

    @Override
    public void ask(PluginAction... actions) {
        List<PluginAction> more = List.of(actions); // or refuses a null
        List<PluginAction> before = asked;
        while (before != DETACHED_ASKED) {
            List<PluginAction> all = new ArrayList<>(before);
            all.addAll(more);
            if (ASKED.compareAndSet(this, before, all)) {
                return;
            }
            before = asked;
        }
    }

    private String text(String field) {
        Object value = message().get(field);
        return value == null ? "" : value.toString();
    }
}
