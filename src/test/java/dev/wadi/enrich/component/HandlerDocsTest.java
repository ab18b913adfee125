package dev.wadi.enrich.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.component.YamlRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/handlers.md run, section by section: its beans, and its steps as one route. */
final class HandlerDocsTest {

    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final YamlRoutes routes = new YamlRoutes();

    @BeforeEach
    void bind() {
        routes.context().addComponent("lookup", new LookupComponent());
    }

    @AfterEach
    void close() {
        routes.close();
    }

    @Test
    void the_transform_makes_what_the_page_says() throws Exception {
        load("Transform");

        assertThat(send(Map.of(
                                "task_id",
                                1,
                                "project",
                                Map.of("address", Map.of("city", "X")),
                                "photos",
                                List.of(Map.of("url", "u"))))
                        .getMessage()
                        .getBody())
                .isEqualTo(Map.of("task_id", 1, "city", "X", "first_photo", "u", "priority", "normal"));
    }

    @Test
    void the_validation_says_what_the_page_says() throws Exception {
        load("Validation");

        assertThat(send(Map.of("task_id", 1, "project", Map.of("id", 1), "email", "a@b"))
                        .getException())
                .isNull();
        assertThat(send(Map.of("status", "cancelled")).getException()).isNull();
        assertThat(send(Map.of("project", Map.of("id", 1), "priority", 11)).getException())
                .hasMessage("Required field 'task_id' is missing; Field 'priority' value 11 above maximum 10");
    }

    @Test
    void the_lookup_asks_what_the_page_says() throws Exception {
        routes.server().answers(200, "{\"name\":\"Elm\"}").answers(200, "[{\"id\":481516}]");
        load("Lookup");

        Exchange done = send(Map.of("project_id", 481516));

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody())
                .isEqualTo(Map.of("project_id", 481516, "project", Map.of("id", 481516)));
        assertThat(routes.server().received())
                .extracting(received -> received.uri())
                .containsExactly("/api/projects/481516?include=details", "/api/projects?ids=481516");
    }

    private Exchange send(Map<String, Object> body) {
        return routes.send("direct:in", body);
    }

    private void load(String heading) throws Exception {
        List<String> examples = EXAMPLE.matcher(section(heading))
                .results()
                .map(example -> example.group(1).replace("internal_service", "api"))
                .toList();
        String beans = examples.stream()
                .filter(example -> example.startsWith("- beans:"))
                .collect(Collectors.joining());
        String steps = examples.stream()
                .filter(example -> !example.startsWith("- beans:"))
                .collect(Collectors.joining());
        assertThat(steps).isNotBlank();
        routes.start(beans + "- route:\n    from:\n      uri: direct:in\n      steps:\n" + steps.indent(8));
    }

    private static String section(String heading) throws IOException {
        String page = Files.readString(Path.of("docs/handlers.md"));
        int start = page.indexOf("\n## " + heading + "\n");
        return page.substring(start, page.indexOf("\n## ", start + 1));
    }
}
