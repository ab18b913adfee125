package dev.wadi.plugin.shipped.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactionTest {

    @Test
    void hides_what_stands_under_the_key_of_a_secret() {
        assertThat(Redaction.fields(Map.of(
                        "auth_token",
                        "canary",
                        "clientSecret",
                        Map.of("value", "canary"),
                        "API-Key",
                        List.of("canary"),
                        "Authorization",
                        "canary",
                        "task_id",
                        456)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "auth_token", "***",
                        "clientSecret", "***",
                        "API-Key", "***",
                        "Authorization", "***",
                        "task_id", 456));
    }

    @Test
    void looks_into_lists_and_maps_and_keeps_what_is_null() {
        assertThat(Redaction.of(Arrays.asList(1, null, Map.of("a", Map.of("password", "canary")))))
                .hasToString("[1, null, {a={password=***}}]");
    }

    @Test
    void hides_the_queries_and_users_of_urls_and_credentials_in_texts() {
        assertThat(Redaction.text("GET https://bucket.example/a/b.jpg?X-Amz-Signature=canary&x=1 failed"))
                .isEqualTo("GET https://bucket.example/a/b.jpg?*** failed");
        assertThat(Redaction.text("jdbc://user:canary@db/x")).isEqualTo("jdbc://***@db/x");
        assertThat(Redaction.text("header Authorization: Bearer canary.canary")).doesNotContain("canary");
        assertThat(Redaction.text("password=canary, user=bob")).isEqualTo("password=***, user=bob");
        assertThat(Redaction.text("nothing to hide: 42")).isEqualTo("nothing to hide: 42");
    }

    /** An API's answer stands in many a failure's message. */
    @Test
    void hides_secrets_in_json_within_a_text() {
        assertThat(Redaction.text("answered 400: {\"refresh_token\":\"canary\", \"passwd\": 'canary', \"code\": 7}"))
                .doesNotContain("canary")
                .contains("\"code\": 7");
    }

    @Test
    void other_values_become_texts() {
        assertThat(Redaction.of(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
    }

    @Test
    void ends_in_the_depth() {
        List<Object> deep = new ArrayList<>();
        List<Object> inner = deep;
        for (int i = 0; i < 1_000; i++) {
            List<Object> next = new ArrayList<>();
            inner.add(next);
            inner = next;
        }
        assertThat(String.valueOf(Redaction.of(deep))).hasSizeLessThan(200);
    }
}
