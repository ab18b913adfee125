package dev.wadi.connection.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SignerTest {

    private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final Secret OTHER = new Secret(Base64.getEncoder().encodeToString(new byte[24]));

    /** The vector that the test suites of the Standard Webhooks project share. */
    @Test
    void signs_as_the_published_vector_says() {
        Signer signer = new Signer(new Signing(SECRET, Optional.empty()), new TestClock());

        Signer.Signature signature =
                signer.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

        assertThat(signature.timestamp()).isEqualTo("1614265330");
        assertThat(signature.signatures()).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void bears_both_signatures_while_secrets_change() {
        byte[] body = {'a'};
        Signer both = new Signer(new Signing(SECRET, Optional.of(OTHER)), new TestClock());

        assertThat(both.sign("id", body).signatures().split(" "))
                .containsExactly(
                        new Signer(new Signing(SECRET, Optional.empty()), new TestClock())
                                .sign("id", body)
                                .signatures(),
                        new Signer(new Signing(OTHER, Optional.empty()), new TestClock())
                                .sign("id", body)
                                .signatures());
    }

    @Test
    void no_body_is_signed_as_an_empty_one() {
        Signer signer = new Signer(new Signing(SECRET, Optional.empty()), new TestClock());

        assertThat(signer.sign("id", null)).isEqualTo(signer.sign("id", new byte[0]));
    }

    @Test
    void an_id_is_the_idempotency_key_and_never_holds_a_full_stop() {
        assertThat(Signer.id("1b4e28ba-2fa1-11d2")).isEqualTo("1b4e28ba-2fa1-11d2");
        assertThat(Signer.id("a.1.{}")).doesNotContain(".").isEqualTo(Signer.id("a.1.{}"));
        assertThat(Signer.id(null)).isNotEqualTo(Signer.id(null));
    }

    @Test
    void secrets_that_are_none_are_refused_unseen() {
        for (String text : List.of("", "whsec_", "whsec_c2hvcnQ=", "whsec_***", "A".repeat(88))) {
            assertThatThrownBy(() -> new Signing(new Secret(text), Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a secret must be whsec_ and base64 of 24 to 64 bytes");
        }
        assertThat(new Signing(SECRET, Optional.of(OTHER)).toString()).doesNotContain("MfKQ");
    }
}
