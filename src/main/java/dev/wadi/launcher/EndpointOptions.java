package dev.wadi.launcher;

import dev.wadi.config.Suggestion;
import dev.wadi.connection.component.ConnectionEndpoint;
import dev.wadi.dlq.component.DeadLetterEndpoint;
import dev.wadi.dlq.component.RetryEndpoint;
import dev.wadi.enrich.component.LookupEndpoint;
import dev.wadi.enrich.component.SkipEndpoint;
import dev.wadi.enrich.component.TransformEndpoint;
import dev.wadi.kafka.ordered.DeliveryOptions;
import dev.wadi.kafka.ordered.OrderedEndpoint;
import dev.wadi.kafka.publish.component.PublishEndpoint;
import dev.wadi.plugin.component.StageEndpoint;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The schemes of our own endpoints and their options, to suggest what a user may have meant. */
final class EndpointOptions {

    private static final Map<String, Class<?>> ENDPOINTS = Map.of(
            "kafka-ordered", OrderedEndpoint.class,
            "publish", PublishEndpoint.class,
            "stage", StageEndpoint.class,
            "connection", ConnectionEndpoint.class,
            "lookup", LookupEndpoint.class,
            "transform", TransformEndpoint.class,
            "skip", SkipEndpoint.class,
            "retry", RetryEndpoint.class,
            "dead-letter", DeadLetterEndpoint.class);

    private EndpointOptions() {}

    /** What a scheme that does not exist may have meant. */
    static String schemeLike(String scheme) {
        return Suggestion.of(scheme, ENDPOINTS.keySet(), "Wadi's own, beside those of Camel on the class path");
    }

    /** What an option that does not exist may have meant; nothing for endpoints that are not ours. */
    static String optionLike(String scheme, String option) {
        Class<?> endpoint = ENDPOINTS.get(scheme);
        return endpoint == null ? "" : " " + Suggestion.of(option, options(endpoint), "Options");
    }

    private static List<String> options(Class<?> endpoint) {
        Stream<Method> methods = Arrays.stream(endpoint.getDeclaredMethods());
        if (endpoint == OrderedEndpoint.class) {
            methods = Stream.concat(methods, Arrays.stream(DeliveryOptions.class.getDeclaredMethods()));
        }
        return methods.map(Method::getName)
                .filter(name -> name.startsWith("set"))
                .map(name -> name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4))
                .distinct()
                .toList();
    }
}
