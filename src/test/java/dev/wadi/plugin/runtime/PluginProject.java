package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Variables;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.finding.ClassPathPlugins;
import dev.wadi.plugin.finding.PluginCandidate;
import dev.wadi.plugin.finding.PluginPlaces;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** A project in a folder, whose plugins are looked for and loaded. */
abstract class PluginProject {

    static final String GREETER = """
            package com.acme;
            import dev.wadi.plugin.spi.*;
            public class Greeter implements Plugin {
                private String greeting = "hello";
                @Override public String name() { return "greeter"; }
                @Override public void configure(PluginConfig config) {
                    config.refuseUnknown("greeting");
                    greeting = config.text("greeting").orElse(greeting);
                }
                @Override public PluginResult execute(PluginContext context) {
                    return PluginResult.success().with(new PluginAction.AddHeader("x-greeting", greeting));
                }
            }
            """;

    final Path home;
    final Map<String, String> variables = new HashMap<>(Map.of("COLOUR", "red", "WEBHOOK_TOKEN", "canary"));
    private ClassLoader classPath = PluginProject.class.getClassLoader();

    PluginProject(Path home) {
        this.home = home;
    }

    void write(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    Path folder(String name) throws IOException {
        return Files.createDirectories(home.resolve(name));
    }

    /**
     * Puts plugins on the class path, and only these.
     *
     * @param sources those to be compiled, by the names of their classes
     * @param others those that are there already
     */
    void declare(Map<String, String> sources, String... others) throws IOException {
        classPath = DeclaredPlugins.of(folder("classpath"), sources, others);
    }

    PluginLoader loader() {
        return new PluginLoader(
                new PluginPlaces(home, List.of(home.resolve("plugins")), true),
                CodePolicy.DEFAULT,
                Variables.of(variables),
                Set.of("external_api"),
                new Stages(List.of()),
                new ClassPathPlugins(classPath));
    }

    List<PluginCandidate> find() {
        return loader().find();
    }

    List<PluginDefinition> load() {
        return loader().load();
    }

    List<String> names() {
        return load().stream().map(PluginDefinition::name).toList();
    }

    /** Whether a plugin runs in a domain. */
    boolean runsIn(String name, String domain) {
        PluginDefinition definition = load().stream()
                .filter(plugin -> plugin.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new LoadedPlugin(definition, PluginEnvironment.alone(name)).runsAt(domain, "event_ingest");
    }

    /** What each plugin greets with. */
    List<String> greetings() throws Exception {
        List<String> greetings = new ArrayList<>();
        for (PluginDefinition plugin : load()) {
            for (PluginAction action : plugin.plugin().execute(context()).actions()) {
                if (action instanceof PluginAction.AddHeader header) {
                    greetings.add(plugin.name() + ": " + header.value());
                }
            }
        }
        return greetings;
    }

    private static ExchangeContext context() {
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(Map.of());
        return new ExchangeContext(exchange, "claimx", "event_ingest", Instant.EPOCH);
    }

    void assertProblems(String... expected) {
        assertThatThrownBy(this::load).isInstanceOf(ConfigException.class).satisfies(thrown -> assertThat(
                        ((ConfigException) thrown).problems())
                .extracting(problem -> problem.toString().replace(home + "/", ""))
                .containsExactlyInAnyOrder(expected));
    }
}
