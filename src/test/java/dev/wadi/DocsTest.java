package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.record.FailureHeaders;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the README and the pages in docs/ to the code and the files that they describe. */
final class DocsTest {

    private static final Path ENDPOINTS = Path.of("docs/ENDPOINTS.md");
    private static final Pattern SCHEME = Pattern.compile("scheme = \"([a-z-]+)\"");
    private static final Pattern OPTION =
            Pattern.compile("@UriParam(?:\\((?<told>.*?)\\))?\\s+private [^;=]*?(?<name>\\w+)(?: =|;)", Pattern.DOTALL);
    private static final Pattern FURTHER_OPTIONS = Pattern.compile("private final (\\w+Options) ");
    private static final Pattern PREFIX = Pattern.compile("prefix = \"(\\w+\\.)\"");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TEST_NAME =
            Pattern.compile("`(?<type>[A-Z]\\w+Test|Conservation)(\\.(?<method>[a-z]\\w+))?`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]*)(#[^)]*)?\\)");

    @Test
    void each_option_of_each_endpoint_is_described() throws IOException {
        Map<String, List<String>> options = optionsByScheme();

        assertThat(options).containsKeys("kafka-ordered", "publish", "dead-letter", "connection", "stage");
        assertThat(options.get("kafka-ordered")).contains("groupId", "maxInFlight", "maxLedger");
        options.forEach((scheme, names) -> {
            String section = section(scheme);
            assertThat(names).as(scheme).allSatisfy(name -> assertThat(section).contains("| `" + name));
        });
    }

    @Test
    void each_header_of_a_dead_letter_is_described() throws IllegalAccessException {
        String section = section("Headers of a dead letter");
        for (Field field : FailureHeaders.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.getName().equals("PREFIX")) {
                assertThat(section).contains("`" + field.get(null) + "`");
            }
        }
    }

    @Test
    void each_setting_of_the_shipped_file_is_described() throws IOException {
        Properties shipped = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("application.properties"))) {
            shipped.load(reader);
        }
        assertThat(shipped.stringPropertyNames()).contains("wadi.management.port");
        assertThat(section("Settings"))
                .contains(shipped.stringPropertyNames().stream()
                        .filter(name -> !name.startsWith("camel."))
                        .map(name -> "`" + name + "`")
                        .toList());
    }

    @Test
    void each_example_is_taken_from_a_shipped_file() throws IOException {
        List<List<String>> shipped = new ArrayList<>();
        for (Path file : files("routes", ".yaml")) {
            shipped.add(lines(Files.readString(file)));
        }
        for (Path file : files("connections", ".yaml")) {
            shipped.add(lines(Files.readString(file)));
        }
        List<List<String>> examples = EXAMPLE.matcher(Files.readString(ENDPOINTS))
                .results()
                .map(found -> lines(found.group(1)))
                .toList();

        assertThat(examples).hasSizeGreaterThan(5);
        assertThat(examples)
                .allSatisfy(example ->
                        assertThat(shipped).as(String.join("\n", example)).anyMatch(file -> file.containsAll(example)));
    }

    @Test
    void each_test_that_a_guarantee_names_exists() throws IOException {
        Map<String, String> tests = new TreeMap<>();
        for (Path file : files("src/test/java", ".java")) {
            tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        }
        List<MatchResult> named = TEST_NAME
                .matcher(Files.readString(Path.of("docs/GUARANTEES.md")))
                .results()
                .toList();

        assertThat(named).hasSizeGreaterThan(30);
        assertThat(named).allSatisfy(name -> {
            assertThat(tests).containsKey(name.group("type"));
            if (name.group("method") != null) {
                assertThat(tests.get(name.group("type"))).contains(" " + name.group("method") + "(");
            }
        });
    }

    @Test
    void each_link_leads_somewhere() throws IOException {
        List<Path> pages = new ArrayList<>(files("docs", ".md"));
        pages.add(Path.of("README.md"));
        for (Path page : pages) {
            for (Matcher link = LINK.matcher(Files.readString(page)); link.find(); ) {
                Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                assertThat(target).as("link in " + page).exists();
                if (link.group(2) != null) {
                    assertThat(anchors(target)).as("headings of " + target).contains(link.group(2));
                }
            }
        }
    }

    private static Map<String, List<String>> optionsByScheme() throws IOException {
        Map<String, List<String>> options = new TreeMap<>();
        for (Path file : files("src/main/java", "Endpoint.java")) {
            String source = Files.readString(file);
            Matcher scheme = SCHEME.matcher(source);
            if (scheme.find()) {
                Matcher further = FURTHER_OPTIONS.matcher(source);
                String all = further.find()
                        ? source + Files.readString(file.resolveSibling(further.group(1) + ".java"))
                        : source;
                options.put(
                        scheme.group(1),
                        OPTION.matcher(all).results().map(DocsTest::option).toList());
            }
        }
        return options;
    }

    private static String option(MatchResult found) {
        Matcher prefix = PREFIX.matcher(String.valueOf(found.group("told")));
        return prefix.find() ? prefix.group(1) : found.group("name");
    }

    private static String section(String title) {
        try {
            String page = Files.readString(ENDPOINTS);
            int start = page.indexOf("\n## " + title + "\n");
            assertThat(start).as("the section '" + title + "' in " + ENDPOINTS).isNotNegative();
            int end = page.indexOf("\n## ", start + 1);
            return page.substring(start, end < 0 ? page.length() : end);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> anchors(Path page) throws IOException {
        return lines(Files.readString(page)).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .map(anchor -> "#" + anchor)
                .toList();
    }

    /** The lines without indentation and comments. */
    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.replaceFirst(" # .*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<Path> files(String folder, String suffix) throws IOException {
        try (Stream<Path> tree = Files.walk(Path.of(folder))) {
            return tree.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
