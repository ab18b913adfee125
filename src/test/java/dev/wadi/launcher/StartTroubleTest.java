package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads of what Camel throws: real mistakes in a real route, each in line 6 of its file. */
class StartTroubleTest {

    private static final String ROUTE = """
            - route:
                id: claimx-enrich
                from:
                  uri: direct:in
                  steps:
                    - STEP
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private void reads(String step, String message) throws Exception {
        Path file = Files.writeString(folder.resolve("enrich.camel.yaml"), ROUTE.replace("STEP", step));
        StartTrouble trouble = new StartTrouble(RoutePlacesTest.places(file));
        ConfigException explained = null;
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveResource(context, "file:" + file));
            context.start();
        } catch (Exception e) {
            explained = trouble.explain(e);
        }
        assertThat(explained).hasMessage(file + message);
    }

    private static @Nullable ConfigException explained(Throwable thrown) {
        return new StartTrouble(RoutePlaces.NONE).explain(thrown);
    }

    @Test
    void says_which_bean_is_missing() throws Exception {
        reads(
                "process: { ref: claimxRows }",
                ":6: there is no bean named 'claimxRows'. A route file declares its own below 'beans:'");
    }

    @Test
    void says_which_component_is_missing() throws Exception {
        reads("to: conection:api", ":6: there is no component 'conection'. Did you mean 'connection'?");
    }

    @Test
    void says_which_option_is_unknown() throws Exception {
        reads("to: log:x?levl=INFO", ":6: log:x has no option 'levl'.");
    }

    @Test
    void says_which_option_has_a_wrong_value() throws Exception {
        reads("to: log:x?groupSize=many", ":6: the option 'groupSize' of log:x can't be 'many'");
    }

    @Test
    void says_in_which_line_a_key_is_unknown() throws Exception {
        reads(
                "setBdy: { constant: a }",
                ":6: unknown key 'setBdy'. Possible are the keys and steps of Camel's YAML DSL");
    }

    @Test
    void says_which_property_is_not_set() throws Exception {
        reads(
                "to: log:{{missing.name}}",
                ":6: the property 'missing.name' is not set. Set it in application.properties, or give a default:"
                        + " {{missing.name:value}}");
    }

    @Test
    void our_own_words_are_kept_however_deep_they_are() {
        ConfigException ours = new ConfigException("connections/a.yaml:3", "base_url is missing");
        assertThat(explained(new IllegalStateException("x", new IOException("y", ours))))
                .hasMessage("connections/a.yaml:3: base_url is missing");
    }

    @Test
    void a_bean_that_is_missing_outside_of_a_route_is_the_operator_s_fault_too() {
        assertThat(explained(new IllegalStateException(new NoSuchBeanException("x"))))
                .hasMessage("routes: there is no bean named 'x'. A route file declares its own below 'beans:'");
    }

    @Test
    void a_fault_of_ours_is_not_explained_away() {
        assertThat(explained(new IllegalStateException("bug", new IOException("disk full"))))
                .isNull();
    }
}
