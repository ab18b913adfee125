package dev.wadi.plugin.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.PluginThreads;
import dev.wadi.plugin.extension.ExtensionHub;
import dev.wadi.plugin.ownership.Ownership;
import dev.wadi.plugin.spi.extension.ExtensionPoints;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PluginVariablesTest {

    private final PluginThreads threads = new PluginThreads();
    private final ExtensionHub extensions = new ExtensionHub(threads.executor(), new SimpleMeterRegistry());
    private final PluginVariables variables = new PluginVariables(extensions, threads.calls(Duration.ofMillis(300)));
    private final Ownership vault = new Ownership("vault");

    @AfterEach
    void stop() {
        threads.close();
    }

    private void knows(Map<String, String> values) {
        extensions.forPlugin(vault).register(ExtensionPoints.CONFIG_LOAD, 1, values::get);
    }

    @Test
    void gives_what_plugins_know_and_nothing_else() {
        assertThat(variables.get("PHOTO_URL")).isNull();

        knows(Map.of("PHOTO_URL", "https://photos.example"));

        assertThat(variables.get("PHOTO_URL")).isEqualTo("https://photos.example");
        assertThat(variables.get("OTHER")).isNull();
        assertThat(new Variables(variables).expand("${PHOTO_URL}/v1", "here", new Problems()))
                .isEqualTo("https://photos.example/v1");
    }

    /** In the original, this point was declared and never asked. */
    @Test
    void a_property_of_a_route_may_come_from_a_plugin_unless_somebody_else_knows_it() throws Exception {
        knows(Map.of("photo.topic", "photos", "photo.kind", "plugin"));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addInitialProperty("unused", "x");
            context.getPropertiesComponent().addOverrideProperty("photo.kind", "file");
            context.getPropertiesComponent().addPropertiesSource(new PluginPropertiesSource(variables));
            Resource route = ResourceHelper.fromString("photos.camel.yaml", """
                    - route:
                        from:
                          uri: direct:{{photo.topic}}
                          steps:
                            - setBody: { constant: "{{photo.kind}} {{photo.size:small}}" }
                    """);
            PluginHelper.getRoutesLoader(context).loadRoutes(route);
            context.start();

            assertThat(context.createProducerTemplate().requestBody("direct:photos", "", String.class))
                    .isEqualTo("file small");
        }
    }

    @Test
    void a_plugin_that_hangs_knows_nothing() {
        CountDownLatch leave = new CountDownLatch(1);
        extensions.forPlugin(vault).register(ExtensionPoints.CONFIG_LOAD, 1, value -> {
            leave.await();
            return "late";
        });
        try (CapturedLog log = new CapturedLog()) {
            assertThat(variables.get("PHOTO_URL")).isNull();
            assertThat(log.warnings()).contains("WARN The handlers of config.load don't answer for 'PHOTO_URL'");
        }
        leave.countDown();
    }
}
