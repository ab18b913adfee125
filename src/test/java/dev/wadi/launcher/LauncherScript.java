package dev.wadi.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A project with a copy of the script {@code wadi}, on a machine that has what the test puts there. */
final class LauncherScript {

    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "dirname",
            "find",
            "flock",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sort",
            "tail",
            "touch",
            "tr");
    private static final Path BASH = tool("bash");

    private final Path machine;
    private final Path project;
    private final Path bin;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * How the script ended.
     *
     * @param exitCode its exit code
     * @param out the lines on standard output
     * @param err the lines on standard error
     */
    record Result(int exitCode, List<String> out, List<String> err) {}

    /** A machine with a shell's usual tools, no JDK and no Maven; the project's sources are there, and not built. */
    LauncherScript(Path machine) throws IOException {
        this.machine = machine;
        this.project = Files.createDirectories(machine.resolve("my project"));
        this.bin = Files.createDirectories(machine.resolve("bin"));
        for (String name : TOOLS) {
            Files.createSymbolicLink(bin.resolve(name), tool(name));
        }
        Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.writeString(project.resolve("src/main/java/Thing.java"), "class Thing {}");
        Files.copy(Path.of("wadi"), project.resolve("wadi"));
        environment.put("PATH", bin.toString());
        environment.put("HOME", machine.toString());
        environment.put("WADI_JDK_FOLDERS", "");
    }

    /** A JDK that tells its name and arguments instead of running anything. */
    Path jdk(String name, String version) throws IOException {
        Path folder = machine.resolve(name);
        executable(
                folder.resolve("bin/java"),
                "[ \"${1:-}\" != -version ] || { echo 'openjdk version \"" + version + "\"' >&2; exit; }",
                "echo \"" + name + "\"",
                "for argument; do echo \"$argument\"; done");
        return folder;
    }

    /** The same with the file {@code release} that JDKs have. */
    Path jdkWithRelease(String name, String version) throws IOException {
        Path folder = jdk(name, "unreadable");
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"Any\"\nJAVA_VERSION=\"" + version + "\"\n");
        return folder;
    }

    void javaOnPath(Path jdk) throws IOException {
        Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));
    }

    void usualFolders(Path... jdks) {
        set(
                "WADI_JDK_FOLDERS",
                String.join(":", Stream.of(jdks).map(Path::toString).toList()));
    }

    /** A Maven that notes each of its runs, and makes the jar. */
    void maven() throws IOException {
        maven("mkdir -p target && touch target/wadi.jar");
    }

    void maven(String does) throws IOException {
        executable(bin.resolve("mvn"), "echo \"${JAVA_HOME##*/}\" >>" + "\"$HOME/builds\"", does);
    }

    /** With which JDK Maven ran, for each of its runs. */
    List<String> builds() throws IOException {
        Path builds = machine.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    /** Changes a file of the project, a moment after everything that has happened so far. */
    void edit(String file) throws IOException {
        Path edited = project.resolve(file);
        Files.writeString(edited, "// edited\n");
        Files.setLastModifiedTime(edited, FileTime.from(Instant.now().plusSeconds(5)));
    }

    Path project() {
        return project;
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    Result run(String... arguments) throws Exception {
        Path out = machine.resolve("out");
        Path err = machine.resolve("err");
        List<String> command =
                new ArrayList<>(List.of(BASH.toString(), project.resolve("wadi").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(machine.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the script did not end");
        }
        return new Result(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    }

    private static void executable(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!" + BASH + "\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path tool(String name) {
        return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException(name + " is not installed")));
    }
}
