package dev.wadi.connection.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.connection.status.StatusPolicy.Meaning;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatusPolicyTest {

    private final Problems problems = new Problems();

    @Test
    void statuses_mean_this_unless_it_is_said_otherwise() {
        assertThat(read("base_url: x")).isEqualTo(StatusPolicy.DEFAULT);
        assertThat(meanings(StatusPolicy.DEFAULT, 200, 204, 304, 400, 401, 403, 404, 408, 409, 429, 500, 599))
                .containsExactly(
                        Meaning.SUCCESS,
                        Meaning.SUCCESS,
                        Meaning.PAYLOAD,
                        Meaning.PAYLOAD,
                        Meaning.AUTH,
                        Meaning.AUTH,
                        Meaning.PAYLOAD,
                        Meaning.RETRY,
                        Meaning.PAYLOAD,
                        Meaning.RETRY,
                        Meaning.RETRY,
                        Meaning.RETRY);
    }

    @Test
    void each_list_takes_statuses_for_itself() {
        StatusPolicy policy = read("""
                success_on: [304, 404]
                drop_on: [410, "202", 501]
                retry_on: [403, 409, 502-504]
                """);

        assertThat(problems.found()).isEmpty();
        assertThat(meanings(policy, 200, 304, 404, 410, 202, 501, 403, 409, 502, 504))
                .containsExactly(
                        Meaning.SUCCESS,
                        Meaning.SUCCESS,
                        Meaning.SUCCESS,
                        Meaning.DROP,
                        Meaning.DROP,
                        Meaning.DROP,
                        Meaning.RETRY,
                        Meaning.RETRY,
                        Meaning.RETRY,
                        Meaning.RETRY);
        assertThat(meanings(policy, 429, 500)).as("no longer in retry_on").containsOnly(Meaning.PAYLOAD);
    }

    @Test
    void a_list_wins_over_the_defaults_of_the_others() {
        StatusPolicy policy = read("{ drop_on: [503], success_on: 5xx }".replace("5xx", "[500-502]"));

        assertThat(meanings(policy, 500, 503, 504)).containsExactly(Meaning.SUCCESS, Meaning.DROP, Meaning.RETRY);
    }

    @Test
    void a_status_in_two_lists_is_refused() {
        read("{ success_on: [404], drop_on: [400-404, 503], retry_on: [5xx] }");

        assertThat(problems.found())
                .map(Object::toString)
                .containsExactlyInAnyOrder(
                        "api.yaml:1: drop_on and success_on both name 404. A status can be in one of them",
                        "api.yaml:1: retry_on and drop_on both name 503. A status can be in one of them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6xx", "99", "500-400", "abc", "600", "100"})
    void what_is_no_status_is_refused(String text) {
        read("retry_on: [" + text + "]");

        assertThat(problems.found())
                .map(Object::toString)
                .containsExactly("api.yaml:1: retry_on must be a list of statuses, but has '" + text
                        + "'. Possible: [409, 5xx, 502-504]");
    }

    @Test
    void sets_are_written_the_shortest_way() {
        assertThat(StatusSet.of("5xx", "429", "408")).hasToString("408, 429, 500-599");
    }

    private static List<Meaning> meanings(StatusPolicy policy, Integer... statuses) {
        return Stream.of(statuses).map(policy::of).toList();
    }

    private StatusPolicy read(String yaml) {
        return new StatusFields(YamlFile.parse(yaml, "api.yaml", Variables.of(Map.of()), problems)).read();
    }
}
