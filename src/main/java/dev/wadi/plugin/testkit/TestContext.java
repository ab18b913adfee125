package dev.wadi.plugin.testkit;

import dev.wadi.json.Json;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginContext;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.PluginResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin sees of one message, made by a test. What is not said is as Wadi has it: ids are fields of the message,
 * and its rows are {@code data.entities}. For one execution, on one thread.
 */
public final class TestContext implements PluginContext {

    private final String domain;
    private final String stage;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<PluginAction> asked = new ArrayList<>();
    private final Map<String, @Nullable Object> data = new LinkedHashMap<>();
    private Map<String, @Nullable Object> message = new LinkedHashMap<>();
    private PluginEnvironment environment = PluginEnvironment.alone("test");
    private Instant timestamp = Instant.parse("2026-01-01T00:00:00Z");
    private @Nullable String error;

    private TestContext(String domain, String stage) {
        this.domain = domain;
        this.stage = stage;
    }

    /** A context at a stage, with an empty message. */
    public static TestContext at(String domain, String stage) {
        return new TestContext(domain, stage);
    }

    /** With these fields as its message. */
    public TestContext message(Map<String, ? extends @Nullable Object> fields) {
        message = new LinkedHashMap<>(fields);
        return this;
    }

    /** With the fields of a JSON object as its message. */
    public TestContext message(String json) {
        return message(Json.object(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** With one more field in its message. */
    public TestContext with(String field, @Nullable Object value) {
        message.put(field, value);
        return this;
    }

    /** With one more entry in what the stage adds to the message. */
    public TestContext data(String key, @Nullable Object value) {
        data.put(key, value);
        return this;
    }

    /** With a header that an earlier plugin has given the message. */
    public TestContext header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** With the error that led to the stage. */
    public TestContext error(String text) {
        error = text;
        return this;
    }

    /** Retried so often before. */
    public TestContext retryCount(int count) {
        return with("retry_count", count);
    }

    /** Begun at that time; without this, at the beginning of 2026. */
    public TestContext timestamp(Instant time) {
        timestamp = time;
        return this;
    }

    /** In an environment, such as a {@link TestEnvironment}. */
    public TestContext in(PluginEnvironment surroundings) {
        environment = surroundings;
        return this;
    }

    /**
     * Executes a plugin.
     *
     * @return its result, with what it asked for by {@link #ask} before its other actions, as it is carried out
     * @throws Exception what the plugin throws
     */
    public PluginResult execute(Plugin plugin) throws Exception {
        asked.clear();
        PluginResult result = plugin.execute(this);
        if (result == null) {
            throw new AssertionError("the plugin '" + plugin.name() + "' returned null");
        }
        List<PluginAction> all = new ArrayList<>(asked);
        all.addAll(result.actions());
        return new PluginResult(result.status(), result.message(), all);
    }

    /** What the plugin asked for at once. */
    public List<PluginAction> asked() {
        return List.copyOf(asked);
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
    public Map<String, @Nullable Object> message() {
        return Collections.unmodifiableMap(message);
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
        if (!data.isEmpty()) {
            return Collections.unmodifiableMap(data);
        }
        boolean rows = message.values().stream().anyMatch(List.class::isInstance);
        return rows ? Collections.singletonMap("entities", message()) : Map.of();
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public @Nullable String error() {
        return error;
    }

    @Override
    public int retryCount() {
        return message.get("retry_count") instanceof Number number ? number.intValue() : 0;
    }

    @Override
    public Instant timestamp() {
        return timestamp;
    }

    @Override
    public PluginEnvironment environment() {
        return environment;
    }

    @Override
    public void ask(PluginAction... actions) {
        Collections.addAll(asked, actions);
    }

    private String text(String field) {
        Object value = message.get(field);
        return value == null ? "" : value.toString();
    }
}
