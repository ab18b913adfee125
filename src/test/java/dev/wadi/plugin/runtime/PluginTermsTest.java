package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.action.ActionLimits;
import dev.wadi.plugin.finding.PluginTerms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a plugin's configuration reaches it, and on what terms it runs. */
class PluginTermsTest extends PluginProject {

    private static final String DEFAULTS = """
            package com.acme;
            import dev.wadi.plugin.spi.*;
            import java.util.Map;
            public class Greeter implements Plugin {
                private String greeting = "";
                public record Config(String greeting, int times, java.util.List<String> names) {}
                @Override public String name() { return "greeter"; }
                @Override public String version() { return "2.1"; }
                @Override public java.util.List<String> dependencies() { return java.util.List.of("cache? >=2"); }
                @Override public Map<String, Object> defaultConfig() {
                    return Map.of("greeting", "hello", "times", 2, "names", java.util.List.of("ann"));
                }
                @Override public void configure(PluginConfig config) {
                    Config read = config.as(Config.class);
                    greeting = read == null ? "" : read.greeting() + " " + read.times() + " " + read.names();
                }
                @Override public PluginResult execute(PluginContext context) {
                    return PluginResult.success().with(new PluginAction.AddHeader("x-greeting", greeting));
                }
            }
            """;
    private static final String SCHEMA = """
            package com.acme;
            import dev.wadi.plugin.spi.*;
            public class Guard implements Plugin {
                @Override public String name() { return "guard"; }
                @Override public String configSchema() {
                    return "{\\"required\\": [\\"jwt_secret\\"], \\"properties\\": {\\"jwt_secret\\": {\\"type\\":"
                        + " \\"string\\"}, \\"token_expiry\\": {\\"type\\": \\"integer\\"}}}";
                }
                @Override public void configure(PluginConfig config) {
                    if (config.requiredText("jwt_secret").length() < 10) {
                        config.problem("jwt_secret", "too short: " + config.requiredText("jwt_secret"));
                        throw new IllegalStateException("can't use " + config.requiredText("jwt_secret"));
                    }
                }
                @Override public PluginResult execute(PluginContext context) { return PluginResult.success(); }
            }
            """;

    PluginTermsTest(@TempDir Path home) {
        super(home);
    }

    private void greeter(String config) throws IOException {
        write("plugins/greeter/Greeter.java", DEFAULTS);
        write("plugins/greeter/config.yaml", config);
    }

    @Test
    void what_is_not_given_is_as_the_plugin_has_it_by_default() throws Exception {
        greeter("config: {greeting: moin, names: [bea]}");
        assertThat(greetings()).containsExactly("greeter: moin 2 [bea]");
        greeter("{}");
        assertThat(greetings()).containsExactly("greeter: hello 2 [ann]");
        greeter("config: {tims: 3}");
        assertProblems("plugins/greeter/config.yaml:1: unknown field 'tims'. Did you mean 'times'?");
    }

    @Test
    void a_configuration_must_fit_the_schema_of_its_plugin() throws Exception {
        write("plugins/guard/Guard.java", SCHEMA);
        assertProblems("plugins/guard: the field 'jwt_secret' is missing");
        write("plugins/guard/config.yaml", "config:\n  jwt_secret: long enough to be one\n  token_expiry: soon\n");
        assertProblems("plugins/guard/config.yaml:3: token_expiry must be a whole number, but was '***'");
    }

    @Test
    void a_secret_is_not_shown_even_if_the_plugin_itself_tells_it() throws Exception {
        write("plugins/guard/Guard.java", SCHEMA);
        write("plugins/guard/config.yaml", "config: {jwt_secret: canary}");
        assertProblems(
                "plugins/guard/config.yaml:1: too short: ***",
                "plugins/guard/config.yaml:1: the plugin 'guard' can't be loaded: java.lang.IllegalStateException:"
                        + " can't use ***");
    }

    @Test
    void a_plugin_runs_on_these_terms_unless_its_file_has_others() throws Exception {
        greeter("{}");
        PluginDefinition plain = load().getFirst();
        assertThat(plain.terms().timeout()).isEmpty();
        assertThat(plain.terms().maxConcurrent()).isEmpty();
        assertThat(plain.terms().limits()).isEqualTo(ActionLimits.NONE);
        assertThat(plain.terms().conditions().areNone()).isTrue();
        assertThat(plain.version()).isEqualTo("2.1");
        assertThat(plain.place()).endsWith("plugins/greeter");
        assertThat(plain.dependencies()).extracting(Object::toString).containsExactly("cache? >=2");
        greeter("""
                timeout: 250ms
                max_concurrent: 3
                allow: {topics: ["plugin.*"], hosts: [external_api]}
                dependencies: [geo-tag, "address-lookup >=1.2 <2"]
                conditions: {any: [{field: domain, equals: claimx}]}
                """);
        PluginDefinition full = load().getFirst();
        PluginTerms terms = full.terms();
        assertThat(terms.timeout()).contains(Duration.ofMillis(250));
        assertThat(terms.maxConcurrent()).contains(3);
        assertThat(terms.limits())
                .isEqualTo(new ActionLimits(Optional.of(Set.of("plugin.*")), Optional.of(Set.of("external_api"))));
        assertThat(terms.conditions().areNone()).isFalse();
        assertThat(full.dependencies())
                .extracting(Object::toString)
                .containsExactly("geo-tag", "address-lookup >=1.2 <2", "cache? >=2");
    }

    @Test
    void says_which_terms_are_wrong() throws Exception {
        greeter("""
                timeout: 2d
                max_concurrent: -1
                allow: {topic: [a], hosts: a}
                dependencies: ["geo tag"]
                conditions: {any: [{field: domain}]}
                allow_code: [java.lang.Nothing]
                """);
        assertThat(find().getFirst().problems())
                .extracting(problem -> problem.toString().replace(home + "/plugins/greeter/config.yaml", ""))
                .containsExactly(
                        ":3: unknown field 'topic'. Did you mean 'topics'?",
                        ":5: a condition needs one of equals, not_equals, in and not_in, but none was found",
                        ":4: 'geo tag' is no dependency. Possible are a name, a name with versions, and either with a"
                                + " question mark behind the name if the plugin may be absent: geo-tag, address-lookup"
                                + " >=1.2 <2, cache? >=2",
                        ":1: timeout must be from 1ms to 1h, but was '2d'",
                        ":2: max_concurrent must be at least 0, but was -1",
                        ":3: hosts must be a list, but was 'a'");
    }

    @Test
    void forbidden_code_runs_where_the_file_allows_it() throws Exception {
        write(
                "plugins/greeter/Greeter.java",
                GREETER.replace("return PluginResult", "System.exit(0); return PluginResult"));
        write("plugins/greeter/config.yaml", "allow_code: [java.lang.System.exit]");
        assertThat(names()).containsExactly("greeter");
    }
}
