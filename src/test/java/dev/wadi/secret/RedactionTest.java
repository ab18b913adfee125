package dev.wadi.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://store.example.com/a.pdf?X-Amz-Date=1&X-Amz-Signature=CANARY&X-Amz-Credential=CANARY%2Feast",
                "https://store.example.com/a.pdf?X-Amz-Security-Token=CANARY",
                "https://acc.blob.example.net/c/a.pdf?sv=2024-CANARY&se=CANARY&sr=CANARY&sp=CANARY&sig=CANARY%3D",
                "https://acc.blob.example.net/c/a.pdf?st=CANARY&spr=CANARY&skoid=CANARY",
                "GET /a?token=CANARY failed",
                "GET /a?b=1&api_key=CANARY failed",
                "GET /a?b=1&amp;client_secret=CANARY failed",
                "GET /a?key=CANARY&code=CANARY",
                "next=https%3A%2F%2Fhost%2Fa%3Fx%3D1%26sig%3DCANARY",
                "a\\u0026access_token\\u003dCANARY",
                "redirected to https://user:CANARY@host:8443/a",
                "amqp://CANARY@host",
                "Authorization: Basic Q0FOQVJZ CANARY",
                "authorization=[Bearer CANARY]",
                "{Authorization=CANARY, a=b}",
                "Cookie: id=CANARY; b=CANARY",
                "refused: Bearer CANARY-1.2_3",
                "Basic Q0FOQVJZ:CANARY=",
                "{\"password\": \"CANARY and \\\"more CANARY\", \"a\": 1}",
                "{'client_secret':'CANARY'}",
                "{\\\"access_token\\\":\\\"CANARY\\\"}",
                "{password=CANARY, a=b}",
                "password: CANARY",
                "\"pin_token\": CANARY, \"a\": 1",
                "PlainLoginModule required username=\"u\" password=\"CANARY\";",
                "AccountName=a;AccountKey=CANARY==;EndpointSuffix=b",
                "-----BEGIN RSA PRIVATE KEY-----\nCANARY\nCANARY\n-----END RSA PRIVATE KEY-----",
                "eyJhbGciOiJIUzI1NiJ9.CANARY.CANARY"
            })
    void a_secret_is_not_shown(String text) {
        assertThat(Redaction.hide(text)).contains("***").doesNotContain("CANARY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connections/claimx_api.yaml:4: auth_token: must be a text, but was a list",
                "connections/a.yaml:2: unknown field 'passwrod'. Did you mean 'password'?",
                "Unrecognized token 'abc': was expecting a value",
                "at dev.wadi.TokenFilter.run(TokenFilter.java:123)",
                "secrets.yaml:12: what is there is no map",
                "basic authentication is needed",
                "a bearer of bad news",
                "dead letter | topic=claimx.events.raw.dlq key=evt-1 code=404 record=claimx.events.raw-0@12",
                "https://host/a?page=2&status=open#part",
                "mail to someone@example.com about http://host/a@b",
                "***"
            })
    void what_is_no_secret_stays_as_it_is(String text) {
        assertThat(Redaction.hide(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://h/a?sig=x&page=2 | https://h/a?sig=***&page=2",
                "https://u:p@h/a | https://***@h/a",
                "password=x, a=b | password=***, a=b",
                "Authorization: Bearer abc | Authorization: ***",
            })
    void what_stands_around_it_is_kept(String text, String shown) {
        assertThat(Redaction.hide(text)).isEqualTo(shown);
        assertThat(Redaction.hide(shown)).isEqualTo(shown);
    }

    @Test
    void values_are_hidden_by_their_names_however_deep_they_lie() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("api_key", 12);
        values.put("list", List.of(Map.of("password", "CANARY"), "token=CANARY", 5, 1.5, true));
        values.put("array", new String[] {"Bearer CANARY"});
        values.put("none", null);

        Map<String, Object> hidden = Redaction.hide(values);

        assertThat(hidden)
                .containsEntry("api_key", "***")
                .containsEntry("list", List.of(Map.of("password", "***"), "token=***", 5, 1.5, true))
                .containsEntry("array", List.of("Bearer ***"))
                .containsEntry("none", null);
    }

    @Test
    void what_holds_itself_or_can_not_be_printed_is_no_trouble() {
        Map<String, Object> ring = new LinkedHashMap<>();
        ring.put("again", ring);
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("CANARY");
            }
        };

        assertThat(Redaction.hide(ring).toString()).contains("…");
        assertThat(Redaction.hide(broken)).asString().contains("RedactionTest").doesNotContain("CANARY");
    }

    @Test
    void a_long_text_takes_neither_the_stack_nor_for_ever() {
        for (String piece : List.of("a", "token", "\\\"", "?", "\"password\":\"", "=", "eyJ", "a://", "x;sig=")) {
            char[] tail = new char[100];
            Arrays.fill(tail, 'z');
            assertThat(Redaction.hide(piece.repeat(50_000) + new String(tail))).isNotEmpty();
        }
        assertThat(Redaction.hide("\"password\":\"" + "CANARY".repeat(50_000) + "\""))
                .isEqualTo("\"password\":\"***\"");
    }
}
