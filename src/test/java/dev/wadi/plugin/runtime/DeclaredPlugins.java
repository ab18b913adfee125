package dev.wadi.plugin.runtime;

import dev.wadi.fake.PluginJar;
import dev.wadi.plugin.spi.Plugin;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

/** A class path that declares the plugins that a test wants, and no others. */
final class DeclaredPlugins extends ClassLoader {

    private static final String SERVICES = "META-INF/services/" + Plugin.class.getName();

    private final Map<String, byte[]> classes;
    private final URL services;

    private DeclaredPlugins(Map<String, byte[]> classes, URL services) {
        super(DeclaredPlugins.class.getClassLoader());
        this.classes = classes;
        this.services = services;
    }

    static ClassLoader of(Path folder, Map<String, String> sources, String... others) throws IOException {
        List<String> names = new ArrayList<>(List.of(others));
        names.addAll(sources.keySet());
        Path services = Files.write(folder.resolve("services"), names);
        Map<String, byte[]> classes = sources.isEmpty() ? Map.of() : PluginJar.compile(folder, sources);
        return new DeclaredPlugins(classes, services.toUri().toURL());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] code = classes.get(name.replace('.', '/') + ".class");
        if (code == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, code, 0, code.length);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.equals(SERVICES) ? Collections.enumeration(List.of(services)) : super.getResources(name);
    }
}
