package dev.wadi.worker;

import dev.wadi.config.SecretKeys;
import dev.wadi.config.YamlMapping;
import dev.wadi.kafka.topic.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The fields of one worker in YAML. */
final class WorkerFields {

    private static final String[] KNOWN = {
        "name",
        "description",
        "enabled",
        "input_topic",
        "consumer_group",
        "batch_size",
        "enable_auto_commit",
        "max_in_flight",
        "shards",
        "order",
        "on_retry",
        "on_dead_letter",
        "retry_delays",
        "consumer_options",
        "destination_connection",
        "destination_path",
        "destination_method",
        "max_retries",
        "timeout_seconds",
        "headers",
        "success_topic",
        "error_topic",
        "enrichment_handlers"
    };

    private static final String METHODS = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS";

    private final String name;
    private final YamlMapping fields;

    WorkerFields(String name, YamlMapping fields) {
        this.name = name;
        this.fields = fields;
    }

    /** Reads them; what is wrong is reported. A worker that is switched off is none. */
    Optional<Worker> read() {
        fields.refuseUnknown(KNOWN);
        if (!fields.bool("enabled").orElse(true)) {
            return Optional.empty();
        }
        String input = topic("input_topic", fields.requiredText("input_topic"));
        Optional<String> success = fields.text("success_topic").map(text -> topic("success_topic", text));
        success.filter(input::equals).ifPresent(same -> consumesItself("success_topic"));
        Map<String, String> consumer = consumer(input);
        List<Handler> handlers = fields.mappings("enrichment_handlers").stream()
                .flatMap(handler -> HandlerFields.read(handler).stream())
                .toList();
        return Optional.of(new Worker(
                name,
                fields.place(),
                fields.text("description").orElse(""),
                new Worker.Source(fields.place("input_topic"), input, consumer),
                handlers,
                destination(),
                success));
    }

    private String topic(String key, String topic) {
        if (!topic.isEmpty()) {
            Topics.refuse(topic).ifPresent(problem -> fields.problem(key, problem));
        }
        return topic;
    }

    private void consumesItself(String key) {
        fields.problem(key, key + " is the topic that the worker consumes: it would get its own messages for ever");
    }

    private Map<String, String> consumer(String input) {
        Map<String, String> options = new LinkedHashMap<>();
        refuseAutoCommit();
        fields.text("consumer_group").ifPresent(group -> options.put("groupId", group));
        fields.text("error_topic").ifPresent(text -> {
            if (topic("error_topic", text).equals(input)) {
                consumesItself("error_topic");
            }
            options.put("errorTopic", text);
        });
        number("batch_size", "maxPollRecords", options);
        number("max_in_flight", "maxInFlight", options);
        number("shards", "shards", options);
        oneOf("order", "order", "key|partition|none", options);
        oneOf("on_retry", "onRetry", "continue|hold-key", options);
        oneOf("on_dead_letter", "onDeadLetter", "continue|hold-key", options);
        retryDelays().ifPresent(delays -> options.put("retryDelays", delays));
        fields.mapping("consumer_options").ifPresent(further -> addFurther(further, options));
        EndpointText.require(fields, "consumer_options", options);
        return options;
    }

    /** Options of the endpoint that have no field of their own; those that do not exist are refused at the start. */
    private static void addFurther(YamlMapping further, Map<String, String> options) {
        for (String option : further.keys()) {
            String value = further.text(option).orElse("");
            if (options.putIfAbsent(option, value) != null) {
                further.problem(option, "the option '" + option + "' has a field of its own, and is set there already");
            }
        }
    }

    private void refuseAutoCommit() {
        if (fields.bool("enable_auto_commit").orElse(false)) {
            fields.problem(
                    "enable_auto_commit",
                    "enable_auto_commit can't be true: offsets would be committed before their records are done, and a"
                            + " crash would lose these. Possible is false, or no such line: Wadi commits what is done");
        }
    }

    private void number(String key, String option, Map<String, String> options) {
        fields.integer(key, 1).ifPresent(number -> options.put(option, String.valueOf(number)));
    }

    private void oneOf(String key, String option, String possible, Map<String, String> options) {
        fields.text(key).map(text -> text.replace('_', '-')).ifPresent(text -> {
            if (!text.matches(possible)) {
                fields.problem(
                        key, key + " must be one of " + possible.replace("|", ", ") + ", but was '" + text + "'");
            }
            options.put(option, text);
        });
    }

    private Optional<String> retryDelays() {
        if (fields.value("retry_delays") instanceof List<?> list) {
            return Optional.of(
                    String.join(",", list.stream().map(String::valueOf).toList()));
        }
        return fields.text("retry_delays");
    }

    private Worker.Destination destination() {
        Map<String, String> options = new LinkedHashMap<>();
        fields.text("destination_method")
                .map(text -> text.toUpperCase(Locale.ROOT))
                .ifPresent(method -> {
                    if (!method.matches(METHODS)) {
                        fields.problem(
                                "destination_method",
                                "destination_method must be one of " + METHODS.replace("|", ", ") + ", but was '"
                                        + method + "'");
                    }
                    options.put("method", method);
                });
        fields.integer("max_retries", 1).ifPresent(attempts -> options.put("maxAttempts", String.valueOf(attempts)));
        fields.seconds("timeout_seconds").ifPresent(timeout -> {
            if (!timeout.isPositive()) {
                fields.problem("timeout_seconds", "timeout_seconds must be more than 0");
            }
            options.put("timeout", timeout.toMillis() + "ms");
        });
        PathText path = PathText.read(
                fields, "destination_path", fields.text("destination_path").orElse(""));
        path.query().forEach((parameter, value) -> options.put("query." + parameter, value));
        EndpointText.require(fields, "destination_path", path.query());
        headers().forEach((header, value) -> options.put("header." + header, value));
        return new Worker.Destination(
                fields.place("destination_connection"),
                fields.requiredText("destination_connection"),
                path.path(),
                options);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = fields.texts("headers");
        EndpointText.require(fields, "headers", headers);
        for (String header : headers.keySet()) {
            if (SecretKeys.isSecret(header)) {
                fields.problem(
                        "headers",
                        "the header '" + header + "' holds credentials. They belong to the connection: auth_type and"
                                + " auth_token there");
            }
        }
        return headers;
    }
}
