package dev.wadi.plugin.code;

import java.net.MalformedURLException;
import java.net.URL;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of one plugin. A class or resource is looked for in the plugin's own code first and then in ours; what
 * is shared the other way round. Thread-safe.
 */
final class CodeLoader extends ClassLoader {

    private static final String SERVICES = "META-INF/services/";

    static {
        registerAsParallelCapable();
    }

    /** Empty once closed. */
    private volatile List<Part> parts;

    /** One file, and where its classes are said to come from. */
    private record Part(CodeFile file, EntryUrls urls, ProtectionDomain domain) {

        static Part of(CodeFile file, String plugin) throws MalformedURLException {
            CodeSource source = new CodeSource(file.path().toUri().toURL(), (CodeSigner[]) null);
            return new Part(file, new EntryUrls(file, plugin), new ProtectionDomain(source, null));
        }
    }

    CodeLoader(String plugin, List<CodeFile> files, ClassLoader ours) throws MalformedURLException {
        super("plugin-" + plugin, ours);
        List<Part> all = new ArrayList<>();
        for (CodeFile file : files) {
            all.add(Part.of(file, plugin));
        }
        this.parts = List.copyOf(all);
    }

    /** Forgets the code. Classes that are loaded go on, others are not found any more. */
    void forget() {
        parts = List.of();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (findLoadedClass(name) == null && has(name) && !SharedCode.isShared(name)) {
                findClass(name);
            }
            return super.loadClass(name, resolve); // what was loaded, else from ours, else findClass
        }
    }

    private boolean has(String className) {
        String entry = CodeFile.entry(className);
        return parts.stream().anyMatch(part -> part.file().has(entry));
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String entry = CodeFile.entry(name);
        for (Part part : parts) {
            byte[] bytes = part.file().entries().get(entry);
            if (bytes != null && !SharedCode.isInterface(name)) {
                return defineClass(name, bytes, 0, bytes.length, part.domain());
            }
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws java.io.IOException {
        List<URL> all = new ArrayList<>(own(name));
        if (!isServiceOfOwn(name)) {
            all.addAll(Collections.list(getParent().getResources(name)));
        }
        return Collections.enumeration(all);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return own(name).stream().findFirst().orElse(null);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        return Collections.enumeration(own(name));
    }

    private List<URL> own(String name) {
        return parts.stream()
                .filter(part -> part.file().has(name))
                .map(part -> part.urls().of(name))
                .toList();
    }

    /** Our providers of a service that the plugin has in a version of its own would be of the wrong type. */
    private boolean isServiceOfOwn(String resource) {
        String service = resource.startsWith(SERVICES) ? resource.substring(SERVICES.length()) : "";
        return !service.isEmpty() && has(service) && !SharedCode.isShared(service);
    }
}
