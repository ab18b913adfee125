package dev.wadi.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveSecretsTest {

    private final LiveSecrets secrets = new LiveSecrets();

    @Test
    void a_value_is_hidden_in_all_its_forms() {
        String encoded = Base64.getEncoder().encodeToString("ann:pa55 w/rd".getBytes(StandardCharsets.UTF_8));
        String basic = "Basic " + encoded;
        String bearer = "Bearer aaaabbbb";
        String plain = "s3/cret+";
        List.of(basic, bearer, plain).forEach(secrets::add);

        assertThat(secrets.hide("sent " + basic + ", " + encoded + ", ann:pa55 w/rd, pa55 w/rd"))
                .isEqualTo("sent ***, ***, ***, ***");
        assertThat(secrets.hide("aaaabbbb s3%2Fcret%2B")).isEqualTo("*** ***");
    }

    @Test
    void one_that_is_a_part_of_another_does_not_leave_the_rest_of_it() {
        String part = "abcdefgh";
        String whole = "abcdefghijk";
        secrets.add(part);
        secrets.add(whole);

        assertThat(secrets.hide("abcdefghijk abcdefgh")).isEqualTo("*** ***");
    }

    @Test
    void short_ones_would_hide_half_of_any_text() {
        secrets.add("a");

        assertThat(secrets.hide("a banana")).isEqualTo("a banana");
    }

    @Test
    void the_same_configuration_read_again_is_known_once() {
        secrets.keep("configured");
        secrets.keep(String.join("", "config", "ured"));

        assertThat(secrets.size()).isEqualTo(1);
        assertThat(secrets.hide("as configured")).isEqualTo("as ***");
    }

    @Test
    void of_too_many_the_oldest_are_given_up() {
        List<String> held = new ArrayList<>();
        for (int i = 0; i <= LiveSecrets.MAX; i++) {
            held.add("secret-" + i + "-end");
        }
        held.forEach(secrets::add);
        held.forEach(secrets::add);

        assertThat(secrets.size()).isEqualTo(LiveSecrets.MAX);
        assertThat(secrets.hide("secret-1000-end")).isEqualTo("***");
    }
}
