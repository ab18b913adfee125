package dev.wadi.plugin.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.plugin.spi.Plugin;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCodeTest extends CodeScene {

    PluginCodeTest(@TempDir Path folder) {
        super(folder);
    }

    @Test
    void loads_a_jar_s_classes_in_a_class_loader_of_its_own() throws Exception {
        PluginCode code = load(jar("greeter.jar", "com.acme.Greeter", GREETER));
        Object greeter = made(code, "com.acme.Greeter");
        assertThat(greeter).isInstanceOfSatisfying(Supplier.class, it -> assertThat(it.get())
                .isEqualTo("hello"));
        assertThat(code.isOwn()).isTrue();
        assertThat(code.owns(greeter.getClass())).isTrue();
        assertThat(code.owns(Plugin.class)).isFalse();
        assertThat(code.loader().getName()).isEqualTo("plugin-acme");
        assertThat(greeter.getClass().getProtectionDomain().getCodeSource().getLocation())
                .isEqualTo(folder.resolve("greeter.jar").toUri().toURL());
    }

    @Test
    void without_files_there_is_only_our_class_path() {
        PluginCode code = load();
        assertThat(code.isOwn()).isFalse();
        assertThat(code.loader()).isSameAs(PluginCode.class.getClassLoader());
        assertThat(code.owns(Plugin.class)).isTrue();
        assertThat(code.fingerprint()).isEmpty();
        assertThat(PluginCode.ours().classNames()).isEmpty();
    }

    /** In the original all plugins were modules of one process: the first one's version of a library was everybody's. */
    @Test
    void a_plugin_s_own_version_of_a_library_is_its_alone() throws Exception {
        String source = "package picocli; public class CommandLine { public String toString() { return \"%s\"; } }";
        PluginCode one = load(jar("one.jar", "picocli.CommandLine", source.formatted("one")));
        PluginCode other = load(jar("other.jar", "picocli.CommandLine", source.formatted("other")));
        assertThat(made(one, "picocli.CommandLine")).hasToString("one");
        assertThat(made(other, "picocli.CommandLine")).hasToString("other");
        assertThat(Class.forName("picocli.CommandLine"))
                .isNotSameAs(one.loader().loadClass("picocli.CommandLine"));
    }

    @Test
    void what_a_plugin_lacks_it_gets_from_us() throws Exception {
        PluginCode code = load(jar("greeter.jar", "com.acme.Greeter", GREETER));
        assertThat(code.loader().loadClass("picocli.CommandLine")).isSameAs(Class.forName("picocli.CommandLine"));
    }

    @Test
    void the_interfaces_are_ours_whatever_the_jar_brings_along() throws Exception {
        List<String> shared = List.of(
                "dev.wadi.plugin.spi.Plugin",
                "org.apache.camel.Processor",
                "org.slf4j.Logger",
                "org.jspecify.annotations.Nullable",
                "io.micrometer.core.instrument.MeterRegistry",
                "javax.xml.parsers.SAXParser",
                "java.lang.String");
        Map<String, byte[]> entries = new java.util.TreeMap<>();
        shared.forEach(name -> entries.put(CodeFile.entry(name), emptyClass(name)));
        PluginCode code = load(jar("fat.jar", entries));
        assertThat(code.loader().loadClass("dev.wadi.plugin.spi.Plugin")).isSameAs(Plugin.class);
        assertThat(code.loader().loadClass("org.apache.camel.Processor")).isSameAs(Processor.class);
        for (String name : shared) {
            assertThat(code.loader().loadClass(name)).isSameAs(Class.forName(name));
        }
    }

    @Test
    void a_camel_component_that_only_the_jar_has_comes_from_there() throws Exception {
        String name = "org.apache.camel.component.acme.AcmeComponent";
        PluginCode code = load(jar("component.jar", Map.of(CodeFile.entry(name), emptyClass(name))));
        assertThat(code.owns(code.loader().loadClass(name))).isTrue();
    }

    @Test
    void a_part_of_a_newer_plugin_interface_is_not_mixed_into_ours() throws Exception {
        String name = "dev.wadi.plugin.spi.OfTomorrow";
        PluginCode code = load(jar("newer.jar", Map.of(CodeFile.entry(name), emptyClass(name))));
        assertThatThrownBy(() -> code.loader().loadClass(name)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void plugins_do_not_see_each_other() throws Exception {
        PluginCode one = load(jar("greeter.jar", "com.acme.Greeter", GREETER));
        PluginCode other = load(jar("other.jar", "com.acme.Other", GREETER.replace("Greeter", "Other")));
        assertThat(made(one, "com.acme.Greeter")).isNotNull();
        assertThatThrownBy(() -> other.loader().loadClass("com.acme.Greeter"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void of_two_jars_with_the_same_class_the_first_one_s_is_taken() throws Exception {
        Path first = jar("a.jar", "com.acme.Greeter", GREETER);
        Path second = jar("b.jar", "com.acme.Greeter", GREETER.replace("hello", "moin"));
        assertThat(((Supplier<?>) made(load(first, second), "com.acme.Greeter")).get())
                .isEqualTo("hello");
    }

    @Test
    void resources_are_the_plugin_s_own_first() throws Exception {
        Path jar = jar("own.jar", Map.of("a b/ä.txt", bytes("own"), "META-INF/MANIFEST.MF", bytes("")));
        ClassLoader loader = load(jar).loader();
        assertThat(text(loader.getResource("a b/ä.txt"))).isEqualTo("own");
        assertThat(loader.getResource("log4j2.xml"))
                .isEqualTo(getClass().getClassLoader().getResource("log4j2.xml"));
        List<URL> manifests = Collections.list(loader.getResources("META-INF/MANIFEST.MF"));
        assertThat(manifests).hasSizeGreaterThan(1);
        assertThat(manifests.getFirst()).hasToString("wadi-plugin:/acme/own.jar/META-INF/MANIFEST.MF");
        assertThat(loader.getResource("nothing")).isNull();
        assertThat(loader.getResourceAsStream("nothing")).isNull();
    }

    @Test
    void a_resource_s_url_leads_to_its_neighbours() throws Exception {
        Path jar = jar("own.jar", Map.of("views/index.html", bytes("index"), "views/page.html", bytes("page")));
        URL index = load(jar).loader().getResource("views/index.html");
        assertThat(index).isNotNull();
        assertThat(index.openConnection().getContentLength()).isEqualTo(5);
        @SuppressWarnings("deprecation") // what libraries do
        URL page = new URL(index, "page.html");
        assertThat(text(page)).isEqualTo("page");
        @SuppressWarnings("deprecation")
        URL nothing = new URL(index, "nothing.html");
        assertThatThrownBy(nothing::openStream).isInstanceOf(FileNotFoundException.class);
        assertThat(URI.create(index.toString()).getPath()).isEqualTo("/acme/own.jar/views/index.html");
    }

    @Test
    void services_that_a_jar_declares_are_found() throws Exception {
        Map<String, byte[]> entries = compiled(Map.of("com.acme.Greeter", GREETER));
        entries.put("META-INF/services/java.util.function.Supplier", bytes("com.acme.Greeter\n"));
        PluginCode code = load(jar("greeter.jar", entries));
        assertThat(ServiceLoader.load(Supplier.class, code.loader()))
                .singleElement()
                .satisfies(greeter -> assertThat(greeter.get()).isEqualTo("hello"));
    }

    /** Our providers are of our version of the service's type, and would end the search with an error. */
    @Test
    void a_service_that_the_plugin_has_in_its_own_version_has_only_its_own_providers() throws Exception {
        String service = "dev.wadi.plugin.code.PluginCodeTest$Service";
        assertThat(ServiceLoader.load(Service.class).stream()).isEmpty();
        Path ours = jar(
                "a.jar",
                Map.of(CodeFile.entry(service), emptyClass(service), "META-INF/services/" + service, bytes("")));
        assertThat(Collections.list(load(ours).loader().getResources("META-INF/services/" + service)))
                .hasSize(1);
        assertThat(Collections.list(load(ours).loader().getResources("META-INF/services/" + Plugin.class.getName())))
                .isNotEmpty();
    }

    /** A service. */
    public interface Service {}

    @Test
    void a_jar_can_be_replaced_and_deleted_while_it_runs() throws Exception {
        Map<String, byte[]> entries = compiled(Map.of("com.acme.Greeter", GREETER));
        entries.put("late.txt", bytes("late"));
        Path jar = jar("greeter.jar", entries);
        PluginCode code = load(jar);
        Files.write(jar, bytes("half a ja"));
        assertThat(made(code, "com.acme.Greeter")).isNotNull();
        Files.delete(jar);
        assertThat(text(code.loader().getResource("late.txt"))).isEqualTo("late");
    }

    @Test
    void after_close_what_was_loaded_goes_on_and_nothing_more_is_loaded() throws Exception {
        Map<String, byte[]> entries =
                compiled(Map.of("com.acme.Greeter", GREETER, "com.acme.Late", GREETER.replace("Greeter", "Late")));
        PluginCode code = load(jar("greeter.jar", entries));
        Supplier<?> greeter = (Supplier<?>) made(code, "com.acme.Greeter");
        code.close();
        assertThat(greeter.get()).isEqualTo("hello");
        assertThat(made(code, "com.acme.Greeter")).isNotNull();
        assertThatThrownBy(() -> made(code, "com.acme.Late")).isInstanceOf(ClassNotFoundException.class);
        assertThat(code.loader().getResource("com/acme/Greeter.class")).isNull();
    }

    @Test
    void the_fingerprint_tells_content_apart_but_not_copies() throws Exception {
        Map<String, byte[]> greeter = compiled(Map.of("com.acme.Greeter", GREETER));
        String original = load(jar("a.jar", greeter)).fingerprint();
        Path copy = jar("b.jar", greeter);
        Files.setLastModifiedTime(copy, java.nio.file.attribute.FileTime.fromMillis(0));
        assertThat(original).hasSize(64).isEqualTo(load(copy).fingerprint());
        greeter.put("more.txt", bytes("more"));
        assertThat(load(jar("c.jar", greeter)).fingerprint()).isNotEqualTo(original);
        Path java = java("Greeter.java", GREETER);
        String compiled = load(java).fingerprint();
        assertThat(compiled).isNotEqualTo(original).isEqualTo(load(java).fingerprint());
        Files.writeString(java, GREETER.replace("hello", "moin"));
        assertThat(load(java).fingerprint()).isNotEqualTo(compiled);
    }

    private static String text(@org.jspecify.annotations.Nullable URL url) throws IOException {
        if (url == null) {
            throw new FileNotFoundException();
        }
        try (InputStream in = url.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
