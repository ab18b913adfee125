package dev.wadi.plugin.testkit;

import dev.wadi.config.ConfigException;
import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.runtime.CalledConnection;
import dev.wadi.plugin.spi.ActionHandler;
import dev.wadi.plugin.spi.ActionOrigin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.event.EventBus;
import dev.wadi.plugin.spi.event.PluginEvent;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.http.PluginConnection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The Wadi around one plugin, made by a test: Wadi's own event bus and extension points, which work on the caller's thread
 * so that all is done when a call returns, and connections that send nothing. Closing it takes back all that the plugin
 * has got. Thread-safe.
 */
public final class TestEnvironment implements PluginEnvironment, AutoCloseable {

    private final Ownership owner;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EventHub eventHub = new EventHub(Runnable::run, meters, Clock.systemUTC());
    private final EventBus events;
    private final ExtensionPoints extensionPoints;
    private final ScriptedConnections connections = new ScriptedConnections();
    private final RecordedLog logger;
    private final ConcurrentMap<String, Object> state = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, ActionHandler> actions = new ConcurrentHashMap<>();
    private final List<PluginEvent> published = new CopyOnWriteArrayList<>();
    private @Nullable ScheduledExecutorService scheduler;

    private TestEnvironment(String name) {
        this.owner = new Ownership(name);
        this.logger = new RecordedLog(name);
        eventHub.forPlugin(new Ownership("test")).subscribe("*", published::add);
        this.events = eventHub.forPlugin(owner);
        this.extensionPoints = new ExtensionHub(Runnable::run, meters).forPlugin(owner);
    }

    /** The environment of a plugin of that name. */
    public static TestEnvironment of(String name) {
        return new TestEnvironment(name);
    }

    /**
     * Has a connection answer. Of several answers to the same call each is given once, and the last one ever after; a
     * call without an answer fails.
     *
     * @param path the path below the connection's address, with its query
     * @param json the answer's body
     */
    public TestEnvironment answer(String connection, String method, String path, String json) {
        return answer(connection, method, path, 200, json);
    }

    /** Has a connection answer with a status; from 300 on the plugin's call fails, as after a connection's last attempt. */
    public TestEnvironment answer(String connection, String method, String path, int status, String body) {
        connections.answer(connection, method, path, status, body);
        return this;
    }

    /** The calls that the plugin made, in their order. */
    public List<RecordedCall> calls() {
        return connections.calls();
    }

    /** All events, in their order: the plugin's and the test's. */
    public List<PluginEvent> published() {
        return List.copyOf(published);
    }

    /** Publishes an event as Wadi does; who listens has heard it when this returns. */
    public void tell(String type, Map<String, @Nullable Object> data) {
        eventHub.publish(type, data);
    }

    /** What the plugin logged: the level, a space and the text. */
    public List<String> log() {
        return logger.lines();
    }

    /**
     * Carries out an action of a kind that the plugin has registered.
     *
     * @throws IllegalArgumentException if it has registered none of that kind
     * @throws Exception what its handler throws
     */
    public CompletionStage<?> carryOut(PluginAction.Custom action) throws Exception {
        ActionHandler handler = actions.get(action.kind());
        if (handler == null) {
            throw new IllegalArgumentException(
                    "no action '" + action.kind() + "' is registered. Registered: " + actions.keySet());
        }
        return handler.carryOut(action, new ActionOrigin(name(), "test", "test", "", "", "", "test-key"));
    }

    /** How many things the plugin has got now; none once this is closed. */
    public int owned() {
        return owner.size();
    }

    @Override
    public String name() {
        return owner.plugin();
    }

    @Override
    public System.Logger logger() {
        return logger;
    }

    @Override
    public PluginConnection connection(String connection) {
        try {
            return new CalledConnection(connections.get(connection, "plugin " + name()));
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public ConcurrentMap<String, Object> state() {
        return state;
    }

    @Override
    public EventBus events() {
        return events;
    }

    @Override
    public ExtensionPoints extensionPoints() {
        return extensionPoints;
    }

    @Override
    public void registerAction(String kind, ActionHandler handler) {
        if (actions.putIfAbsent(kind, handler) != null) {
            throw new IllegalArgumentException("the action '" + kind + "' is taken. Give it another name");
        }
        owner.own(() -> actions.remove(kind, handler));
    }

    @Override
    public synchronized ScheduledExecutorService scheduler() {
        ScheduledExecutorService known = scheduler;
        if (known == null) {
            known = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("test-" + name()).factory());
            scheduler = known;
            owner.own(known::shutdownNow);
        }
        return known;
    }

    @Override
    public <T extends AutoCloseable> T own(T resource) {
        return owner.own(resource);
    }

    @Override
    public void close() {
        owner.close();
        meters.close();
    }
}
