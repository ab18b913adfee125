package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problem;
import java.io.IOException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an operator reads of what Camel throws: real mistakes in real routes. */
class StartTroubleTest {

    private static final String ROUTE = """
            - route:
                id: claimx-enrich
                from:
                  uri: direct:in
                  steps:
                    - STEP
            """;

    private static @Nullable String explained(Throwable thrown) {
        ConfigException explained = StartTrouble.explain(thrown);
        return explained == null ? null : explained.getMessage();
    }

    private static @Nullable String starting(String yaml) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("routes/claimx/enrich.camel.yaml", yaml));
            context.start();
        } catch (Exception e) {
            return explained(e);
        }
        throw new AssertionError("it started");
    }

    private static @Nullable String startingWith(String step) throws Exception {
        return starting(ROUTE.replace("STEP", step));
    }

    @Test
    void says_which_bean_is_missing() throws Exception {
        assertThat(startingWith("process: { ref: claimxRows }"))
                .isEqualTo("the route claimx-enrich: No bean could be found in the registry for: claimxRows of type:"
                        + " org.apache.camel.Processor");
    }

    @Test
    void says_which_component_is_missing() throws Exception {
        assertThat(startingWith("to: conection:api"))
                .startsWith("the route claimx-enrich: ")
                .contains("conection");
    }

    @Test
    void says_which_option_is_unknown() throws Exception {
        assertThat(startingWith("to: log:x?levl=INFO"))
                .startsWith("the route claimx-enrich: ")
                .contains("levl=INFO");
    }

    @Test
    void says_in_which_line_a_key_is_unknown() throws Exception {
        assertThat(startingWith("setBdy: { constant: a }"))
                .startsWith("routes/claimx/enrich.camel.yaml:6: ")
                .contains("setBdy");
    }

    @Test
    void a_message_has_one_line() throws Exception {
        assertThat(startingWith("to: log:x?levl=INFO")).doesNotContain("\n");
        assertThat(startingWith("setBdy: { constant: a }")).doesNotContain("\n");
    }

    @Test
    void our_own_words_are_kept_however_deep_they_are() {
        ConfigException ours = new ConfigException("connections/a.yaml:3", "base_url is missing");
        Throwable wrapped = new IllegalStateException("x", new IOException("y", ours));
        assertThat(StartTrouble.explain(wrapped)).isSameAs(ours);
        assertThat(ours.problems()).containsExactly(new Problem("connections/a.yaml:3", "base_url is missing"));
    }

    @Test
    void a_bean_that_is_missing_outside_of_a_route_is_the_operator_s_fault_too() {
        assertThat(explained(new IllegalStateException(new NoSuchBeanException("x"))))
                .startsWith("routes: ")
                .contains("x");
    }

    @Test
    void a_fault_of_ours_is_not_explained_away() {
        assertThat(explained(new IllegalStateException("bug", new IOException("disk full"))))
                .isNull();
    }
}
