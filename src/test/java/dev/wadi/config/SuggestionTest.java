package dev.wadi.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    private static final List<String> KNOWN = List.of("max_retries", "timeout_seconds", "name", "id");

    private static String suggest(String found) {
        return Suggestion.of(found, KNOWN, "Known fields");
    }

    @Test
    void suggests_the_name_that_is_nearly_the_same() {
        assertThat(suggest("max_retires")).isEqualTo("Did you mean 'max_retries'?");
        assertThat(suggest("timeout_second")).isEqualTo("Did you mean 'timeout_seconds'?");
        assertThat(suggest("nmae")).isEqualTo("Did you mean 'name'?");
    }

    @Test
    void lists_what_there_is_when_nothing_is_near() {
        assertThat(suggest("retry_policy")).isEqualTo("Known fields: id, max_retries, name, timeout_seconds");
    }

    @Test
    void never_suggests_a_short_name_that_shares_little() {
        assertThat(suggest("at")).startsWith("Known fields: ");
    }

    @Test
    void of_two_that_are_as_near_it_suggests_the_first_by_alphabet() {
        assertThat(Suggestion.of("hold", List.of("holt", "bold"), "Known")).isEqualTo("Did you mean 'bold'?");
    }

    @Test
    void says_so_when_there_is_none_at_all() {
        assertThat(Suggestion.of("api", List.of(), "Connections")).isEqualTo("Connections: none");
    }

    @Test
    void the_distance_counts_swapped_neighbours_once() {
        assertThat(Suggestion.distance("ab", "ba")).isEqualTo(1);
        assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
    }
}
