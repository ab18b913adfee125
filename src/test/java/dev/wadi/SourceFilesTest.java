package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house for source files: their size, their packages, and what must not stand in them. */
class SourceFilesTest {

    private static final int MAX_LINES = 300;
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".wadi", ".idea", ".vscode", ".settings");

    /** Places of one machine, and hosts that only some build machine knows; written so that this file has none. */
    private static final List<Pattern> OF_ONE_MACHINE = List.of(
            Pattern.compile("(?<![\\w.}*])/(?:wor" + "k|hom" + "e|roo" + "t)/[\\w.]"),
            Pattern.compile("https?" + "://(?!maven\\.apache\\.org/)[\\w.-]*(?:maven|nexus|artifactory)"));

    private static final Pattern TEST_METHOD = Pattern.compile("@Test\\s+(?:@\\w+.*\\s+)*void (\\w+)\\(");
    private static final Pattern SENTENCE = Pattern.compile("[a-z0-9]+(?:_[a-z0-9]+)+");

    @Test
    void no_file_is_longer_than_300_lines() throws IOException {
        List<String> tooLong = javaFiles(MAIN).stream()
                .filter(file -> lines(file) > MAX_LINES)
                .map(file -> file + ": " + lines(file) + " lines")
                .toList();
        assertThat(javaFiles(MAIN)).hasSizeGreaterThan(200);
        assertThat(tooLong).isEmpty();
    }

    @Test
    void every_package_says_what_it_is_and_is_null_marked() throws IOException {
        Set<Path> without = new TreeSet<>();
        for (Path file : javaFiles(MAIN)) {
            if (!saysWhatItIs(file.resolveSibling("package-info.java"))) {
                without.add(file.resolveSibling("package-info.java"));
            }
        }
        for (Path file : javaFiles(TESTS)) {
            Path own = file.resolveSibling("package-info.java");
            if (!saysWhatItIs(own) && !saysWhatItIs(MAIN.resolve(TESTS.relativize(own)))) {
                without.add(own);
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    void the_name_of_every_test_is_a_sentence() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : javaFiles(TESTS)) {
            TEST_METHOD.matcher(read(file)).results().forEach(match -> names.add(match.group(1)));
        }
        assertThat(names).hasSizeGreaterThan(100).allMatch(name -> SENTENCE.matcher(name)
                .matches());
    }

    @Test
    void no_file_names_a_place_of_one_machine() throws IOException {
        Set<String> found = new TreeSet<>();
        List<Path> files = ourFiles();
        for (Path file : files) {
            String text = read(file);
            for (Pattern pattern : OF_ONE_MACHINE) {
                pattern.matcher(text).results().forEach(match -> found.add(file + ": " + match.group()));
            }
        }
        assertThat(files).contains(Path.of("pom.xml"), Path.of("routes/claimx/enrich.camel.yaml"));
        assertThat(found).isEmpty();
    }

    private static boolean saysWhatItIs(Path packageInfo) {
        return Files.exists(packageInfo) && read(packageInfo).matches("(?s)/\\*\\*.*\\*/\\s*@NullMarked\\s+package .*");
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** All text files of the project, without what is built or belongs to an editor. */
    private static List<Path> ourFiles() throws IOException {
        try (Stream<Path> tree = Files.walk(Path.of(""))) {
            return tree.filter(file -> !NOT_OURS.contains(file.getName(0).toString()))
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*\\.(?:png|jpg|gif|ico|jar|class|woff2?)"))
                    .toList();
        }
    }

    private static long lines(Path file) {
        return read(file).lines().count();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
