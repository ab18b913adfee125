package dev.wadi.worker;

import dev.wadi.config.YamlMapping;
import dev.wadi.config.YamlValue;
import dev.wadi.connection.IdsUrl;
import dev.wadi.connection.UrlTemplate;
import dev.wadi.enrich.LookupBatch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The fields of a handler of the type {@code lookup}. */
final class LookupFields {

    private static final Map<String, String> OPTIONS = Map.of(
            "batch_size", "batchSize",
            "batch_timeout_ms", "batchTimeout",
            "maximum_size", "maximumSize",
            "negative_ttl", "negativeTtl",
            "stale_if_error", "staleIfError");

    private static final Map<String, String> TEXTS =
            new TreeMap<>(Map.of("batch_id", "batchId", "batch_answer", "batchAnswer"));

    private static final String[] KNOWN = {
        "connection",
        "endpoint",
        "path_params",
        "query_params",
        "result_field",
        "cache_ttl",
        "cache_name",
        "maximum_size",
        "on_missing",
        "negative_ttl",
        "stale_if_error",
        "batch_size",
        "batch_timeout_ms",
        "batch_id",
        "batch_answer"
    };

    private final YamlMapping config;

    LookupFields(YamlMapping config) {
        this.config = config;
    }

    /** Reads them; what is wrong is reported. */
    Optional<Handler> read() {
        config.refuseUnknown(KNOWN);
        String connection = config.requiredText("connection");
        PathText endpoint = PathText.read(config, "endpoint", config.requiredText("endpoint"));
        int cacheTtl = config.integer("cache_ttl", 0).orElse(0);
        Map<String, String> options = options(cacheTtl);
        boolean batched = !options.getOrDefault("batchSize", "0").equals("0");
        Map<String, String> query = new LinkedHashMap<>(endpoint.query());
        query.putAll(queryParams(batched));
        query.forEach((name, value) -> options.put("query." + name, value));
        String path = path(endpoint.path());
        checkFields(options, batched);
        if (batched) {
            checkBatch(options, path, query);
        }
        EndpointText.require(config, "query_params", options);
        String uri = EndpointText.uri("lookup:" + connection + path, options);
        String field = config.text("result_field").orElse("lookup_result");
        return connection.isEmpty()
                ? Optional.empty()
                : Optional.of(new Handler.Lookup(config.place("connection"), uri, connection, field, cacheTtl));
    }

    private Map<String, String> options(int cacheTtl) {
        Map<String, String> options = new LinkedHashMap<>();
        if (cacheTtl > 0) {
            options.put("cacheTtl", String.valueOf(cacheTtl));
        }
        OPTIONS.keySet().stream().sorted().forEach(key -> config.integer(key, 0)
                .ifPresent(number -> options.put(OPTIONS.getOrDefault(key, key), String.valueOf(number))));
        config.text("on_missing").ifPresent(what -> {
            if (!what.matches("fail|null|skip")) {
                config.problem("on_missing", "on_missing must be one of fail, null, skip, but was '" + what + "'");
            }
            options.put("onMissing", what);
        });
        config.text("cache_name").ifPresent(name -> options.put("cacheName", name));
        TEXTS.forEach((key, option) -> config.text(key).ifPresent(field -> options.put(option, field)));
        return options;
    }

    private void checkFields(Map<String, String> options, boolean batched) {
        TEXTS.forEach((key, option) -> {
            if (options.containsKey(option)) {
                FieldTexts.require(config, key, options.getOrDefault(option, ""));
                if (!batched) {
                    config.problem(key, key + " needs a batch_size of at least 1");
                }
            }
        });
        if (batched && !config.has("batch_id")) {
            config.problem(
                    "batch_size",
                    "batch_size needs batch_id, which is missing: the field of an item of the answer that holds its id."
                            + " Possible: batch_id: id, batch_id: project.id");
        }
    }

    /** What the endpoint would refuse too, without file and line. */
    private void checkBatch(Map<String, String> options, String path, Map<String, String> query) {
        checkAtMost(LookupBatch.MAX_SIZE, "batch_size", options);
        checkAtMost(LookupBatch.MAX_TIMEOUT, "batch_timeout_ms", options);
        try {
            IdsUrl.of(UrlTemplate.parse(path, query));
        } catch (IllegalArgumentException e) {
            config.problem("batch_size", "batch_size: " + e.getMessage());
        }
    }

    private void checkAtMost(int max, String key, Map<String, String> options) {
        int number = Integer.parseInt(options.getOrDefault(OPTIONS.getOrDefault(key, key), "1"));
        if (number < 1 || number > max) {
            config.problem(key, key + " must be from 1 to " + max + ", but was " + number);
        }
    }

    /** The path with the fields' names in place of the parameters' own. */
    private String path(String endpoint) {
        String path = endpoint;
        Map<String, String> params = config.texts("path_params");
        for (Map.Entry<String, String> param : params.entrySet()) {
            config.mapping("path_params")
                    .ifPresent(named -> FieldTexts.require(named, param.getKey(), param.getValue()));
            if (!endpoint.contains('{' + param.getKey() + '}')) {
                config.problem(
                        "path_params",
                        "path_params names '" + param.getKey() + "', but the endpoint has no {" + param.getKey() + "}");
            }
            path = path.replace('{' + param.getKey() + '}', '\u0001' + param.getValue() + '\u0002');
        }
        return path.replace('\u0001', '{').replace('\u0002', '}');
    }

    /** A bare word is the field of that name, or itself in a message without that field; for many ids always itself. */
    private Map<String, String> queryParams(boolean batched) {
        Map<String, String> query = new LinkedHashMap<>();
        config.mapping("query_params").ifPresent(params -> {
            for (String name : params.keys()) {
                String text = params.text(name).orElse("");
                boolean word = !batched
                        && params.child(name).orElse(null) instanceof YamlValue.Scalar scalar
                        && scalar.value() instanceof String
                        && FieldTexts.isPath(text);
                query.put(name, word ? '{' + text + ":-" + text + '}' : text);
            }
        });
        return query;
    }
}
