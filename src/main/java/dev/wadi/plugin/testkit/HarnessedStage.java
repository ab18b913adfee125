package dev.wadi.plugin.testkit;

import dev.wadi.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stage of a {@link StageHarness}, to run messages at. Not thread-safe. */
public final class HarnessedStage {

    private final RunningRoute route;
    private final String uri;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable Exception error;

    HarnessedStage(RunningRoute route, String domain, String stage) {
        route.requireStage(stage);
        this.route = route;
        this.uri = "stage:" + stage + "?domain=" + domain;
    }

    /** With a header of the Camel message; plugins that are plain Camel processors see it. */
    public HarnessedStage header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** With the error that led to the stage, for {@code retry}, {@code dlq} and {@code error}. */
    public HarnessedStage error(String message) {
        error = new IllegalStateException(message);
        return this;
    }

    /** Runs a message with these fields, and waits until all that plugins asked for has ended. */
    public StageResult run(Map<String, ? extends @Nullable Object> message) {
        return route.run(uri, new LinkedHashMap<>(message), headers, error);
    }

    /** Runs a message that is this JSON object. */
    public StageResult run(String json) {
        return run(Json.object(json.getBytes(StandardCharsets.UTF_8)));
    }
}
