package dev.wadi.plugin.extension;

import dev.wadi.plugin.spi.extension.ExtensionPoint;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** An extension point and its handlers in their order. Thread-safe. */
final class Point {

    private final ExtensionPoint definition;
    private final String definedBy;
    private final MeterRegistry meters;
    private volatile List<Registered> handlers = List.of();
    private volatile @Nullable Point replaced;
    private volatile boolean ended;

    /**
     * Makes a point without handlers.
     *
     * @param definedBy the plugin that defines it
     */
    Point(ExtensionPoint definition, String definedBy, MeterRegistry meters) {
        this.definition = definition;
        this.definedBy = definedBy;
        this.meters = meters;
    }

    ExtensionPoint definition() {
        return definition;
    }

    String definedBy() {
        return definedBy;
    }

    /** Notes the point whose place this takes, if there is one. */
    void replace(@Nullable Point before) {
        replaced = before;
    }

    /** The point whose place this took, unless it has ended. */
    @Nullable
    Point replaced() {
        Point before = replaced;
        return before == null || before.ended ? null : before;
    }

    /** Its plugin, or that version of it, is gone. */
    void end() {
        ended = true;
    }

    int size() {
        return handlers.size();
    }

    synchronized void add(Registered handler) {
        List<Registered> more = new ArrayList<>(handlers);
        more.add(handler);
        more.sort(Comparator.comparingInt(Registered::priority)); // stable
        handlers = List.copyOf(more);
    }

    synchronized void remove(Registered handler) {
        handlers = handlers.stream().filter(other -> !other.equals(handler)).toList();
    }

    void failed(String plugin) {
        meters.counter("plugin.extension.failures", "plugin", plugin, "point", definition.name())
                .increment();
    }

    /** Whether a handler may return this; only those of a filter are bound to the point's type. */
    boolean accepts(Object result) {
        return definition.kind() != ExtensionPoint.Kind.FILTER
                || definition.valueType().isInstance(result);
    }

    Object filter(Object value) {
        Object good = value;
        for (Registered handler : handlers) {
            Object next = handler.handle(this, good);
            good = next == null ? good : next;
        }
        return good;
    }

    /** Takes over the handlers of a point of the same name and kind, which its plugin defined before. */
    synchronized void adopt(Point before) {
        if (before.definition.kind() == definition.kind()) {
            handlers = before.handlers;
        }
    }

    /** What the handlers return, by the plugin that registered them. */
    Map<String, List<Object>> collect(Object value) {
        Map<String, List<Object>> results = new LinkedHashMap<>();
        for (Registered handler : handlers) {
            Object result = handler.handle(this, value);
            if (result != null) {
                results.computeIfAbsent(handler.plugin(), plugin -> new ArrayList<>())
                        .add(result);
            }
        }
        return results;
    }

    CompletionStage<List<Object>> sideBySide(Object value, Executor executor) {
        List<CompletableFuture<@Nullable Object>> all = handlers.stream()
                .map(handler -> started(handler, value, executor))
                .toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> all.stream()
                .<@Nullable Object>map(CompletableFuture::join)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList());
    }

    private CompletableFuture<@Nullable Object> started(Registered handler, Object value, Executor executor) {
        try {
            return CompletableFuture.supplyAsync(() -> handler.handle(this, value), executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null); // Wadi is stopping
        }
    }
}
