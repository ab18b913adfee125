package dev.wadi.plugin.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/** The classes of the jars in a plugin's folder, and behind them ours. */
public final class PluginClassLoader implements AutoCloseable {

    private static final ClassLoader OURS = PluginClassLoader.class.getClassLoader();

    private final ClassLoader loader;

    private PluginClassLoader(ClassLoader loader) {
        this.loader = loader;
    }

    /** Ours alone. */
    static PluginClassLoader none() {
        return new PluginClassLoader(OURS);
    }

    /** That of jars, if there are any. */
    static PluginClassLoader of(List<Path> jars, String name) {
        URL[] urls = jars.stream().map(PluginClassLoader::url).toArray(URL[]::new);
        return urls.length == 0 ? none() : new PluginClassLoader(new URLClassLoader("plugin-" + name, urls, OURS));
    }

    /** Whether the folder has jars of its own. */
    boolean hasJars() {
        return loader != OURS;
    }

    ClassLoader loader() {
        return loader;
    }

    /** Whether a class comes from here, not from what lies behind. */
    boolean owns(Class<?> type) {
        return type.getClassLoader() == loader;
    }

    @Override
    public void close() {
        if (loader instanceof URLClassLoader own) {
            try {
                own.close();
            } catch (IOException e) {
                throw new UncheckedIOException(loader.getName() + " can't be closed", e);
            }
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(jar + " has no URL", e);
        }
    }
}
