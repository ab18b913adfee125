package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Variables;
import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.PluginJar;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.finding.PluginPlaces;
import dev.wadi.plugin.shipped.TaskTriggerPlugin;
import dev.wadi.plugin.spi.ExchangeContext;
import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.PluginEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginLoaderTest {

    private static final String GREETER = """
            package com.acme;
            import dev.wadi.plugin.spi.*;
            public class Greeter implements Plugin {
                private String greeting = "hello";
                @Override public String name() { return "greeter"; }
                @Override public java.util.Set<String> stages() { return java.util.Set.of("event_ingest"); }
                @Override public void configure(PluginConfig config) {
                    config.refuseUnknown("greeting");
                    greeting = config.text("greeting").orElse(greeting);
                }
                @Override public PluginResult execute(PluginContext context) {
                    return PluginResult.success().with(new PluginAction.AddHeader("x-greeting", greeting));
                }
            }
            """;
    private static final String RAW = """
            package com.acme;
            public class Raw implements org.apache.camel.Processor {
                @Override public void process(org.apache.camel.Exchange exchange) {
                    exchange.getMessage().setHeader("x-raw", "was here");
                }
            }
            """;

    private final Path plugins;

    PluginLoaderTest(@TempDir Path plugins) {
        this.plugins = plugins;
    }

    private Path plugin(String folder, String config) throws IOException {
        Path path = Files.createDirectories(plugins.resolve(folder));
        Files.writeString(path.resolve("config.yaml"), config);
        return path;
    }

    private List<PluginDefinition> load() {
        Variables variables = Variables.of(Map.of("GREETING", "moin"));
        return new PluginLoader(
                        PluginPlaces.of(plugins),
                        CodePolicy.DEFAULT,
                        variables,
                        Set.of("receiver"),
                        new Stages(List.of()))
                .load();
    }

    private void assertProblems(String... expected) {
        assertThatThrownBy(this::load).isInstanceOf(ConfigException.class).satisfies(thrown -> assertThat(
                        ((ConfigException) thrown).problems())
                .extracting(problem -> problem.toString().replace(plugins + "/", ""))
                .containsExactly(expected));
    }

    private static LoadedPlugin at(PluginDefinition definition) {
        return new LoadedPlugin(definition, PluginEnvironment.alone(definition.name()));
    }

    private static ExchangeContext context() {
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(Map.of());
        return new ExchangeContext(exchange, "claimx", "event_ingest", Instant.EPOCH);
    }

    @Test
    void loads_a_jar_with_its_own_class_loader_and_configuration() throws Exception {
        Path folder = plugin("greeter", "priority: 7\nconfig:\n  greeting: ${GREETING} moin\n");
        PluginJar.build(folder, "Greeter", GREETER, "com.acme.Greeter");
        PluginDefinition loaded = load().getFirst();
        assertThat(loaded.name()).isEqualTo("greeter");
        assertThat(loaded.priority()).isEqualTo(7);
        assertThat(loaded.stages()).containsExactly("event_ingest");
        assertThat(loaded.plugin().getClass().getClassLoader())
                .isNotSameAs(getClass().getClassLoader())
                .isSameAs(loaded.code().loader());
        assertThat(loaded.plugin().execute(context()).actions())
                .containsExactly(new PluginAction.AddHeader("x-greeting", "moin moin"));
        loaded.code().close();
    }

    @Test
    void a_jar_without_a_file_runs_with_its_defaults() throws Exception {
        Path folder = Files.createDirectories(plugins.resolve("dropped"));
        PluginJar.build(folder, "Greeter", GREETER, "com.acme.Greeter");
        PluginDefinition loaded = load().getFirst();
        assertThat(loaded.name()).isEqualTo("dropped");
        assertThat(loaded.plugin().execute(context()).actions())
                .containsExactly(new PluginAction.AddHeader("x-greeting", "hello"));
        loaded.code().close();
    }

    @Test
    void a_misnamed_file_is_pointed_out() throws Exception {
        Files.createDirectories(plugins.resolve("empty"));
        Path folder = Files.createDirectories(plugins.resolve("audit"));
        Files.writeString(folder.resolve("config.yml"), "config: {}");
        try (CapturedLog log = new CapturedLog()) {
            assertThat(load()).isEmpty();
            assertThat(log.warnings())
                    .containsExactly("WARN No config file found in plugin directory: it must be named config.yaml |"
                            + " plugin_dir=" + folder);
        }
    }

    @Test
    void a_jar_that_lacks_a_class_is_not_a_class_that_was_not_found() throws Exception {
        Path folder = plugin("greeter", "class: com.acme.Greeter\n");
        String missing = GREETER.replace(
                "private String greeting",
                "static { lacks(); } private static void lacks() {"
                        + " throw new NoClassDefFoundError(\"com/acme/Lib\"); } private String greeting");
        PluginJar.build(folder, "Greeter", missing);
        assertProblems("greeter/config.yaml:1: the plugin 'greeter' can't be loaded:"
                + " java.lang.NoClassDefFoundError: com/acme/Lib");
    }

    @Test
    void several_instances_of_one_implementation_are_configured_each_for_itself() throws Exception {
        for (String name : List.of("first", "second")) {
            Path folder = plugin(name, "class: com.acme.Greeter\nconfig: {greeting: " + name + "}\n");
            PluginJar.build(folder, "Greeter", GREETER);
        }
        List<PluginDefinition> loaded = load();
        assertThat(loaded).extracting(PluginDefinition::name).containsExactly("first", "second");
        for (PluginDefinition plugin : loaded) {
            assertThat(plugin.plugin().execute(context()).actions())
                    .containsExactly(new PluginAction.AddHeader("x-greeting", plugin.name()));
            plugin.code().close();
        }
        plugin("third", "name: trigger_a\nclass: dev.wadi.plugin.shipped.TaskTriggerPlugin\n");
        plugin("fourth", "name: trigger_b\nclass: dev.wadi.plugin.shipped.TaskTriggerPlugin\n");
        assertThat(load().stream().map(PluginDefinition::plugin).distinct()).hasSize(4);
    }

    @Test
    void a_plain_camel_processor_is_a_plugin() throws Exception {
        Path folder = plugin("raw", "class: com.acme.Raw\nstages: [retry]\ndomains: [xact]\nevent_types: [A]\n");
        PluginJar.build(folder, "Raw", RAW);
        PluginDefinition loaded = load().getFirst();
        ExchangeContext context = context();
        loaded.plugin().execute(context);
        context.applyChanges();
        assertThat(context.exchange().getMessage().getHeader("x-raw")).isEqualTo("was here");
        assertThat(at(loaded).runsAt("xact", "retry")).isTrue();
        assertThat(at(loaded).runsAt("xact", "dlq")).isFalse();
        assertThat(at(loaded).runsAt("claimx", "retry")).isFalse();
        assertThat(loaded.eventTypes()).containsExactly("A");
        loaded.code().close();
    }

    @Test
    void finds_shipped_plugins_by_name_and_by_their_python_class_and_says_so_once() throws Exception {
        plugin("task_trigger", "config: {}\n");
        String python = "module: kafka_pipeline.plugins.task_trigger\nclass: TaskTriggerPlugin\n";
        plugin("config/my_new_plugin", "name: my_new_plugin\n" + python);
        plugin("config/other", python);
        plugin("config/off", "enabled: false\nclass: Whatever\n");
        Files.createDirectories(plugins.resolve("no_config"));
        Files.writeString(plugins.resolve("config/connections.yaml"), "connections: {}\n");
        try (CapturedLog log = new CapturedLog()) {
            assertThat(load())
                    .extracting(PluginDefinition::name)
                    .containsExactly("task_trigger", "my_new_plugin", "other");
            assertThat(log.lines().stream()
                            .filter(line -> line.startsWith("INFO"))
                            .map(line -> line.replace(plugins.toString(), "plugins")))
                    .containsExactly(
                            "INFO Loaded plugin from directory | plugin_name=task_trigger plugin_dir=task_trigger",
                            "INFO plugins/config/my_new_plugin/config.yaml:3: 'TaskTriggerPlugin' names a Python class;"
                                    + " the Java plugin 'task_trigger' takes its place",
                            "INFO Loaded plugin from directory | plugin_name=my_new_plugin plugin_dir=my_new_plugin",
                            "INFO Loaded plugin from directory | plugin_name=other plugin_dir=other",
                            "INFO Loaded plugins from directory | plugins_dir=plugins plugins_loaded=3",
                            "INFO Plugins are disabled | plugin_names=off");
            assertThat(log.lines()).contains("DEBUG Plugin loaded | plugin_name=other plugin_version=1.0.0");
            assertThat(log.warnings()).isEmpty();
        }
        assertThat(load()).extracting(PluginDefinition::plugin).hasOnlyElementsOfType(TaskTriggerPlugin.class);
    }

    @Test
    void loads_none_where_plugins_are_off_or_missing() throws Exception {
        plugin("broken", "no: [");
        Stages stages = new Stages(List.of());
        assertThat(new PluginLoader(
                                new PluginPlaces(plugins, List.of(plugins), false),
                                CodePolicy.DEFAULT,
                                Variables.ofEnvironment(),
                                Set.of(),
                                stages)
                        .load())
                .isEmpty();
        Path missing = plugins.resolve("missing");
        try (CapturedLog log = new CapturedLog()) {
            assertThat(new PluginLoader(
                                    PluginPlaces.of(missing),
                                    CodePolicy.DEFAULT,
                                    Variables.ofEnvironment(),
                                    Set.of(),
                                    stages)
                            .load())
                    .isEmpty();
            assertThat(log.warnings()).containsExactly("WARN Plugins directory not found | plugins_dir=" + missing);
        }
    }

    @Test
    void shows_the_problems_of_all_plugins_at_once() throws Exception {
        plugin("a_syntax", "name: [");
        plugin("b_unknown_key", "priorty: 5\nclass: com.acme.Greeter\nconfig: {}\n");
        plugin("c_unset", "class: dev.wadi.plugin.shipped.TaskTriggerPlugin\nconfig:\n  triggers: ${UNSET}\n");
        plugin("d_stage", "class: dev.wadi.plugin.shipped.TaskTriggerPlugin\nstages: [retri]\n");
        plugin("e_no_plugin", "class: java.lang.Object\n");
        plugin("f_abstract", "class: java.util.AbstractList\n");
        plugin("g_twice", "name: task_trigger\n");
        plugin("task_trigger", "config: {}\n");
        plugin("task_triger", "config: {}\n");
        plugin("z_type", "class: dev.wadi.plugin.shipped.TaskTriggerPlugin\nstages: retry\n");
        assertThatThrownBy(this::load).isInstanceOf(ConfigException.class).satisfies(thrown -> {
            String shown = String.valueOf(thrown.getMessage()).replace(plugins + "/", "");
            assertThat(shown.lines().map(PluginLoaderTest::withoutParserWords))
                    .containsExactlyInAnyOrder(
                            "a_syntax/config.yaml:1: is not valid YAML",
                            "task_trigger/config.yaml:1: the plugin name 'task_trigger' is taken by"
                                    + " g_twice/config.yaml:1. Give one of them another name",
                            "b_unknown_key/config.yaml:1: unknown field 'priorty'. Did you mean 'priority'?",
                            "b_unknown_key/config.yaml:2: the class 'com.acme.Greeter' was not found in this folder's"
                                    + " jars or on the class path. Shipped plugins: audit_logger,"
                                    + " consul_service_discovery, create_claimx_task, custom_metrics, data_quality,"
                                    + " enrichment_metrics, error_recovery, event_filter, jwt_authentication,"
                                    + " request_tracing, send_email, structured_logging, task_trigger,"
                                    + " webhook_notification",
                            "c_unset/config.yaml:3: the variable 'UNSET' is not set. Set it in the environment, or give a"
                                    + " default: ${UNSET:-value}",
                            "c_unset/config.yaml:3: triggers must be a mapping (key: value), but was something else",
                            "d_stage/config.yaml:2: 'retri' is no stage. Did you mean 'retry'? Known stages:"
                                    + " event_ingest, enrichment_queued, enrichment_complete, entity_write,"
                                    + " download_queued, download_complete, upload_complete, retry, dlq, error (more"
                                    + " can be declared as wadi.stages in application.properties)",
                            "e_no_plugin/config.yaml:1: 'java.lang.Object' is no plugin. It must implement"
                                    + " dev.wadi.plugin.spi.Plugin, dev.wadi.plugin.spi.handler.EnrichmentHandler or"
                                    + " org.apache.camel.Processor",
                            "f_abstract/config.yaml:1: the class 'java.util.AbstractList' can't be made: it must be"
                                    + " public, with a public constructor without parameters",
                            "task_triger/config.yaml:1: no plugin is named 'task_triger', and there is no code for it"
                                    + " here. Did you mean 'task_trigger'? Or name the class:"
                                    + " class: com.example.MyPlugin",
                            "z_type/config.yaml:2: stages must be a list, but was 'retry'");
        });
    }

    private static String withoutParserWords(String line) {
        Matcher invalid = Pattern.compile("(.*is not valid YAML): .*").matcher(line);
        return invalid.matches() ? invalid.group(1) : line;
    }

    @Test
    void a_plugin_that_takes_no_configuration_refuses_any() throws Exception {
        Path folder = plugin("raw", "class: com.acme.Raw\nconfig:\n  colour: red\n");
        PluginJar.build(folder, "Raw", RAW);
        assertProblems("raw/config.yaml:3: unknown field 'colour'. Known fields: none");
    }

    @Test
    void says_what_a_broken_plugin_threw() throws Exception {
        Path folder = plugin("greeter", "name: greeter\nclass: com.acme.Greeter\n");
        String broken = GREETER.replace(
                "config.refuseUnknown(\"greeting\");", "if (true) throw new IllegalStateException(\"no database\");");
        PluginJar.build(folder, "Greeter", broken);
        assertProblems("greeter/config.yaml:2: the plugin 'greeter' can't be loaded:"
                + " java.lang.IllegalStateException: no database");
    }
}
