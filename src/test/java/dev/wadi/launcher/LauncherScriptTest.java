package dev.wadi.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code wadi} with JDKs and a Maven that only tell how they were called. */
final class LauncherScriptTest {

    private static final String BUILDING = "wadi: building (this takes a minute the first time) …";

    private Path machine;
    private LauncherScript script;

    @BeforeEach
    void prepare(@TempDir Path folder) throws IOException {
        machine = folder;
        script = new LauncherScript(machine);
        script.maven();
    }

    @Test
    void takes_the_newest_jdk_wherever_it_is() throws Exception {
        script.set("JAVA_HOME", script.jdkWithRelease("jdk-21", "21.0.4").toString());
        script.javaOnPath(script.jdkWithRelease("jdk-17", "17.0.15"));
        script.usualFolders(script.jdkWithRelease("jdk-25", "25.0.1"), script.jdkWithRelease("jdk-22", "22"));

        assertThat(usedJdk()).isEqualTo("jdk-25");
    }

    @Test
    void takes_the_jdk_on_the_path_when_java_home_is_older() throws Exception {
        script.set("JAVA_HOME", script.jdkWithRelease("jdk-21", "21.0.4").toString());
        script.javaOnPath(script.jdkWithRelease("jdk-24", "24.0.2"));

        assertThat(usedJdk()).isEqualTo("jdk-24");
    }

    @Test
    void takes_java_home_when_the_jdk_on_the_path_is_too_old() throws Exception {
        script.set("JAVA_HOME", script.jdkWithRelease("jdk-21", "21.0.4").toString());
        script.javaOnPath(script.jdkWithRelease("jdk-17", "17.0.15"));

        assertThat(usedJdk()).isEqualTo("jdk-21");
    }

    @Test
    void prefers_java_home_among_jdks_of_one_version() throws Exception {
        script.set("JAVA_HOME", script.jdkWithRelease("mine", "25").toString());
        script.usualFolders(script.jdkWithRelease("other", "25.0.9"));

        assertThat(usedJdk()).isEqualTo("mine");
    }

    @Test
    void asks_java_itself_where_a_jdk_has_no_release_file() throws Exception {
        script.usualFolders(script.jdk("old", "1.8.0_402"), script.jdk("early", "26-ea"));

        assertThat(usedJdk()).isEqualTo("early");
    }

    @Test
    void passes_over_folders_that_are_no_jdk() throws Exception {
        Path empty = Files.createDirectories(machine.resolve("empty"));
        script.set("JAVA_HOME", machine.resolve("gone").toString());
        script.usualFolders(empty, script.jdkWithRelease("jdk with spaces", "21.0.4"));

        assertThat(usedJdk()).isEqualTo("jdk with spaces");
    }

    @Test
    void says_in_one_line_that_there_is_no_jdk() throws Exception {
        LauncherScript.Result result = script.run("demo");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .containsExactly("wadi: a JDK of version 21 or newer is needed, but none was found;"
                        + " install one, or point JAVA_HOME at it.");
    }

    @Test
    void says_which_jdk_is_too_old() throws Exception {
        Path old = script.jdkWithRelease("jdk-8", "1.8.0_402");
        script.javaOnPath(old);

        LauncherScript.Result result = script.run("demo");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .containsExactly("wadi: a JDK of version 21 or newer is needed, but the newest one found is 8 in "
                        + old.toRealPath() + "; install one, or point JAVA_HOME at it.");
    }

    @Test
    void says_in_one_line_that_there_is_no_maven() throws Exception {
        Files.delete(machine.resolve("bin/mvn"));
        script.usualFolders(script.jdkWithRelease("jdk-25", "25"));

        LauncherScript.Result result = script.run("demo");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .containsExactly("wadi: Maven (mvn) is needed to build Wadi the first time and after changes of its"
                        + " sources; install it.");
    }

    @Test
    void needs_no_maven_where_there_are_no_sources() throws Exception {
        Files.delete(machine.resolve("bin/mvn"));
        Files.delete(script.project().resolve("src/main/java/Thing.java"));
        Files.delete(script.project().resolve("src/main/java"));
        Files.delete(script.project().resolve("src/main"));
        script.usualFolders(script.jdkWithRelease("jdk-25", "25"));

        assertThat(script.run("demo").exitCode()).isZero();
    }

    @Test
    void builds_the_first_time_and_not_again() throws Exception {
        script.usualFolders(script.jdkWithRelease("jdk-25", "25"));

        assertThat(script.run("demo").err()).containsExactly(BUILDING);
        assertThat(script.run("demo").err()).isEmpty();
        assertThat(script.builds()).containsExactly("jdk-25");
    }

    @Test
    void builds_again_when_a_source_has_changed() throws Exception {
        script.usualFolders(script.jdkWithRelease("jdk-25", "25"));
        script.run("demo");

        script.edit("src/main/java/Thing.java");

        assertThat(script.run("demo").err()).containsExactly(BUILDING);
        assertThat(script.builds()).hasSize(2);
    }

    @Test
    void builds_nothing_when_a_route_has_changed() throws Exception {
        script.usualFolders(script.jdkWithRelease("jdk-25", "25"));
        Files.createDirectories(script.project().resolve("routes"));
        script.run("demo");

        script.edit("routes/mine.camel.yaml");

        assertThat(script.run("demo").err()).isEmpty();
        assertThat(script.builds()).hasSize(1);
    }

    @Test
    void builds_again_what_was_edited_during_a_build() throws Exception {
        script.usualFolders(script.jdkWithRelease("jdk-25", "25"));
        script.maven("mkdir -p target; touch target/wadi.jar; touch -d '1 second' src/main/java/Thing.java");
        script.run("demo");

        script.run("demo");

        assertThat(script.builds()).hasSize(2);
    }

    @Test
    void shows_the_end_of_a_build_that_fails() throws Exception {
        script.usualFolders(script.jdkWithRelease("jdk-25", "25"));
        script.maven("echo 'Thing.java is broken'; exit 1");

        LauncherScript.Result result = script.run("demo");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .containsExactly(
                        BUILDING,
                        "Thing.java is broken",
                        "wadi: the build failed; all it printed is in "
                                + script.project().toRealPath() + "/.wadi/build.log");
    }

    @Test
    void hands_over_to_the_command_with_its_arguments_as_they_are() throws Exception {
        script.usualFolders(script.jdkWithRelease("jdk-25", "25"));
        script.set("WADI_JAVA_OPTS", "-Xmx2g -Dany=thing");

        assertThat(script.run("run", "--routes", "workers/* and more").out())
                .containsSubsequence("-Xmx2g", "-Dany=thing", "-cp", "target/wadi.jar:target/lib/*")
                .endsWith("dev.wadi.launcher.Wadi", "run", "--routes", "workers/* and more");
    }

    @Test
    void prints_the_jdk_without_building() throws Exception {
        Path jdk = script.jdkWithRelease("jdk-25", "25");
        script.usualFolders(jdk);

        assertThat(script.run("--print-jdk").out()).containsExactly(jdk.toString());
        assertThat(script.builds()).isEmpty();
    }

    private String usedJdk() throws Exception {
        LauncherScript.Result result = script.run("demo");
        assertThat(result.exitCode()).as(String.join("\n", result.err())).isZero();
        return result.out().getFirst();
    }
}
