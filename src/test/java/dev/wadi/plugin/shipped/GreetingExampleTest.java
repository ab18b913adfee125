package dev.wadi.plugin.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FakeContext;
import dev.wadi.plugin.spi.Plugin;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginEnvironment;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a plugin in one file. */
class GreetingExampleTest {

    @Test
    void compiles_and_does_what_its_comments_say(@TempDir Path classes) throws Exception {
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-proc:none",
                        "-d",
                        classes.toString(),
                        "docs/examples/GreetingPlugin.java");
        assertThat(errors).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, Plugin.class.getClassLoader())) {
            Plugin plugin =
                    (Plugin) loader.loadClass("GreetingPlugin").getConstructor().newInstance();
            assertThat(plugin.name()).isEqualTo("greeting");
            assertThat(plugin.execute(FakeContext.event("T", PluginEnvironment.alone("greeting")))
                            .actions())
                    .extracting(PluginAction::kind)
                    .containsExactly("log", "add_header", "metric");
            assertThat(plugin.execute(FakeContext.event("", PluginEnvironment.alone("greeting")))
                            .actions())
                    .isEmpty();
        }
    }
}
