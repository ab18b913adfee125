package dev.wadi.plugin.handler.component;

import dev.wadi.config.ConfigException;
import dev.wadi.config.DurationText;
import dev.wadi.json.Json;
import dev.wadi.plugin.handler.HandlerSettings;
import dev.wadi.record.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Gives each message to a handler of the user's: a bean, the handler of a plugin, or a class. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "handler",
        title = "Handler",
        syntax = "handler:name",
        category = Category.TRANSFORMATION,
        producerOnly = true)
public final class HandlerEndpoint extends DefaultEndpoint {

    @UriPath(description = "The name of a bean or a plugin, or of a class")
    @Metadata(required = true)
    private String name = "";

    @UriParam(
            prefix = "config.",
            multiValue = true,
            description = "The handler's configuration; a value that reads as JSON is that")
    private Map<String, Object> config = Map.of();

    @UriParam(defaultValue = "10s", description = "How long one message may take: 500 (ms), 5s")
    private String timeout = "10s";

    HandlerEndpoint(String uri, HandlerComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        HandlerComponent component = (HandlerComponent) getComponent();
        return new HandlerProducer(
                this, component.handlers(), settings(), new CamelHandlers(getCamelContext()), component.completions());
    }

    private HandlerSettings settings() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        config.forEach((key, value) -> values.put(key, value(String.valueOf(value))));
        Duration limit = DurationText.parse(timeout, "ms")
                .filter(Duration::isPositive)
                .orElseThrow(() -> new ConfigException(
                        "handler:" + name, "timeout must be " + DurationText.POSSIBLE + ", but was '" + timeout + "'"));
        return new HandlerSettings(name, values, limit);
    }

    /** What the text is in JSON, else the text. */
    private static @Nullable Object value(String text) {
        try {
            return Json.value(text.getBytes(StandardCharsets.UTF_8));
        } catch (Failure e) {
            return text;
        }
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("handler: handles messages, and consumes nothing");
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public Map<String, Object> getConfig() {
        return config;
    }

    public void setConfig(Map<String, Object> config) {
        this.config = config;
    }

    public String getTimeout() {
        return timeout;
    }

    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }
}
