package dev.wadi.plugin.spi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The context that reads from a Camel exchange, for what runs plugins and for tests of them. */
public final class ExchangeContext implements PluginContext {

    /** The property of an exchange that holds the family of the failure that led here. */
    public static final String ERROR_CATEGORY = "WadiErrorCategory";

    private final Exchange exchange;
    private final String domain;
    private final String stage;
    private final Instant timestamp;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<PluginAction> asked = new ArrayList<>();
    private @Nullable PluginEnvironment environment;

    /**
     * Makes the context of one run.
     *
     * @param exchange what the message is read from
     * @param domain the domain; empty outside of any
     * @param stage the stage
     * @param timestamp when the run began
     */
    public ExchangeContext(Exchange exchange, String domain, String stage, Instant timestamp) {
        this.exchange = exchange;
        this.domain = domain;
        this.stage = stage;
        this.timestamp = timestamp;
    }

    /** The exchange itself, for plugins that are plain Camel processors. */
    public Exchange exchange() {
        return exchange;
    }

    /** Turns to the next plugin of the run. */
    public void forPlugin(PluginEnvironment itsEnvironment) {
        environment = itsEnvironment;
        asked.clear();
    }

    /** The actions that the plugin asked for since the last call. */
    public List<PluginAction> takeAsked() {
        if (asked.isEmpty()) {
            return List.of();
        }
        List<PluginAction> taken = List.copyOf(asked);
        asked.clear();
        return taken;
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
        return exchange.getMessage().getBody() instanceof Map<?, ?> body
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
        return headers;
    }

    @Override
    public @Nullable String error() {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
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
        Collections.addAll(asked, actions);
    }

    private String text(String field) {
        Object value = message().get(field);
        return value == null ? "" : value.toString();
    }
}
