package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Secret;
import dev.wadi.connection.auth.Authentication;
import dev.wadi.connection.auth.Identity;
import dev.wadi.connection.auth.Signing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signed calls, checked as a receiver would. */
final class SignedCallsTest {

    private static final byte[] NEW = "the new secret of 24 byt".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OLD = "the old secret of 24 byt".getBytes(StandardCharsets.UTF_8);

    private final CalledServer api = new CalledServer();

    @AfterEach
    void close() {
        api.close();
    }

    private static Secret secret(byte[] key) {
        return new Secret("whsec_" + Base64.getEncoder().encodeToString(key));
    }

    private ConnectionClient client(Optional<Secret> previous) {
        return api.client(CalledServer.config(api.server.url(), Authentication.none(), Map.of())
                .withIdentity(new Identity(Authentication.none(), Optional.of(new Signing(secret(NEW), previous)))));
    }

    /** Whether a receiver that knows a secret takes the request for genuine. */
    private static boolean isGenuine(ScriptedServer.Received received, byte[] key) throws GeneralSecurityException {
        String content = received.headers().get("webhook-id") + "."
                + received.headers().get("webhook-timestamp") + "." + received.body();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String expected =
                "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        return Arrays.asList(
                        received.headers().getOrDefault("webhook-signature", "").split(" "))
                .contains(expected);
    }

    @Test
    void a_receiver_with_either_secret_takes_the_call_for_genuine() throws GeneralSecurityException {
        ConnectionRequest request = new ConnectionRequest(
                "POST", "/hook", Map.of(), "{\"name\":\"Zoë\"}".getBytes(StandardCharsets.UTF_8), "key-1");

        CalledServer.call(client(Optional.of(secret(OLD))), request);

        ScriptedServer.Received received = api.server.received().getFirst();
        assertThat(isGenuine(received, NEW)).isTrue();
        assertThat(isGenuine(received, OLD)).isTrue();
        assertThat(isGenuine(received, "somebody else's secret !".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(received.headers()).containsEntry("webhook-id", "key-1").containsEntry("idempotency-key", "key-1");
    }

    @Test
    void each_attempt_is_signed_for_itself_under_the_same_id() throws GeneralSecurityException {
        api.server.answers(503, "").answers(503, "").answers(200, "");

        CalledServer.call(
                client(Optional.empty()), ConnectionRequest.withoutBody("PUT", "/hook")); // made up, without a key

        List<ScriptedServer.Received> received = api.server.received();
        assertThat(received).hasSize(3);
        for (ScriptedServer.Received attempt : received) {
            assertThat(isGenuine(attempt, NEW)).isTrue();
        }
        assertThat(received)
                .extracting(attempt -> attempt.headers().get("webhook-id"))
                .containsOnly(received.getFirst().headers().get("webhook-id"));
    }

    @Test
    void a_caller_cannot_put_in_headers_of_its_own() throws GeneralSecurityException {
        CalledServer.call(
                client(Optional.empty()),
                ConnectionRequest.withoutBody(
                        "GET",
                        "/",
                        Map.of("Webhook-Id", "x.1.", "Webhook-Signature", "v1,x", "webhook-timestamp", "1")));

        ScriptedServer.Received received = api.server.received().getFirst();
        assertThat(isGenuine(received, NEW)).isTrue();
        assertThat(received.headers().get("webhook-id")).doesNotContain(".");
        assertThat(received.headers().get("webhook-signature")).doesNotContain(" ");
    }

    @Test
    void what_is_not_signed_says_nothing_of_it() {
        CalledServer.call(api.client(), CalledServer.post("key"));

        assertThat(api.server.received().getFirst().headers()).doesNotContainKeys("webhook-id", "webhook-signature");
    }
}
