package dev.wadi.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Causes that differ by values only are one cause. */
class CausePatternTest {

    private static void reads(String cause, String pattern) {
        assertThat(CausePattern.of(cause)).isEqualTo(pattern);
    }

    @Test
    void ids_and_numbers_are_left_out() {
        reads("project 481516 is not known", "project # is not known");
        reads("no task 3b8a7118-ef56-4ea7-a3fe-cf35ac38c47b", "no task #");
        reads("evt_9f3 took 1.25 s", "# took # s");
    }

    @Test
    void the_status_of_an_answer_stays_and_its_address_does_not() {
        reads(
                "connection claimx_api: GET http://127.0.0.1:8070/export/project/12 answered 404: {\"error\":\"Project"
                        + " 12 is not known\"}",
                "connection claimx_api: GET http://#:#/export/project/# answered 404: {\"error\":\"Project # is not"
                        + " known\"}");
        assertThat(CausePattern.of("api answered 503")).isNotEqualTo(CausePattern.of("api answered 404"));
    }

    @Test
    void quoted_values_are_left_out_and_quoted_names_of_fields_stay() {
        reads(
                "the status must be one of 'a' to 'z', but was 'In Review'",
                "the status must be one of '#' to '#', but was '#'");
        reads("the field 'project_id' is missing", "the field 'project_id' is missing");
    }

    @Test
    void causes_that_were_cut_off_at_different_places_are_alike() {
        String same = "x ".repeat(150);
        assertThat(CausePattern.of(same + "one end")).isEqualTo(CausePattern.of(same + "another"));
    }
}
