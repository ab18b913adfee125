package dev.wadi.plugin.runtime;

import dev.wadi.action.ActionLimits;
import dev.wadi.config.ConfigException;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.ActionHandler;
import dev.wadi.plugin.spi.PluginEnvironment;
import dev.wadi.plugin.spi.event.EventBus;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import dev.wadi.plugin.spi.http.PluginConnection;
import dev.wadi.plugin.spi.log.LogLine;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The environment of one plugin. All that it hands out is entered in the plugin's ledger. */
final class OwnedEnvironment implements PluginEnvironment {

    private final Ownership owner;
    private final Surroundings surroundings;
    private final ActionLimits limits;
    private final ClassLoader classes;
    private final PluginLogger logger;
    private final EventBus events;
    private final ExtensionPoints extensionPoints;
    private final Memory memory = new Memory();
    private @Nullable ScheduledExecutorService scheduler;

    OwnedEnvironment(Ownership owner, Surroundings surroundings, ActionLimits limits, ClassLoader classes) {
        this.limits = limits;
        this.owner = owner;
        this.surroundings = surroundings;
        this.classes = classes;
        this.logger = PluginLogger.of(owner.plugin());
        this.events = surroundings.events().forPlugin(owner);
        this.extensionPoints = surroundings.extensions().forPlugin(owner);
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
    public void log(System.Logger.Level level, LogLine line) {
        logger.log(level, line);
    }

    @Override
    public PluginConnection connection(String name) {
        limits.refuseConnection(name).ifPresent(why -> {
            throw new IllegalArgumentException("plugin '" + owner.plugin() + "' " + why);
        });
        try {
            return new CalledConnection(surroundings.connections().get(name, "plugin " + owner.plugin()));
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public ConcurrentMap<String, Object> state() {
        return memory.values();
    }

    /** What it remembers. */
    Memory memory() {
        return memory;
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
        Runnable ending = surroundings.actions().register(kind, owner.plugin(), () -> !owner.isSilent(), handler);
        owner.own(ending::run);
    }

    @Override
    public synchronized ScheduledExecutorService scheduler() {
        ScheduledExecutorService known = scheduler;
        if (known == null) {
            known = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "wadi-plugin-" + owner.plugin());
                thread.setDaemon(true);
                thread.setContextClassLoader(classes);
                return thread;
            });
            scheduler = known;
            owner.own(known::shutdownNow);
        }
        return known;
    }

    @Override
    public <T extends AutoCloseable> T own(T resource) {
        return owner.own(resource);
    }
}
