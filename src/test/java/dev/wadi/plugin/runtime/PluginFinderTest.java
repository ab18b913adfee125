package dev.wadi.plugin.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problem;
import dev.wadi.fake.CapturedLog;
import dev.wadi.fake.PluginJar;
import dev.wadi.plugin.finding.PluginCandidate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each place in which a plugin may be named, and what is known of a plugin before it runs. */
class PluginFinderTest extends PluginProject {

    private static final String FOREIGN = GREETER.replace("com.acme", "org.acme")
            .replace("Greeter", "Foreign")
            .replace("greeter", "foreign");

    PluginFinderTest(@TempDir Path home) {
        super(home);
    }

    private List<String> found() {
        return find().stream().map(PluginCandidate::name).toList();
    }

    @Test
    void finds_plugins_in_the_same_order_always() throws IOException {
        write("plugins/zeta/config.yaml", "class: com.acme.Greeter");
        write("plugins/alpha/config.yaml", "class: com.acme.Greeter");
        write("plugins/config/beta/config.yaml", "class: com.acme.Greeter");
        write("config/plugins.yaml", "plugins: [{name: listed}]");
        write("config/claimx_plugins.yaml", "plugins: [{name: of_claimx}]");
        write("config.yaml", "plugins: {task-trigger: {}}");
        assertThat(found()).containsExactly("alpha", "zeta", "beta", "of_claimx", "listed", "task-trigger");
    }

    @Test
    void a_java_file_in_a_folder_is_a_plugin_with_and_without_settings() throws Exception {
        write("plugins/greeter/Greeter.java", GREETER);
        write("plugins/named/Greeter.java", GREETER);
        write("plugins/named/config.yaml", "name: polite\nconfig: {greeting: moin}");
        assertThat(greetings()).containsExactly("greeter: hello", "polite: moin");
    }

    @Test
    void each_plugin_of_a_loose_jar_runs_with_its_defaults_under_its_own_name() throws Exception {
        PluginJar.build(folder("plugins"), "Greeter", GREETER, "com.acme.Greeter");
        assertThat(greetings()).containsExactly("greeter: hello");
        write("config.yaml", "plugins: {greeter: {greeting: moin}}");
        assertThat(greetings()).containsExactly("greeter: moin");
    }

    @Test
    void a_loose_jar_without_plugins_or_with_a_broken_one_is_a_problem() throws Exception {
        PluginJar.build(folder("plugins"), "Greeter", GREETER);
        assertProblems("plugins/Greeter.jar: declares no plugin in META-INF/services/dev.wadi.plugin.spi.Plugin. Put it"
                + " into a folder of its own here, with a config.yaml that names the class");
        write("plugins/Greeter.jar", "half");
        assertThat(find()).extracting(PluginCandidate::name).containsExactly("Greeter");
        assertThatThrownBy(this::load).hasMessageContaining("plugins/Greeter.jar: is no readable jar");
    }

    @Test
    void plugins_of_the_class_path_run_with_their_defaults_but_ours_only_where_they_are_named() throws Exception {
        declare(Map.of("org.acme.Foreign", FOREIGN), "dev.wadi.plugin.shipped.TaskTriggerPlugin");
        assertThat(names()).containsExactly("foreign");
        write("plugins/task_trigger/config.yaml", "config: {}");
        assertThat(names()).containsExactly("task_trigger", "foreign");
    }

    @Test
    void a_plugin_of_the_class_path_that_is_named_does_not_run_beside_it_with_its_defaults() throws Exception {
        declare(Map.of("org.acme.Foreign", FOREIGN));
        write("plugins/mine/config.yaml", "class: org.acme.Foreign");
        assertThat(names()).containsExactly("mine");
        write("plugins/mine/config.yaml", "name: foreign\nenabled: false");
        assertThat(names()).isEmpty();
    }

    @Test
    void a_list_of_a_domain_runs_in_that_domain_alone() throws Exception {
        write("config/xact_plugins.yaml", "plugins: [{name: a, class: com.acme.Greeter}]");
        write("config/plugins.yaml", "plugins: [{name: b, class: com.acme.Greeter, domains: [claimx]}]");
        declare(Map.of("com.acme.Greeter", GREETER));
        assertThat(runsIn("a", "xact")).isTrue();
        assertThat(runsIn("a", "claimx")).isFalse();
        assertThat(runsIn("b", "xact")).isFalse();
        assertThat(runsIn("b", "claimx")).isTrue();
    }

    @Test
    void a_plugin_for_another_domain_than_its_list_is_a_problem() throws Exception {
        write("config/xact_plugins.yaml", """
                plugins:
                  - name: task_trigger
                  - {name: other, class: TaskTriggerPlugin, module: m, domains: [claimx]}
                """);
        assertProblems(
                "config/xact_plugins.yaml:2: the plugin 'task_trigger' never runs: what stands here is for the domain"
                        + " 'xact', but the plugin is for claimx",
                "config/xact_plugins.yaml:3: what stands here runs in the domain 'xact' alone, but was given 'claimx'",
                "config/xact_plugins.yaml:3: the plugin 'other' never runs: what stands here is for the domain 'xact',"
                        + " but the plugin is for claimx");
    }

