package dev.wadi.plugin.testkit.cases;

import dev.wadi.config.YamlMapping;
import dev.wadi.plugin.testkit.HarnessedStage;
import dev.wadi.plugin.testkit.StageHarness;
import dev.wadi.plugin.testkit.StageResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One test of a {@code test.yaml}. Each run has an instance of the plugin of its own. */
public final class PluginTest {

    private final Scene scene;
    private final String place;
    private final String name;
    private final String domain;
    private final String stage;
    private final List<Scene.Answer> answers;
    private final Map<String, String> headers;
    private final Optional<String> error;
    private final List<Map<String, @Nullable Object>> before;
    private final Map<String, @Nullable Object> message;
    private final Expectation expected;

    private PluginTest(Scene scene, YamlMapping item) {
        this.scene = scene;
        this.place = item.place();
        this.name = item.requiredText("name");
        this.domain = item.requiredText("domain");
        this.stage = item.requiredText("stage");
        this.answers = Scene.answers(item);
        this.headers = item.texts("headers");
        this.error = item.text("error");
        this.before = item.mappings("before").stream().map(YamlMapping::toMap).toList();
        this.message = new LinkedHashMap<>(
                item.mapping("message").map(YamlMapping::toMap).orElseGet(Map::of));
        item.integer("retry_count", 0).ifPresent(count -> message.put("retry_count", count));
        this.expected = Expectation.read(item);
    }

    static PluginTest read(Scene scene, YamlMapping item) {
        item.refuseUnknown(
                "name",
                "domain",
                "stage",
                "connections",
                "headers",
                "error",
                "retry_count",
                "before",
                "message",
                "expect");
        return new PluginTest(scene, item);
    }

    /** The test's name. */
    public String name() {
        return name;
    }

    /** Where it stands: {@code file:line}. */
    public String place() {
        return place;
    }

    /**
     * Runs it.
     *
     * @throws AssertionError if something is not as expected: a line for each, with its place in the file, what was
     *     expected and what came
     * @throws dev.wadi.config.ConfigException with everything that is wrong in the plugin's files
     */
    public void run() {
        List<String> differences = differences();
        if (!differences.isEmpty()) {
            throw new AssertionError(String.join("\n", differences));
        }
    }

    private List<String> differences() {
        try (StageHarness harness = scene.harness(answers)) {
            HarnessedStage at = harness.stage(domain, stage);
            headers.forEach(at::header);
            error.ifPresent(at::error);
            before.forEach(at::run);
            StageResult result = at.run(message);
            List<String> differences = new ArrayList<>(expected.differences(result));
            if (!differences.isEmpty()) {
                differences.add("it " + CaseText.of(result));
            }
            return differences;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
