package dev.wadi.plugin.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.ConfigException;
import dev.wadi.fake.PluginJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

/** What holds for a jar that was damaged in whatever way: it is refused as its owner's fault, or it does no harm. */
@SuppressWarnings("NullAway.Init")
class DamagedJarLawsTest {

    private static Path folder;
    private static Map<String, byte[]> entries;
    private static byte[] whole;

    @BeforeContainer
    static void build() throws IOException {
        folder = Files.createTempDirectory("damaged");
        entries = new TreeMap<>(PluginJar.compile(folder, Map.of("com.acme.Greeter", CodeScene.GREETER)));
        entries.put("words.txt", new byte[500]);
        whole = Files.readAllBytes(PluginJar.write(folder.resolve("whole.jar"), entries));
    }

    @AfterContainer
    static void remove() throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 300)
    void changed_bytes_are_refused_or_do_no_harm(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 100_000) Integer> places, @ForAll byte to)
            throws IOException {
        byte[] damaged = whole.clone();
        places.forEach(place -> damaged[place % damaged.length] = to);
        boolean refused = refused(Files.write(folder.resolve("damaged.jar"), damaged));
        Statistics.label("refused").collect(refused);
    }

    @Property(tries = 100)
    void a_jar_cut_anywhere_is_refused(@ForAll @IntRange(max = 100_000) int at) throws IOException {
        Path cut = Files.write(folder.resolve("cut.jar"), Arrays.copyOf(whole, at % whole.length));
        assertThat(refused(cut)).isTrue();
    }

    @Property(tries = 300)
    void a_class_with_changed_bytes_is_refused_or_does_no_harm(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 100_000) Integer> places, @ForAll byte to)
            throws IOException {
        Map<String, byte[]> changed = new TreeMap<>(entries);
        byte[] greeter =
                changed.getOrDefault("com/acme/Greeter.class", new byte[1]).clone();
        places.forEach(place -> greeter[place % greeter.length] = to);
        changed.put("com/acme/Greeter.class", greeter);
        boolean readable = readable(PluginJar.write(folder.resolve("changed.jar"), changed));
        Statistics.label("readable").collect(readable);
    }

    /** If it is not refused, it gives what was in it before. */
    private static boolean refused(Path jar) throws IOException {
        try (PluginCode code = PluginCode.of("acme", List.of(jar), List.of(), CodePolicy.DEFAULT)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                InputStream found = code.loader().getResourceAsStream(entry.getKey());
                if (found != null) {
                    assertThat(found.readAllBytes()).isEqualTo(entry.getValue());
                }
            }
            return false;
        } catch (ConfigException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.where())
                    .endsWith(".jar"));
            return true;
        }
    }

    private static boolean readable(Path jar) {
        try (PluginCode code = PluginCode.of("acme", List.of(jar), List.of(), CodePolicy.DEFAULT)) {
            return code.isOwn();
        } catch (ConfigException e) {
            assertThat(e.problems()).isNotEmpty();
            return false;
        }
    }
}
