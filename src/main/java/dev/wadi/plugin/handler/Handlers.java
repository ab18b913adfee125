package dev.wadi.plugin.handler;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Suggestion;
import dev.wadi.connection.Connections;
import dev.wadi.plugin.guard.Watchdog;
import dev.wadi.plugin.spi.handler.EnrichmentHandler;
import dev.wadi.record.DeadLetter;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the handlers that steps name: beans first, then plugins, then classes. Thread-safe. */
public final class Handlers {

    private static final Logger LOG = LoggerFactory.getLogger(Handlers.class);

    private final PluginHandlers plugins;
    private final Connections connections;
    private final Watchdog watchdog = new Watchdog();

    public Handlers(PluginHandlers plugins, Connections connections) {
        this.plugins = plugins;
        this.connections = connections;
    }

    /**
     * Opens a step: its handler is configured and initialized.
     *
     * @throws ConfigException if there is none, or it can't be put to work
     */
    public HandlerStep open(HandlerSettings settings, HandlerFinder finder) {
        HandlerStep step = new HandlerStep(settings, connections, watchdog);
        Optional<Object> bean = finder.bean(settings.ref());
        if (bean.isPresent()) {
            step.beginAsItIs(ofBean(bean.get(), settings));
            return step;
        }
        Optional<String> plugin = plugin(settings.ref());
        Optional<Class<?>> type = plugin.isPresent()
                ? Optional.empty()
                : finder.type(settings.ref().replace(':', '.'));
        if (type.isPresent()) {
            step.begin(MadeHandler.free(instance(type.get(), settings)));
        } else {
            attach(step, plugin.orElseThrow(() -> unknown(settings)));
        }
        return step;
    }

    /** Ends a step: its handler is cleaned up. */
    public void close(HandlerStep step) {
        plugins.detach(step);
        step.end();
    }

    private static MadeHandler ofBean(Object bean, HandlerSettings settings) {
        if (!settings.config().isEmpty()) {
            throw new ConfigException(
                    settings.place(),
                    "'" + settings.ref() + "' is a bean, and takes no config options. Set its properties where it is"
                            + " declared");
        }
        return MadeHandler.free(handler(bean, settings));
    }

    private static EnrichmentHandler handler(Object found, HandlerSettings settings) {
        if (found instanceof EnrichmentHandler handler) {
            return handler;
        }
        throw new ConfigException(
                settings.place(),
                "'" + settings.ref() + "' is no handler, but "
                        + found.getClass().getName() + ". It must implement " + EnrichmentHandler.class.getName());
    }

    private static EnrichmentHandler instance(Class<?> type, HandlerSettings settings) {
        try {
            return handler(type.getConstructor().newInstance(), settings);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new ConfigException(
                    settings.place(),
                    "the class '" + type.getName() + "' can't be made: it must be public, with a public constructor"
                            + " without parameters");
        } catch (InvocationTargetException e) {
            throw new ConfigException(
                    settings.place(), "the constructor of '" + type.getName() + "' failed: " + e.getCause());
        }
    }

    /** The plugin of that name; for {@code module:Class}, as Python's classes are named, one that may be its stand-in. */
    private Optional<String> plugin(String ref) {
        int colon = ref.indexOf(':');
        if (colon < 0) {
            return Optional.of(ref).filter(plugins::bring);
        }
        String simple = ref.substring(colon + 1);
        String snake = simple.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        Optional<String> standIn =
                List.of(simple, snake).stream().filter(plugins::bring).findFirst();
        standIn.ifPresent(name ->
                LOG.info("handler:{} names a Python class; the handler of the plugin '{}' takes its place", ref, name));
        return standIn;
    }

    private void attach(HandlerStep step, String plugin) {
        try {
            plugins.attach(step, plugin);
        } catch (ConfigException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            throw new ConfigException(
                    step.settings().place(),
                    "the plugin '" + plugin + "' could not make its handler: " + DeadLetter.describe(e));
        }
    }

    private ConfigException unknown(HandlerSettings settings) {
        String ref = settings.ref();
        int colon = ref.indexOf(':');
        String what = colon < 0
                ? "no bean, plugin with a handler, or class is named '" + ref + "'. "
                        + Suggestion.of(ref, plugins.names(), "Plugins with a handler")
                : "'" + ref + "' names a Python class, and there is no Java class '" + ref.replace(':', '.')
                        + "' in its place. Write it in Java (docs/handlers.md), or drop it in as a plugin named '"
                        + ref.substring(colon + 1) + "'";
        return new ConfigException(settings.place(), what);
    }
}
