package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.fake.CapturedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What main configuration files say of plugins. */
class MainConfigTest extends PluginProject {

    MainConfigTest(@TempDir Path home) {
        super(home);
    }

    @BeforeEach
    void greeters() throws IOException {
        write("plugins/greeter/Greeter.java", GREETER);
        declare(Map.of(), "dev.wadi.plugin.shipped.TaskTriggerPlugin");
    }

    @Test
    void a_section_names_a_shipped_plugin_and_configures_it() throws IOException {
        write("config.yaml", "plugins:\n  task-trigger:\n    triggers: {}\n");
        assertThat(names()).containsExactly("greeter", "task-trigger");
        write("config.yaml", "plugins:\n  task-trigger:\n    triggrs: {}\n");
        assertProblems("config.yaml:3: unknown field 'triggrs'. Did you mean 'triggers'?");
        write("config.yaml", "plugins:\n  task-tigger:\n");
        assertProblems("config.yaml:2: no plugin is named 'task-tigger', and there is no code for it here. Did you mean"
                + " 'task_trigger'? Or name the class: class: com.example.MyPlugin");
    }

    @Test
    void a_section_wins_over_the_plugins_own_file() throws Exception {
        write("plugins/greeter/config.yaml", "config: {greeting: moin}");
        assertThat(greetings()).containsExactly("greeter: moin");
        write("config/config.yaml", "plugins: {greeter: {greeting: ahoi}}");
        assertThat(greetings()).containsExactly("greeter: ahoi");
        write("config/config.yaml", "plugins: {greeter: {priority: 7, config: {greeting: ahoi}}}");
        assertThat(greetings()).containsExactly("greeter: ahoi");
        assertThat(load().getFirst().priority()).isEqualTo(7);
        write("config/config.yaml", "plugins: {greeter: {enabled: false}}");
        assertThat(load()).isEmpty();
    }

    @Test
    void plugins_can_be_switched_off_altogether_or_for_a_domain() throws IOException {
        write("config/config.yaml", "plugins: {enabled: false}");
        assertThat(find()).isEmpty();
        write("config/config.yaml", "kafka: {xact: {plugins: {enabled: false}}}");
        assertThat(runsIn("greeter", "xact")).isFalse();
        assertThat(runsIn("greeter", "claimx")).isTrue();
        write("config/config.yaml", "");
        write("config/claimx_config.yaml", "plugins: {enabled: false}");
        assertThat(runsIn("greeter", "claimx")).isFalse();
        assertThat(runsIn("greeter", "xact")).isTrue();
    }

    @Test
    void a_worker_without_a_directory_has_no_plugins_and_one_with_another_has_those() throws IOException {
        String worker = "kafka: {claimx: {enrichment_worker: {processing: {plugins_dir: '%s'}}}}";
        write("config/claimx_config.yaml", worker.formatted(""));
        assertThat(runsIn("greeter", "claimx")).isFalse();
        assertThat(runsIn("greeter", "xact")).isTrue();
        write("config/claimx_config.yaml", worker.formatted("plugins/config"));
        assertThat(runsIn("greeter", "claimx")).isTrue();
        write("config/claimx_config.yaml", worker.formatted("more"));
        write("more/polite/Greeter.java", GREETER);
        assertThat(runsIn("polite", "claimx")).isTrue();
        assertThat(runsIn("polite", "xact")).isFalse();
        assertThat(runsIn("greeter", "claimx")).isFalse();
        assertThat(runsIn("greeter", "xact")).isTrue();
    }

    @Test
    void a_list_may_be_anywhere() throws IOException {
        write("elsewhere/list.yaml", "plugins: [{name: task_trigger}]");
        write("config.yaml", "kafka: {claimx: {plugins: {config_path: elsewhere/list.yaml}}}");
        assertThat(names()).containsExactly("greeter", "task_trigger");
        assertThat(runsIn("task_trigger", "xact")).isFalse();
        write("config.yaml", "plugins: {config_path: elsewhere/none.yaml}");
        assertProblems("config.yaml:1: config_path must be a file with a list of plugins, but 'elsewhere/none.yaml' is"
                + " none. It is looked for in " + home);
        write("config.yaml", "plugins: [{name: task_trigger, priority: 5}]");
        assertThat(names()).containsExactly("greeter", "task_trigger");
    }

    @Test
    void what_is_for_others_is_left_alone_and_one_line_says_what_was_read() throws IOException {
        write("config.yaml", """
                server: {port: "${UNSET}"}
                kafka:
                  bootstrap_servers: ${ALSO_UNSET}
                  claimx: {topic: x, worker: {processing: {batch: 1}}}
                plugins: {greeter: {greeting: moin}, directories: [plugins]}
                """);
        write("config/config.yaml", "just: this");
        try (CapturedLog log = new CapturedLog()) {
            PluginLoader loader = loader();
            loader.find();
            loader.find();
            assertThat(log.lines().stream()
                            .map(line -> line.replace(home + "/", ""))
                            .filter(line -> line.contains("for others")))
                    .containsExactly(
                            "INFO config.yaml: read plugins.greeter, plugins.directories; all else there is for others",
                            "INFO config/config.yaml: read nothing for plugins; all else there is for others");
        }
    }

    @Test
    void nobody_can_tell_what_is_there_while_a_main_file_is_broken() throws IOException {
        write("config/config.yaml", "plugins: {enabled: perhaps}");
        assertThatThrownBy(this::find)
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("config/config.yaml:1: enabled must be true or false, but was 'perhaps'");
        write("config/config.yaml", "plugins: {greeter: loud}");
        assertProblems("config/config.yaml:1: 'greeter' must be a section with the configuration of the plugin of that"
                + " name. Beside such sections enabled, config_path, directories and task_triggers are possible");
        write("config/config.yaml", "plugins: [");
        assertThatThrownBy(this::find).hasMessageContaining("config/config.yaml:1: is not valid YAML");
    }
}
