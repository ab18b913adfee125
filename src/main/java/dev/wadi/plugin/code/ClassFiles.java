package dev.wadi.plugin.code;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** The compiler's files: the classes of the plugin's jars before ours, as its class loader will see them; output in memory. */
final class ClassFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {

    private final List<CodeFile> jars;
    private final Map<SourceFile, Map<String, ByteArrayOutputStream>> written = new LinkedHashMap<>();

    ClassFiles(StandardJavaFileManager ours, List<CodeFile> jars) {
        super(ours);
        this.jars = List.copyOf(jars);
    }

    /** What was written for a source file. */
    CodeFile compiled(SourceFile source) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        written.getOrDefault(source, Map.of())
                .forEach((name, bytes) -> entries.put(CodeFile.entry(name), bytes.toByteArray()));
        return new CodeFile(source.path(), entries);
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        if (location != StandardLocation.CLASS_PATH) {
            return super.list(location, packageName, kinds, recurse);
        }
        if (!kinds.contains(JavaFileObject.Kind.CLASS)) {
            return List.of(); // no sources out of jars
        }
        List<JavaFileObject> all = new ArrayList<>();
        List<ClassFile> own =
                jars.stream().flatMap(jar -> classes(jar, packageName, recurse)).toList();
        own.stream().filter(file -> !SharedCode.isShared(file.className)).forEach(all::add);
        super.list(location, packageName, EnumSet.of(JavaFileObject.Kind.CLASS), recurse)
                .forEach(all::add);
        own.stream().filter(file -> SharedCode.isShared(file.className)).forEach(all::add);
        return all; // of two of the same name the compiler takes the first one
    }

    private static Stream<ClassFile> classes(CodeFile jar, String packageName, boolean recurse) {
        String prefix = packageName.isEmpty() ? "" : packageName + '.';
        return jar.classNames()
                .filter(name -> name.startsWith(prefix) && (recurse || name.indexOf('.', prefix.length()) < 0))
                .filter(name -> !SharedCode.isInterface(name))
                .map(name -> new ClassFile(name, jar.entries().getOrDefault(CodeFile.entry(name), new byte[0])));
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof ClassFile own ? own.className : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        boolean ours = a instanceof ClassFile || a instanceof SourceFile;
        return ours ? a.equals(b) : super.isSameFile(a, b);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
        if (!(sibling instanceof SourceFile source)) {
            throw new IllegalArgumentException(className + " comes from no source file");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        written.computeIfAbsent(source, file -> new LinkedHashMap<>()).put(className, bytes);
        return new Output(className, bytes);
    }

    /** The compiler looks here for plug-ins of its own: there are none, and ours are not searched for them. */
    @Override
    public ClassLoader getClassLoader(Location location) {
        return ClassLoader.getPlatformClassLoader();
    }

    /** A class of a jar. */
    private static final class ClassFile extends SimpleJavaFileObject {

        private final String className;
        private final byte[] bytes;

        ClassFile(String className, byte[] bytes) {
            super(URI.create("wadi-plugin:///" + CodeFile.entry(className)), Kind.CLASS);
            this.className = className;
            this.bytes = bytes;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes);
        }
    }

    /** A class that is written. */
    private static final class Output extends SimpleJavaFileObject {

        private final ByteArrayOutputStream bytes;

        Output(String className, ByteArrayOutputStream bytes) {
            super(URI.create("wadi-plugin:///" + CodeFile.entry(className)), Kind.CLASS);
            this.bytes = bytes;
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }
}
