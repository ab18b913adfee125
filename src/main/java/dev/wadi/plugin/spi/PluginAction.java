package dev.wadi.plugin.spi;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that a plugin asks for. */
public sealed interface PluginAction {

    /** The action's name as users know it, such as {@code publish_to_topic}. */
    String kind();

    /** An action whose effect lies outside of the message. */
    sealed interface Effect extends PluginAction {}

    /**
     * Writes a record to a Kafka topic. The headers of the context go with it.
     *
     * @param topic the topic
     * @param payload what is written as JSON: maps, lists, texts, numbers, booleans
     * @param key the record's key, which keeps its order; null means the event's id
     * @param headers headers of this record; they win over those of the context
     */
    record PublishToTopic(
            String topic,
            @Nullable Object payload,
            @Nullable String key,
            Map<String, String> headers) implements Effect {

        public PublishToTopic {
            topic = required(topic, "a topic");
            headers = copy(headers);
        }

        @Override
        public String kind() {
            return "publish_to_topic";
        }
    }

    /**
     * Calls an HTTP address. Its text hides the values of the headers, which may be credentials.
     *
     * @param target a named connection, or a URL
     * @param method the HTTP method
     * @param headers headers of this call
     * @param body what is sent as JSON; null for none
     * @param async true if the message shall not wait for the answer: a failed call is then only logged and counted
     */
    record HttpWebhook(
            WebhookTarget target,
            String method,
            Map<String, String> headers,
            @Nullable Object body,
            boolean async) implements Effect {

        public HttpWebhook {
            method = required(method, "a method").toUpperCase(Locale.ROOT);
            headers = copy(headers);
        }

        /** A POST to a path of a named connection. */
        public static HttpWebhook toConnection(String connection, String path, @Nullable Object body) {
            return new HttpWebhook(new WebhookTarget.Named(connection, path), "POST", Map.of(), body, false);
        }

        /** A POST to a URL. */
        public static HttpWebhook toUrl(URI url, @Nullable Object body) {
            return new HttpWebhook(new WebhookTarget.Address(url), "POST", Map.of(), body, false);
        }

        /** The same call with that body. */
        public HttpWebhook withBody(@Nullable Object newBody) {
            return new HttpWebhook(target, method, headers, newBody, async);
        }

        @Override
        public String kind() {
            return "http_webhook";
        }

        @Override
        public String toString() {
            return "HttpWebhook[" + method + ' ' + target + ", headers=" + headers.keySet() + ", async=" + async + ']';
        }
    }

    /**
     * Writes to the log.
     *
     * @param level the level
     * @param message the text; <code>{field}</code> stands for a field, see {@link MessageTemplate}
     */
    record Log(System.Logger.Level level, String message) implements Effect {

        @Override
        public String kind() {
            return "log";
        }
    }

    /**
     * Records a value in the metrics, which count, sum and give the maximum of all values.
     *
     * @param name the metric's name
     * @param value the value, at least 0
     * @param labels labels with few different values (no ids)
     */
    record Metric(String name, double value, Map<String, String> labels) implements Effect {

        public Metric {
            name = required(name, "a name");
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException(
                        "metric " + name + ": the value must be at least 0, but was " + value);
            }
            labels = copy(labels);
        }

        /** Adds 1. */
        public static Metric count(String name) {
            return new Metric(name, 1, Map.of());
        }

        @Override
        public String kind() {
            return "metric";
        }
    }

    /**
     * An action of a kind that a plugin has made known by {@link PluginEnvironment#registerAction}. Its text hides the
     * values of the parameters.
     *
     * @param kind the kind, such as {@code send_email}
     * @param params what it needs: texts, numbers, booleans, lists and maps
     */
    record Custom(String kind, Map<String, @Nullable Object> params) implements Effect {

        public Custom {
            kind = required(kind, "a kind");
            params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        }

        @Override
        public String toString() {
            return "Custom[" + kind + ", params=" + params.keySet() + ']';
        }
    }

    /**
     * Gives the message a header, which goes with everything that is published for it from then on.
     *
     * @param name the name; those that steer Camel are refused
     * @param value the value
     */
    record AddHeader(String name, String value) implements PluginAction {

        public AddHeader {
            name = required(name, "a header's name");
        }

        @Override
        public String kind() {
            return "add_header";
        }
    }

    /**
     * Leaves the message out; see {@link PluginResult#filter}.
     *
     * @param reason why, in words that hold for many messages (no ids)
     */
    record Filter(String reason) implements PluginAction {

        @Override
        public String kind() {
            return "filter";
        }
    }

    private static Map<String, String> copy(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map)); // Map.copyOf would lose the order
    }

    private static String required(String value, String what) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " is needed, but was blank");
        }
        return value;
    }
}
