package dev.wadi.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes handlers as steps, and the beans that these refer to. What follows a batch stands within its step. */
final class HandlerSteps {

    private final BeanNames names;
    private final String worker;
    private final RouteText.Writer beans;
    private final Map<String, String> intoFields = new LinkedHashMap<>();
    private final Deque<RouteText.Writer> around = new ArrayDeque<>();

    /** @param beans gets the beans */
    HandlerSteps(String worker, RouteText.Writer beans) {
        this.worker = worker;
        this.names = new BeanNames(worker);
        this.beans = beans;
    }

    /** Adds a handler, which others follow; these belong into the steps that are given back. */
    RouteText.Writer add(Handler handler, List<Handler> following, RouteText.Writer steps) {
        RouteText.Writer here = steps.at(handler.place());
        switch (handler) {
            case Handler.Transform transform -> add(transform, here);
            case Handler.Validation validation -> add(validation, here);
            case Handler.Lookup lookup -> add(lookup, here);
            case Handler.Custom custom -> add(custom, here);
            case Handler.Batching batching -> {
                add(batching, following, here);
                around.push(steps.add(here));
                return steps.within("      ", handler.place());
            }
        }
        return steps.add(here);
    }

    /** The outermost steps, with those that follow a batch in their place. */
    RouteText.Writer closed(RouteText.Writer innermost) {
        RouteText.Writer steps = innermost;
        while (!around.isEmpty()) {
            steps = around.pop().add(steps);
        }
        return steps;
    }

    private void add(Handler.Transform transform, RouteText.Writer steps) {
        steps.line("# The fields that go on" + (transform.keepUnmapped() ? ", beside all others." : "."));
        Map<String, String> options = EndpointText.prefixed("map.", transform.mappings());
        options.putAll(EndpointText.prefixed("default.", transform.defaults()));
        if (transform.keepUnmapped()) {
            options.put("keepUnmapped", "true");
        }
        EndpointText.of("transform:" + worker, options).writeTo(steps);
    }

    private void add(Handler.Validation validation, RouteText.Writer steps) {
        String rules = names.of("rules");
        RouteText.Writer bean = beans.at(validation.place())
                .line("- name: " + rules)
                .line("  type: dev.wadi.enrich.component.ValidationPredicate")
                .line("  properties:")
                .line("    config: |");
        addConfig(validation.config(), bean.within("      ", validation.place()), bean);
        beans.add(bean);
        validation.skipReason().ifPresent(reason -> steps.line("# skip_if: such a message is left out, and counted.")
                .line("- filter:")
                .line("    method: { ref: " + rules + ", method: skips }")
                .line("    steps:")
                .line("      - to: " + FlowText.text("skip:" + reason)));
        if (validation.checks()) {
            steps.line("# A message with anything wrong in it is a dead letter, which tells all of it.")
                    .line("- validate: { ref: " + rules + " }");
        }
    }

    private static void addConfig(Map<String, @Nullable Object> config, RouteText.Writer inner, RouteText.Writer into) {
        config.forEach((name, value) -> {
            if (name.equals("field_rules") && value instanceof Map<?, ?> rules && !rules.isEmpty()) {
                inner.line("field_rules:");
                rules.forEach((field, rule) -> inner.line("  " + key(String.valueOf(field)) + FlowText.of(rule)));
            } else {
                inner.line(key(name) + FlowText.of(value));
            }
        });
        into.add(inner);
    }

    private void add(Handler.Lookup lookup, RouteText.Writer steps) {
        String into = intoFields.computeIfAbsent(lookup.resultField(), field -> intoField(field, lookup.place()));
        String kept = lookup.cacheTtl() > 0 ? "its answers are kept for " + lookup.cacheTtl() + " s" : "each time anew";
        steps.line("# Asks " + lookup.connection() + "; " + kept + ".")
                .line("- enrich:")
                .line("    constant: " + FlowText.uri(lookup.uri()))
                .line("    aggregationStrategy: " + into);
    }

    private String intoField(String field, String place) {
        String name = names.of(field);
        beans.add(beans.at(place)
                .line("- name: " + name)
                .line("  type: dev.wadi.enrich.component.IntoField")
                .line("  properties: { field: " + FlowText.text(field) + " }"));
        return name;
    }

    private void add(Handler.Custom custom, RouteText.Writer steps) {
        steps.line("# A handler of your own.");
        EndpointText.of("handler:" + custom.name(), EndpointText.prefixed("config.", custom.config()))
                .writeTo(steps);
    }

    private void add(Handler.Batching batching, List<Handler> following, RouteText.Writer steps) {
        String batch = names.of(batching.field());
        String bytes = batching.maxBytes() > 0 ? ", maxBytes: " + batching.maxBytes() : "";
        beans.add(beans.at(batching.place())
                .line("- name: " + batch)
                .line("  type: dev.wadi.enrich.component.Batch")
                .line("  properties: { field: " + FlowText.text(batching.field()) + bytes + " }"));
        String by = batching.by()
                .map(field -> "simple: " + FlowText.of("${body" + brackets(field) + "}"))
                .orElse("constant: all");
        steps.line("# Messages become one, {\"" + batching.field()
                        + "\": [ … ], \"batch_size\": n}. Each stays open until" + " its batch has ended.")
                .line("- aggregate:")
                .line("    correlationExpression: { " + by + " }")
                .line("    aggregationStrategy: " + batch)
                .line("    completionSize: " + batching.size())
                .line("    completionTimeout: " + batching.timeoutMillis() + " # ms, from the first one")
                .line("    completionTimeoutCheckerInterval: " + Math.clamp(batching.timeoutMillis() / 10, 10, 100));
        if (following.stream().anyMatch(Handler.Custom.class::isInstance)) {
            steps.line("    parallelProcessing: true # a handler that hangs must not keep others from gathering");
        }
        steps.line("    steps:");
    }

    /** A path as Simple reads it, which takes a name with dots for one name. */
    private static String brackets(String path) {
        return "[" + path.replace("[", ".").replace("]", "").replace(".", "][") + "]";
    }

    private static String key(String name) {
        return FlowText.text(name) + ": ";
    }
}
