package dev.wadi.enrich.component;

import dev.wadi.config.ConfigException;
import dev.wadi.enrich.Transform;
import dev.wadi.json.FieldPath;
import dev.wadi.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Maps the fields of the body. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "transform",
        title = "Transform",
        syntax = "transform:name",
        category = Category.TRANSFORMATION,
        producerOnly = true,
        remote = false)
public final class TransformEndpoint extends DefaultEndpoint {

    @UriPath(description = "A name for diagrams and messages")
    @Metadata(required = true)
    private String name = "";

    @UriParam(
            prefix = "map.",
            multiValue = true,
            description = "The wanted fields, and where their values stand: map.city=address.city")
    private Map<String, Object> map = Map.of();

    @UriParam(
            prefix = "default.",
            multiValue = true,
            description = "Values of fields that would be absent or null otherwise, as JSON or plain text")
    private Map<String, Object> defaults = Map.of();

    @UriParam(defaultValue = "false", description = "Whether the fields that no mapping names stay")
    private boolean keepUnmapped;

    TransformEndpoint(String uri, TransformComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        Transform transform = transform();
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
                exchange.getMessage().setBody(transform.apply(BodyFields.of(exchange)));
            }
        };
    }

    private Transform transform() {
        try {
            Map<String, FieldPath> mappings = new LinkedHashMap<>();
            map.forEach((out, path) -> mappings.put(out, FieldPath.parse(String.valueOf(path))));
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            defaults.forEach((out, text) -> values.put(out, Json.valueOrText(String.valueOf(text))));
            return new Transform(mappings, values, keepUnmapped);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("transform:" + name, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("transform: changes messages, and consumes nothing");
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public Map<String, Object> getMap() {
        return map;
    }

    public void setMap(Map<String, Object> map) {
        this.map = map;
    }

    public Map<String, Object> getDefaults() {
        return defaults;
    }

    public void setDefaults(Map<String, Object> defaults) {
        this.defaults = defaults;
    }

    public boolean isKeepUnmapped() {
        return keepUnmapped;
    }

    public void setKeepUnmapped(boolean keepUnmapped) {
        this.keepUnmapped = keepUnmapped;
    }
}