    @Test
    void old_task_triggers_become_the_task_trigger_plugin() throws Exception {
        write("config/claimx_plugins.yaml", """
                task_triggers:
                  - task_id: 456
                    name: Photo
                    on_completed: {publish_to_topic: photos}
                """);
        PluginDefinition plugin = load().getFirst();
        assertThat(plugin.name()).isEqualTo("task_trigger");
        write("config/claimx_plugins.yaml", "task_triggers:\n  - {task_id: 456, on_complted: {}}\n  - {name: x}\n");
        assertProblems(
                "config/claimx_plugins.yaml:2: unknown field 'on_complted'. Did you mean 'on_completed'?",
                "config/claimx_plugins.yaml:2: the trigger for task 456 does nothing. Possible: on_assigned,"
                        + " on_completed, on_any",
                "config/claimx_plugins.yaml:3: the field 'task_id' is missing");
    }

    /** In the original both instances of one name ran, the old one out of reach. */
    @Test
    void two_plugins_of_one_name_are_a_problem_with_both_places() throws Exception {
        write("plugins/task_trigger/config.yaml", "config: {}");
        write("config/plugins.yaml", "plugins:\n  - config: {}\n    name: task-trigger\n");
        assertProblems("config/plugins.yaml:3: the plugin name 'task-trigger' is taken by"
                + " plugins/task_trigger/config.yaml:1. Give one of them another name");
        assertThat(find()).hasSize(1);
        write("plugins/task_trigger/config.yaml", "enabled: false");
        assertThat(names()).containsExactly("task-trigger");
    }

    @Test
    void a_broken_file_is_known_by_the_name_of_its_folder_and_by_its_place() throws Exception {
        write("plugins/itel/config.yaml", "name: itel_cabinet\nclass: TaskTriggerPlugin\nmodule: m");
        PluginCandidate before = find().getFirst();
        write("plugins/itel/config.yaml", "name: [");
        PluginCandidate broken = find().getFirst();
        assertThat(broken.name()).isEqualTo("itel");
        assertThat(broken.problems()).isNotEmpty();
        assertThat(broken.enabled()).isTrue();
        assertThat(broken.laterThan(before)).map(PluginCandidate::name).contains("itel_cabinet");
        assertThatThrownBy(() -> loader().define(broken)).isInstanceOf(ConfigException.class);
        write("plugins/itel/config.yaml", "name: something_else\nclass: TaskTriggerPlugin\nmodule: m");
        assertThat(find().getFirst().laterThan(before)).isEmpty();
    }

    @Test
    void those_that_are_switched_off_are_shown_and_not_looked_at() throws Exception {
        write("plugins/off/config.yaml", "enabled: false\nconfig: {a: '${UNSET}'}\ntyppo: 1");
        PluginCandidate off = find().getFirst();
        assertThat(off.enabled()).isFalse();
        assertThat(off.problems()).isEmpty();
        assertThat(load()).isEmpty();
    }

    @Test
    void the_fingerprint_follows_all_that_defines_a_plugin() throws Exception {
        write("plugins/a/config.yaml", "config: {x: '${COLOUR}'}");
        String first = fingerprint();
        assertThat(fingerprint()).isEqualTo(first);
        variables.put("COLOUR", "blue");
        String second = fingerprint();
        write("plugins/a/Greeter.java", GREETER);
        String third = fingerprint();
        write("config.yaml", "plugins: {a: {y: 2}}");
        assertThat(List.of(first, second, third, fingerprint())).doesNotHaveDuplicates();
        write("plugins/a/notes.txt", "nothing to do with it");
        write("unrelated/config.yaml", "x: 1");
        String fourth = fingerprint();
        write("config.yaml", "plugins: {a: {y: 2}}\nserver: {port: 1}");
        assertThat(fingerprint()).isEqualTo(fourth);
    }

    private String fingerprint() {
        return find().getFirst().fingerprint();
    }

    @Test
    void a_variable_that_is_not_set_is_known_before_anything_runs() throws Exception {
        write("plugins/a/config.yaml", "config:\n  url: ${UNSET}\n");
        assertThat(find().getFirst().problems())
                .extracting(problem -> shown(problem))
                .containsExactly("plugins/a/config.yaml:2: the variable 'UNSET' is not set. Set it in the environment,"
                        + " or give a default: ${UNSET:-value}");
    }

    @Test
    void a_directory_that_is_missing_is_pointed_out_once() throws Exception {
        write("config.yaml", "plugins: {directories: [./more, ./missing]}");
        write("more/polite/Greeter.java", GREETER);
        folder("plugins");
        try (CapturedLog log = new CapturedLog()) {
            PluginLoader loader = loader();
            loader.find();
            assertThat(loader.find()).extracting(PluginCandidate::name).containsExactly("polite");
            assertThat(log.warnings())
                    .containsExactly("WARN Plugins directory not found | plugins_dir=" + home.resolve("missing"));
        }
    }

    private static String shown(Problem problem) {
        return problem.toString().replaceAll("^.*?(plugins/|config)", "$1");
    }
}
