package dev.wadi.fake;

import dev.wadi.plugin.spi.ActionHandler;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.event.EventBus;
import dev.wadi.plugin.spi.event.EventListener;
import dev.wadi.plugin.spi.event.PluginEvent;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.http.PluginConnection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** An environment that keeps what a plugin does with it. Its bus delivers at once; closing it ends what it handed out. */
public final class RecordingEnvironment implements PluginEnvironment, AutoCloseable {

    private final String name;
    private final LinesLogger logger = new LinesLogger(new CopyOnWriteArrayList<>());
    private final ConcurrentMap<String, Object> state = new ConcurrentHashMap<>();
    private final Map<String, PluginConnection> connections = new ConcurrentHashMap<>();
    private final Map<String, ActionHandler> actions = new ConcurrentHashMap<>();
    private final List<PluginEvent> events = new CopyOnWriteArrayList<>();
    private final List<Map.Entry<String, EventListener>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();

    private record LinesLogger(List<String> lines) implements System.Logger {

        @Override
        public String getName() {
            return "plugin";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            lines.add(level + " " + message);
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... values) {
            lines.add(level + " " + format);
        }
    }

    public RecordingEnvironment(String name) {
        this.name = name;
    }

    /** With a connection. */
    public RecordingEnvironment with(PluginConnection connection) {
        connections.put(connection.name(), connection);
        return this;
    }

    /** What was logged, each as {@code LEVEL message}. */
    public List<String> logged() {
        return List.copyOf(logger.lines());
    }

    /** What was published. */
    public List<PluginEvent> published() {
        return List.copyOf(events);
    }

    /** The types of what was published. */
    public List<String> publishedTypes() {
        return events.stream().map(PluginEvent::type).toList();
    }

    /** The handler of an action that was registered. */
    public ActionHandler action(String kind) {
        return Optional.ofNullable(actions.get(kind)).orElseThrow();
    }

    /** Something happens of which the plugin may hear. */
    public void happens(PluginEvent event) {
        for (Map.Entry<String, EventListener> listener : listeners) {
            if (matches(listener.getKey(), event.type())) {
                try {
                    listener.getValue().on(event);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    private static boolean matches(String pattern, String type) {
        return pattern.endsWith("*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(type);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public System.Logger logger() {
        return logger;
    }

    @Override
    public PluginConnection connection(String connection) {
        return Optional.ofNullable(connections.get(connection))
                .orElseThrow(() -> new IllegalArgumentException("no connection is named '" + connection + "'"));
    }

    @Override
    public ConcurrentMap<String, Object> state() {
        return state;
    }

    @Override
    public EventBus events() {
        return new EventBus() {
            @Override
            public Runnable subscribe(String pattern, EventListener listener) {
                Map.Entry<String, EventListener> entry = Map.entry(pattern, listener);
                listeners.add(entry);
                return () -> listeners.remove(entry);
            }

            @Override
            public void publish(String type, Map<String, @Nullable Object> data) {
                publish(type, data, "");
            }

            @Override
            public void publish(String type, Map<String, @Nullable Object> data, String correlationId) {
                PluginEvent event = new PluginEvent(type, data, name, FakeContext.TIMESTAMP, correlationId);
                events.add(event);
                happens(event);
            }
        };
    }

    @Override
    public ExtensionPoints extensionPoints() {
        throw new UnsupportedOperationException("a test of extension points has a hub of its own");
    }

    @Override
    public void registerAction(String kind, ActionHandler handler) {
        actions.put(kind, handler);
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    @Override
    public <T extends AutoCloseable> T own(T resource) {
        owned.push(resource);
        return resource;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        for (AutoCloseable resource : owned) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
