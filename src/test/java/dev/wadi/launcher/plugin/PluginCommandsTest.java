package dev.wadi.launcher.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigException;
import dev.wadi.fake.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class PluginCommandsTest {

    private final Path home;

    PluginCommandsTest(@TempDir Path home) throws IOException {
        this.home = home;
        Path connections = Files.createDirectories(home.resolve("connections"));
        Files.copy(Path.of("connections/webhook_receiver.yaml"), connections.resolve("webhook_receiver.yaml"));
    }

    @Command(name = "wadi")
    private static final class Root {}

    private CommandRun run(String... arguments) {
        CommandLine wadi = PluginCommands.addTo(new CommandLine(new Root()), new FolderProject(home))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((thrown, command, parsed) -> {
                    command.getErr().println(thrown.getMessage());
                    return thrown instanceof ConfigException ? 2 : 99;
                });
        return CommandRun.of(wadi, arguments);
    }

    @ParameterizedTest
    @EnumSource(Scaffold.Kind.class)
    void a_new_plugin_works_as_it_is(Scaffold.Kind kind) {
        CommandRun made =
                run("new", "plugin", "late_tasks", "--like", kind.name().toLowerCase(Locale.ROOT));
        assertThat(made.exitCode()).as(made.toString()).isZero();
        assertThat(home.resolve("plugins/late_tasks"))
                .isDirectoryContaining("glob:**LateTasksPlugin.java")
                .isDirectoryContaining("glob:**config.yaml")
                .isDirectoryContaining("glob:**test.yaml")
                .isDirectoryContaining("glob:**README.md");
        CommandRun tested = run("test", "plugins/late_tasks");
        assertThat(tested.out()).as(tested.toString()).last().asString().matches("[23] passed, 0 failed");
        assertThat(tested.exitCode()).isZero();
    }

    @Test
    void says_what_it_made_and_what_to_do_next() {
        String folder = home.resolve("plugins/late_tasks").toString();
        assertThat(run("new", "plugin", "late_tasks").out())
                .containsExactly(
                        "Made " + folder + ":",
                        "  LateTasksPlugin.java         what it does",
                        "  config.yaml                  where it runs, and its settings",
                        "  test.yaml                    messages, and what must come of them",
                        "  README.md                    for those who use it",
                        "",
                        "Next:",
                        "  ./wadi test " + folder,
                        "  ./wadi demo --keep-running");
    }

    @Test
    void a_new_plugin_is_four_files_that_are_quickly_read() throws IOException {
        for (Scaffold.Kind kind : Scaffold.Kind.values()) {
            String name = "made_" + kind.name().toLowerCase(Locale.ROOT);
            Path folder = new Scaffold(name, kind).writeInto(home.resolve("plugins"));
            List<Path> files;
            try (var found = Files.list(folder)) {
                files = found.toList();
            }
            assertThat(files).hasSize(4).allSatisfy(file -> assertThat(Files.readString(file))
                    .doesNotContain("@NAME@", "@CLASS@"));
            assertThat(Files.readAllLines(folder.resolve(new Scaffold(name, kind).className() + ".java")))
                    .hasSizeBetween(40, 75);
        }
    }

    @Test
    void never_overwrites() throws IOException {
        run("new", "plugin", "late_tasks");
        Path config = home.resolve("plugins/late_tasks/config.yaml");
        Files.writeString(config, "mine");
        CommandRun again = run("new", "plugin", "late_tasks", "--like", "webhook");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err())
                .containsExactly(home.resolve("plugins/late_tasks")
                        + ": is there already. Choose another name, or delete it first");
        assertThat(config).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Late", "late-tasks", "1st", "a__b", "_a", "a_", "../up", "config", "über", "a/b", ""})
    void refuses_what_is_no_name_for_a_plugin(String name) {
        assertThatThrownBy(() -> new Scaffold(name, Scaffold.Kind.FILTER))
                .hasMessage("new plugin: a plugin's name must be lower case letters, digits and single underscores, at"
                        + " most 60 characters, not 'config', but was '" + name + "'. Possible: late_tasks");
    }

    @ParameterizedTest
    @CsvSource({"late_tasks, LateTasksPlugin", "a, APlugin", "x_2_y, X2YPlugin"})
    void the_class_is_named_after_the_plugin(String name, String className) {
        assertThat(new Scaffold(name, Scaffold.Kind.FILTER).className()).isEqualTo(className);
    }

    @Test
    void a_test_that_fails_is_shown_with_its_place_and_ends_the_command_with_1() throws IOException {
        run("new", "plugin", "late_tasks");
        Path test = home.resolve("plugins/late_tasks/test.yaml");
        Files.writeString(test, Files.readString(test).replace("unwanted type TEST_EVENT", "wrong type"));
        CommandRun tested = run("test");
        assertThat(tested.exitCode()).isEqualTo(1);
        assertThat(tested.out())
                .containsExactly(
                        home.resolve("plugins/late_tasks").toString(),
                        "  FAILED  leaves out an event of the unwanted type",
                        "      " + test + ":7: reason: expected \"wrong type\", but was \"unwanted type TEST_EVENT\"",
                        "      it was filtered: unwanted type TEST_EVENT",
                        "  ok      lets any other event pass",
                        "1 passed, 1 failed");
    }

    @Test
    void what_is_wrong_in_a_plugin_is_a_failed_test() throws IOException {
        run("new", "plugin", "late_tasks");
        Path config = home.resolve("plugins/late_tasks/config.yaml");
        Files.writeString(config, Files.readString(config).replace("event_type:", "event_typ:"));
        CommandRun tested = run("test", "plugins/late_tasks");
        assertThat(tested.exitCode()).isEqualTo(1);
        assertThat(tested.out())
                .contains("      " + config + ":7: unknown field 'event_typ'. Did you mean 'event_type'?")
                .last()
                .isEqualTo("0 passed, 2 failed");
    }

    @Test
    void a_class_that_does_not_compile_is_a_failed_test_with_its_place() throws IOException {
        run("new", "plugin", "late_tasks");
        Path source = home.resolve("plugins/late_tasks/LateTasksPlugin.java");
        Files.writeString(source, Files.readString(source).replace("String unwanted", "Strin unwanted"));
        CommandRun tested = run("test");
        assertThat(tested.exitCode()).isEqualTo(1);
        assertThat(tested.text()).contains(source + ":10: cannot find symbol");
    }

    @Test
    void lists_plugins_as_their_files_say_it() throws IOException {
        run("new", "plugin", "late_tasks", "--like", "trigger");
        run("new", "plugin", "off");
        run("new", "plugin", "torn");
        Path off = home.resolve("plugins/off/config.yaml");
        Files.writeString(off, Files.readString(off).replace("enabled: true", "enabled: false"));
        Path torn = home.resolve("plugins/torn/config.yaml");
        Files.writeString(torn, Files.readString(torn).replace("event_type", "event_typ"));
        CommandRun listed = run("plugins");
        String folder = home.resolve("plugins").toString();
        assertThat(listed.out())
                .satisfiesExactly(
                        line -> assertThat(line).matches("name +version  state     priority  domains  stages +where"),
                        line -> assertThat(line)
                                .matches("late_tasks  1.0.0    enabled   100       claimx   enrichment_complete  \\Q"
                                        + folder + "\\E/late_tasks"),
                        line -> assertThat(line).matches("off +disabled +\\Q" + folder + "\\E/off"),
                        line -> assertThat(line).matches("torn +broken +\\Q" + folder + "\\E/torn"),
                        line -> assertThat(line)
                                .isEqualTo(torn + ":7: unknown field 'event_typ'. Did you mean 'event_type'?"),
                        line -> assertThat(line).isEqualTo(torn + ":7: the field 'event_type' is missing"));
        assertThat(listed.exitCode()).isEqualTo(2);
    }

    @Test
    void says_where_there_is_nothing_to_test() {
        assertThat(run("test").err())
                .containsExactly(
                        home.resolve("plugins") + ": no plugin here has a test.yaml. Possible: ./wadi new plugin NAME");
        assertThat(run("test", "plugins/none").err())
                .containsExactly("test: 'plugins/none' is no folder. Possible: plugins/task_trigger");
    }
}
