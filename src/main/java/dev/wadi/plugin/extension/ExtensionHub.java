package dev.wadi.plugin.extension;

import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.extension.ExtensionHandler;
import dev.wadi.plugin.spi.extension.ExtensionPoint;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.http.HttpAnswer;
import dev.wadi.plugin.spi.http.HttpRequest;
import dev.wadi.plugin.spi.service.ServiceInstance;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;

/** All extension points of a running Wadi. Thread-safe. */
public final class ExtensionHub {

    private static final String WADI = "wadi";

    private final Map<String, Point> points = new ConcurrentSkipListMap<>();
    /** Those whose plugin has ended, with the handlers of others: it may be reloaded, and define them again. */
    private final Map<String, Point> past = new ConcurrentHashMap<>();

    private final Executor executor;
    private final MeterRegistry meters;

    /**
     * Makes Wadi's own points, without handlers.
     *
     * @param executor where the handlers of actions and hooks run
     */
    public ExtensionHub(Executor executor, MeterRegistry meters) {
        this.executor = executor;
        this.meters = meters;
        own(
                ExtensionPoints.SERVICE_PRE_REGISTER,
                ExtensionPoint.Kind.FILTER,
                "This instance, before it is registered",
                ServiceInstance.class);
        own(
                ExtensionPoints.SERVICE_POST_REGISTER,
                ExtensionPoint.Kind.HOOK,
                "This instance, once it is registered",
                ServiceInstance.class);
        own(
                ExtensionPoints.MIDDLEWARE_PRE_REQUEST,
                ExtensionPoint.Kind.FILTER,
                "A request, before the middleware",
                HttpRequest.class);
        own(
                ExtensionPoints.MIDDLEWARE_POST_RESPONSE,
                ExtensionPoint.Kind.FILTER,
                "An answer, after the middleware",
                HttpAnswer.class);
        own(
                ExtensionPoints.CONFIG_LOAD,
                ExtensionPoint.Kind.PROVIDER,
                "The value of a variable that nobody else knows",
                String.class);
        own(ExtensionPoints.HEALTH_CHECK, ExtensionPoint.Kind.PROVIDER, "Further health checks", String.class);
        own(ExtensionPoints.METRICS_COLLECT, ExtensionPoint.Kind.PROVIDER, "Further metrics", String.class);
        own(
                ExtensionPoints.PLUGIN_LOADED,
                ExtensionPoint.Kind.HOOK,
                "A plugin's name, once it is loaded",
                String.class);
        own(
                ExtensionPoints.PLUGIN_STARTED,
                ExtensionPoint.Kind.HOOK,
                "A plugin's name, once it is started",
                String.class);
        own(
                ExtensionPoints.PLUGIN_STOPPED,
                ExtensionPoint.Kind.HOOK,
                "A plugin's name, once it is stopped",
                String.class);
    }

    private void own(String name, ExtensionPoint.Kind kind, String description, Class<?> type) {
        points.put(name, new Point(new ExtensionPoint(name, kind, description, type), WADI, meters));
    }

    /** Runs a filter's handlers over a value. */
    @SuppressWarnings("unchecked") // the point refuses results of another type
    public <T> T filter(String point, T value) {
        return (T) point(point, ExtensionPoint.Kind.FILTER).filter(value);
    }

    /** Runs an action's handlers side by side; completes with what those return that do not fail. */
    public CompletionStage<List<Object>> act(String point, Object value) {
        return point(point, ExtensionPoint.Kind.ACTION).sideBySide(value, executor);
    }

    /** Tells a hook's handlers, without waiting. */
    public void tell(String point, Object value) {
        var unused = point(point, ExtensionPoint.Kind.HOOK).sideBySide(value, executor);
    }

    /** Collects what a provider's handlers return. */
    public List<Object> collect(String point, Object value) {
        return collectByPlugin(point, value).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    /** Collects what a provider's handlers return, by the plugin that registered them. */
    public Map<String, List<Object>> collectByPlugin(String point, Object value) {
        return point(point, ExtensionPoint.Kind.PROVIDER).collect(value);
    }

    /** Whether a point has handlers now. */
    public boolean isHandled(String point) {
        return point(point).size() > 0;
    }

    /** All points with the number of their handlers, by name. */
    public Map<ExtensionPoint, Integer> points() {
        Map<ExtensionPoint, Integer> all = new LinkedHashMap<>();
        points.values().forEach(point -> all.put(point.definition(), point.size()));
        return all;
    }

    /** The points as one plugin sees them: what it registers and defines ends with it. */
    public ExtensionPoints forPlugin(Ownership owner) {
        return new PluginPoints(this, owner);
    }

    /** Defines a point of a plugin's. While the plugin is replaced by another version of itself, the newer one counts. */
    Runnable define(ExtensionPoint definition, String plugin) {
        String name = definition.name();
        Point point = new Point(definition, plugin, meters);
        points.compute(name, (same, known) -> {
            if (known != null && !known.definedBy().equals(plugin)) {
                throw new IllegalArgumentException("the extension point '" + name + "' is taken. Give it another name");
            }
            Point before = known == null ? past.remove(name) : known;
            if (before != null) {
                point.adopt(before);
                point.replace(known);
            }
            return point;
        });
        return () -> end(name, point);
    }

    private void end(String name, Point ended) {
        ended.end();
        points.computeIfPresent(name, (same, current) -> {
            if (!current.equals(ended)) {
                current.replace(null); // or it would hold on to the version that is gone
                return current;
            }
            Point before = ended.replaced();
            if (before != null) { // the newer version was given up
                before.adopt(ended);
                return before;
            }
            if (ended.size() > 0) {
                past.put(name, ended);
            }
            return null;
        });
    }

    private Point point(String name, ExtensionPoint.Kind kind) {
        Point point = point(name);
        if (point.definition().kind() != kind) {
            throw new IllegalArgumentException("the extension point '" + name + "' is a "
                    + point.definition().kind() + ", not a " + kind);
        }
        return point;
    }

    private Point point(String name) {
        Point point = points.get(name);
        if (point == null) {
            throw new IllegalArgumentException(
                    "there is no extension point '" + name + "'. Possible: " + String.join(", ", points.keySet()));
        }
        return point;
    }

    /** Adds a handler of a plugin's. */
    Runnable register(String name, Ownership owner, int priority, ExtensionHandler handler) {
        Point point = point(name);
        Registered registered = new Registered(owner, priority, handler);
        point.add(registered);
        return owner.ownEnding(() -> remove(name, registered));
    }

    private void remove(String name, Registered registered) {
        for (Map<String, Point> places : List.of(points, past)) {
            Point point = places.get(name);
            if (point != null) {
                point.remove(registered);
            }
        }
    }
}
