package dev.wadi.plugin.runtime;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Suggestion;
import dev.wadi.plugin.code.PluginCode;
import dev.wadi.plugin.dependency.PluginName;
import dev.wadi.plugin.finding.ClassPathPlugins;
import dev.wadi.plugin.finding.PluginSettings;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.handler.EnrichmentHandler;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the class behind a plugin's configuration and makes an instance. A Python class of the original stands for the
 * shipped plugin that does its work.
 */
final class Implementations {

    private static final Logger LOG = LoggerFactory.getLogger(Implementations.class);

    /** What a class of a plugin's may be. */
    private static final List<Class<?>> KINDS = List.of(Plugin.class, EnrichmentHandler.class, Processor.class);

    private final ClassPathPlugins classPath;
    private final Set<String> noted = ConcurrentHashMap.newKeySet();

    Implementations(ClassPathPlugins classPath) {
        this.classPath = classPath;
    }

    /**
     * Makes an instance of its own.
     *
     * @throws ConfigException if there is no such class, or it can't be made
     */
    Object instance(PluginSettings settings, PluginCode code) {
        if (settings.className().isEmpty()) {
            if (!code.classNames().isEmpty()) {
                return make(inSources(code, settings), settings);
            }
            return code.isOwn() ? onlyOneIn(code, settings) : byName(settings);
        }
        Optional<Class<?>> type = javaClass(settings, code);
        return type.isPresent() ? make(type.get(), settings) : standIn(settings);
    }

    /** The first class of the sources that is a plugin. */
    private static Class<?> inSources(PluginCode code, PluginSettings settings) {
        for (String name : code.classNames()) {
            try {
                Class<?> type = Class.forName(name, true, code.loader());
                if (KINDS.stream().anyMatch(kind -> kind.isAssignableFrom(type))) {
                    return type;
                }
            } catch (ClassNotFoundException e) {
                LOG.debug("No class {} for the plugin {}", name, settings.name());
            }
        }
        throw new ConfigException(
                settings.classPlace(),
                "none of the classes " + String.join(", ", code.classNames()) + " is a plugin. One must implement "
                        + Plugin.class.getName() + ", " + EnrichmentHandler.class.getName() + " or "
                        + Processor.class.getName());
    }

    private Optional<Class<?>> javaClass(PluginSettings settings, PluginCode code) {
        String name = settings.className().orElseThrow();
        List<String> candidates = new ArrayList<>(List.of(name));
        settings.module().ifPresent(module -> candidates.add(module + "." + name));
        ClassLoader loader = code.isOwn() ? code.loader() : classPath.loader();
        for (String candidate : candidates) {
            try {
                return Optional.of(Class.forName(candidate, true, loader));
            } catch (ClassNotFoundException e) {
                LOG.debug("No class {} for the plugin {}", candidate, settings.name());
            }
        }
        return Optional.empty();
    }

    private static Object make(Class<?> type, PluginSettings settings) {
        try {
            return type.getConstructor().newInstance();
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new ConfigException(
                    settings.classPlace(),
                    "the class '" + type.getName() + "' can't be made: it must be public, with a public constructor"
                            + " without parameters");
        } catch (InvocationTargetException e) {
            throw new ConfigException(
                    settings.classPlace(), "the constructor of '" + type.getName() + "' failed: " + e.getCause());
        }
    }

    private static Object onlyOneIn(PluginCode code, PluginSettings settings) {
        List<Plugin> found = ServiceLoader.load(Plugin.class, code.loader()).stream()
                .filter(provider -> code.owns(provider.type()))
                .map(ServiceLoader.Provider::get)
                .toList();
        return found.stream()
                .filter(plugin -> found.size() == 1 || PluginName.same(plugin.name(), settings.name()))
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        settings.classPlace(),
                        "the jars in this folder declare " + found.size() + " plugins in META-INF/services/"
                                + Plugin.class.getName() + ", none of them named '" + settings.name()
                                + "'. Name the class: class: com.example.MyPlugin"));
    }

    private Object byName(PluginSettings settings) {
        return classPath
                .named(settings.name())
                .orElseThrow(() -> new ConfigException(
                        settings.classPlace(),
                        "no plugin is named '" + settings.name() + "', and there is no code for it here. "
                                + Suggestion.of(settings.name(), classPath.names(), "Shipped plugins")
                                + " Or name the class: class: com.example.MyPlugin"));
    }

    /** The shipped plugin for a Python class. */
    private Object standIn(PluginSettings settings) {
        String name = settings.className().orElseThrow();
        String module = settings.module().orElse("");
        Plugin plugin = classPath
                .ofClass(name)
                .or(() -> classPath.named(module.substring(module.lastIndexOf('.') + 1)))
                .or(() -> settings.module().flatMap(given -> classPath.named(settings.name())))
                .orElseThrow(() -> new ConfigException(
                        settings.classPlace(),
                        "the class '" + name + "' was not found in this folder's jars or on the class path. "
                                + Suggestion.of(name, classPath.names(), "Shipped plugins")));
        if (noted.add(name)) {
            LOG.info(
                    "{}: '{}' names a Python class; the Java plugin '{}' takes its place",
                    settings.classPlace(),
                    name,
                    plugin.name());
        }
        return plugin;
    }
}
