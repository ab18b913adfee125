package dev.wadi.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the README works as it is written there. */
class ReadmeTest {

    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final String LAUNCHER = "./wadi ";

    /** Run by {@code .ci/run}, which runs this test with it. */
    private static final String TEST_COMMAND = "mvn verify";

    private static List<String> commands() throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("README.md")))
                .results()
                .flatMap(block -> block.group(1).lines())
                .filter(line -> !line.isBlank())
                .toList();
    }

    @Test
    void every_command_works_as_it_is_written(@TempDir Path folder) throws Exception {
        assertThat(commands()).contains("./wadi demo", TEST_COMMAND).hasSizeGreaterThan(6);
        try (Scene scene = Scene.open(folder)) {
            for (String command : commands()) {
                if (!command.equals(TEST_COMMAND)) {
                    assertThat(command).startsWith(LAUNCHER);
                    run(scene, command.substring(LAUNCHER.length()));
                }
            }
        }
    }

    private static void run(Scene scene, String arguments) {
        scene.with("WADI_BROKER_PORT", Integer.toString(FreePorts.next()))
                .with("WADI_BROKER_CONTROLLER_PORT", Integer.toString(FreePorts.next()));
        WadiProcess wadi = scene.start(split(arguments));
        if (arguments.startsWith("run ") && !arguments.contains("--help")) {
            wadi.awaitStart().sigterm();
        } else if (arguments.contains("--keep-running")) {
            wadi.awaitLine("./wadi dlq list").awaitLine("Ctrl-C ends it").sigterm();
        }
        assertThat(wadi.exitCode()).as(arguments).isZero();
        assertThat(wadi.output()).as(arguments).noneMatch(line -> line.startsWith("\tat "));
        if (arguments.startsWith("demo") && !arguments.contains("--json")) {
            assertThat(wadi.output()).as(arguments).anyMatch(line -> line.matches("conservation: .* lost=0 .*"));
        }
    }

    /** Splits as the shell does, single quotes included. */
    private static String[] split(String arguments) {
        Matcher words = Pattern.compile("'([^']*)'|(\\S+)").matcher(arguments);
        return words.results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
    }

    @Test
    void the_test_command_is_what_continuous_integration_runs() throws IOException {
        assertThat(Arrays.asList(Files.readString(Path.of(".ci/run")).split("\n")))
                .contains("mvn -B verify"); // -B only spares the progress bars
    }
}
