package dev.wadi.plugin.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarReaderTest extends CodeScene {

    private static final String BROKEN = "x.jar: is no readable jar (%s). Build or copy it again";

    JarReaderTest(@TempDir Path folder) {
        super(folder);
    }

    private void assertRefused(Path jar, String expected) {
        assertProblems(CodePolicy.DEFAULT, List.of(jar), expected);
    }

    /** A large copy takes its time, and a look at the folder may find half of it. */
    @Test
    void a_half_written_jar_is_refused() throws Exception {
        byte[] whole = Files.readAllBytes(jar("x.jar", compiled(Map.of("com.acme.Greeter", GREETER))));
        Path jar = Files.write(folder.resolve("x.jar"), Arrays.copyOf(whole, whole.length / 2));
        assertRefused(jar, BROKEN.formatted("zip END header not found"));
    }

    @Test
    void a_jar_with_damaged_content_is_refused() throws Exception {
        Path jar = folder.resolve("x.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(0);
            out.putNextEntry(new ZipEntry("a.txt"));
            out.write(bytes("the content"));
        }
        byte[] whole = Files.readAllBytes(jar);
        int at = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("content");
        whole[at] = 'C';
        Files.write(jar, whole);
        assertRefused(jar, BROKEN.formatted("a.txt is damaged"));
    }

    @Test
    void what_is_no_jar_is_refused() throws IOException {
        assertRefused(Files.writeString(folder.resolve("x.jar"), ""), BROKEN.formatted("zip file is empty"));
        assertRefused(
                Files.writeString(folder.resolve("x.jar"), "<html>404</html>"),
                BROKEN.formatted("zip END header not found"));
    }

    @Test
    void a_jar_that_is_gone_is_said_to_be() {
        assertRefused(folder.resolve("x.jar"), "x.jar: is gone, or can't be read by this user");
    }

    /** A few kilobytes can unpack to any size. */
    @Test
    void a_plugin_s_jars_may_unpack_to_so_much_and_no_more() throws IOException {
        Path bomb = jar("bomb.jar", Map.of("zeros", new byte[6 << 20]));
        Path small = jar("small.jar", Map.of("zeros", new byte[3 << 20]));
        assertThat(Files.size(bomb)).isLessThan(1 << 16);
        Problems problems = new Problems();
        JarReader reader = new JarReader(CodePolicy.DEFAULT, problems, 5 << 20);
        assertThat(reader.read(small)).isPresent();
        assertThat(reader.read(bomb)).isEmpty();
        assertThat(problems.found())
                .extracting(Problem::message)
                .containsExactly("holds too much: the jars of a plugin may unpack to 5 MB together. Leave out what it"
                        + " does not need");
    }

    @Test
    void all_broken_jars_are_shown_at_once() throws IOException {
        Path one = Files.writeString(folder.resolve("a.jar"), "");
        Path two = Files.writeString(folder.resolve("b.jar"), "");
        String what = ": is no readable jar (zip file is empty). Build or copy it again";
        assertProblems(CodePolicy.DEFAULT, List.of(one, two), "a.jar" + what, "b.jar" + what);
    }

    @Test
    void a_multi_release_jar_gives_what_is_for_this_java() throws Exception {
        Map<String, byte[]> entries = new java.util.LinkedHashMap<>();
        entries.put("META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\nMulti-Release: true\n\n"));
        String versions = "META-INF/versions/";
        entries.put("a.txt", bytes("old"));
        entries.put(versions + "17/a.txt", bytes("17"));
        entries.put(versions + "21/a.txt", bytes("21"));
        entries.put(versions + "99/a.txt", bytes("99"));
        entries.put(versions + "17/b.txt", bytes("only in 17"));
        Map<String, byte[]> found = new JarReader(CodePolicy.DEFAULT, new Problems(), 1 << 20)
                .read(jar("x.jar", entries))
                .orElseThrow()
                .entries();
        assertThat(found).containsOnlyKeys("META-INF/MANIFEST.MF", "a.txt", "b.txt");
        assertThat(found.get("a.txt")).isEqualTo(bytes("21"));
    }

    @Test
    void the_class_path_in_a_manifest_is_not_followed() throws Exception {
        jar("lib.jar", "com.acme.Greeter", GREETER);
        Path jar =
                jar("x.jar", Map.of("META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\nClass-Path: lib.jar\n\n")));
        assertThat(load(jar).loader().getResource("com/acme/Greeter.class")).isNull();
    }
}
