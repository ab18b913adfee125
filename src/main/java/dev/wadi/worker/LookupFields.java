package dev.wadi.worker;

import dev.wadi.config.YamlMapping;
import dev.wadi.config.YamlValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of a handler of the type {@code lookup}. */
final class LookupFields {

    private static final Map<String, String> OPTIONS = Map.of(
            "maximum_size", "maximumSize",
            "negative_ttl", "negativeTtl",
            "stale_if_error", "staleIfError");

    private final YamlMapping config;

    LookupFields(YamlMapping config) {
        this.config = config;
    }

    /** Reads them; what is wrong is reported. */
    Optional<Handler> read() {
        config.refuseUnknown(
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
                "stale_if_error");
        String connection = config.requiredText("connection");
        PathText endpoint = PathText.read(config, "endpoint", config.requiredText("endpoint"));
        int cacheTtl = config.integer("cache_ttl", 0).orElse(0);
        Map<String, String> options = options(cacheTtl);
        endpoint.query().forEach((name, value) -> options.put("query." + name, value));
        queryParams().forEach((name, value) -> options.put("query." + name, value));
        EndpointText.require(config, "query_params", options);
        String uri = EndpointText.uri("lookup:" + connection + path(endpoint.path()), options);
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
        return options;
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

    /** A bare word is the field of that name, or itself in a message without that field. */
    private Map<String, String> queryParams() {
        Map<String, String> query = new LinkedHashMap<>();
        config.mapping("query_params").ifPresent(params -> {
            for (String name : params.keys()) {
                String text = params.text(name).orElse("");
                boolean word = params.child(name).orElse(null) instanceof YamlValue.Scalar scalar
                        && scalar.value() instanceof String
                        && FieldTexts.isPath(text);
                query.put(name, word ? '{' + text + ":-" + text + '}' : text);
            }
        });
        return query;
    }
}
