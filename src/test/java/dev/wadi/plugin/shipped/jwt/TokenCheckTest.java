package dev.wadi.plugin.shipped.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.fake.FakeContext;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class TokenCheckTest {

    private static final long NOW = FakeContext.TIMESTAMP.getEpochSecond();
    private static final Clock CLOCK = Clock.fixed(FakeContext.TIMESTAMP, ZoneOffset.UTC);

    private static TokenRules rules(JwtAlgorithm algorithm, Key key) {
        return new TokenRules(
                algorithm,
                key,
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Map.of());
    }

    private static Key secret(JwtAlgorithm algorithm) {
        return new SecretKeySpec(Tokens.SECRET.getBytes(StandardCharsets.UTF_8), algorithm.standardName());
    }

    private static TokenRules hs256() {
        return rules(JwtAlgorithm.HS256, secret(JwtAlgorithm.HS256));
    }

    private static Map<String, Object> claims(Object... more) {
        Map<String, Object> claims = new HashMap<>(Map.of("sub", "u1", "iat", NOW, "exp", NOW + 600));
        for (int i = 0; i < more.length; i += 2) {
            claims.put(String.valueOf(more[i]), more[i + 1]);
        }
        return claims;
    }

    private static Verdict check(TokenRules rules, String token) {
        return new TokenCheck(rules, CLOCK).check(token);
    }

    private static String reason(Map<String, Object> claims) {
        return reason(hs256(), claims);
    }

    private static String reason(TokenRules rules, Map<String, Object> claims) {
        return switch (check(rules, Tokens.hmac("HS256", Tokens.SECRET, claims))) {
            case Verdict.Refused refused -> refused.reason();
            case Verdict.Accepted accepted -> "accepted";
            case Verdict.Forbidden forbidden -> "forbidden";
        };
    }

    @Test
    void accepts_a_good_token_of_each_algorithm() {
        for (JwtAlgorithm algorithm : List.of(JwtAlgorithm.HS256, JwtAlgorithm.HS384, JwtAlgorithm.HS512)) {
            assertThat(check(
                            rules(algorithm, secret(algorithm)),
                            Tokens.hmac(algorithm.name(), Tokens.SECRET, claims())))
                    .isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> assertThat(accepted.subject())
                            .isEqualTo("u1"));
        }
        KeyPair rsa = Tokens.rsa(2048);
        assertThat(check(
                        rules(JwtAlgorithm.RS256, rsa.getPublic()), Tokens.signed("RS256", rsa.getPrivate(), claims())))
                .isInstanceOf(Verdict.Accepted.class);
        KeyPair ec = Tokens.ec();
        assertThat(check(rules(JwtAlgorithm.ES256, ec.getPublic()), Tokens.signed("ES256", ec.getPrivate(), claims())))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void refuses_what_another_key_signed() {
        assertThat(check(hs256(), Tokens.hmac("HS256", "x".repeat(32), claims())))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(check(
                        rules(JwtAlgorithm.RS256, Tokens.rsa(2048).getPublic()),
                        Tokens.signed("RS256", Tokens.rsa(2048).getPrivate(), claims())))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(check(
                        rules(JwtAlgorithm.ES256, Tokens.ec().getPublic()),
                        Tokens.signed("ES256", Tokens.ec().getPrivate(), claims())))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void refuses_a_token_that_was_changed() {
        String[] token = Tokens.hmac("HS256", Tokens.SECRET, claims()).split("\\.", -1);
        String[] other =
                Tokens.hmac("HS256", "x".repeat(32), claims("sub", "admin")).split("\\.", -1);
        assertThat(check(hs256(), token[0] + "." + other[1] + "." + token[2])).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void there_is_no_alg_none() {
        assertThat(check(hs256(), Tokens.unsigned(claims()))).isInstanceOf(Verdict.Refused.class);
        for (String none : List.of("none", "None", "NONE", "")) {
            assertThat(check(
                            hs256(),
                            Tokens.claimed(
                                    Map.of("alg", none), Tokens.SECRET.getBytes(StandardCharsets.UTF_8), claims())))
                    .as(none)
                    .isInstanceOf(Verdict.Refused.class);
        }
    }

    /** A public key is known to everybody: taken for a secret, anybody could sign with it. */
    @Test
    void a_public_key_is_never_taken_for_a_secret() {
        KeyPair rsa = Tokens.rsa(2048);
        TokenRules rules = rules(JwtAlgorithm.RS256, rsa.getPublic());
        for (byte[] secret :
                List.of(rsa.getPublic().getEncoded(), Tokens.pem(rsa).getBytes(StandardCharsets.UTF_8))) {
            assertThat(check(rules, Tokens.claimed(Map.of("alg", "HS256"), secret, claims())))
                    .isInstanceOf(Verdict.Refused.class);
            assertThat(check(rules, Tokens.claimed(Map.of("alg", "RS256"), secret, claims())))
                    .isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    void only_the_configured_algorithm_counts() {
        assertThat(check(hs256(), Tokens.hmac("HS512", Tokens.SECRET, claims())))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void refuses_extensions_that_it_would_have_to_understand() {
        byte[] secret = Tokens.SECRET.getBytes(StandardCharsets.UTF_8);
        assertThat(check(hs256(), Tokens.claimed(Map.of("alg", "HS256", "crit", List.of("b64")), secret, claims())))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void refuses_what_is_no_token() {
        for (String token :
                List.of("", ".", "..", "a.b.c", "a.b", "a.b.c.d", "€.€.€", "e30.e30.", "x".repeat(100_000))) {
            assertThat(check(hs256(), token)).isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    void a_zero_signature_of_an_elliptic_curve_is_refused() {
        String[] token =
                Tokens.signed("ES256", Tokens.ec().getPrivate(), claims()).split("\\.", -1);
        assertThat(check(
                        rules(JwtAlgorithm.ES256, Tokens.ec().getPublic()),
                        token[0] + "." + token[1] + "." + "A".repeat(86)))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void looks_at_the_times_with_a_leeway() {
        assertThat(reason(claims("exp", NOW - 29))).isEqualTo("accepted");
        assertThat(reason(claims("exp", NOW - 31))).isEqualTo("the token has expired");
        assertThat(reason(claims("nbf", NOW + 29))).isEqualTo("accepted");
        assertThat(reason(claims("nbf", NOW + 31))).isEqualTo("the token is not valid yet");
        assertThat(reason(claims("iat", NOW + 31))).isEqualTo("the token is not valid yet");
        assertThat(reason(claims("nbf", "soon"))).isEqualTo("the token is not valid yet");
        assertThat(reason(claims("exp", "never"))).isEqualTo("the token has no time at which it expires (exp)");
        assertThat(reason(Map.of("sub", "u1"))).isEqualTo("the token has no time at which it expires (exp)");
        assertThat(reason(claims("exp", 1e300))).isEqualTo("the token has no time at which it expires (exp)");
    }

    /** In the original, a caller's claims could override the time at which a token expires. */
    @Test
    void no_token_is_valid_for_longer_than_is_accepted() {
        assertThat(reason(claims("exp", NOW + 3_600))).isEqualTo("accepted");
        assertThat(reason(claims("exp", NOW + 3_700))).isEqualTo("the token is valid for longer than is accepted");
        assertThat(reason(claims("iat", NOW - 7_200, "exp", NOW + 60)))
                .isEqualTo("the token is valid for longer than is accepted");
        assertThat(reason(Map.of("exp", NOW + 7_200))).isEqualTo("the token is valid for longer than is accepted");
    }

    @Test
    void looks_at_issuer_and_audience() {
        TokenRules rules = new TokenRules(
                JwtAlgorithm.HS256,
                secret(JwtAlgorithm.HS256),
                Optional.of("us"),
                Optional.of("wadi"),
                Duration.ofHours(1),
                Duration.ZERO,
                Map.of());
        assertThat(reason(rules, claims("iss", "us", "aud", "wadi"))).isEqualTo("accepted");
        assertThat(reason(rules, claims("iss", "us", "aud", List.of("a", "wadi"))))
                .isEqualTo("accepted");
        assertThat(reason(rules, claims("iss", "them", "aud", "wadi"))).isEqualTo("the token is from another issuer");
        assertThat(reason(rules, claims("aud", "wadi"))).isEqualTo("the token is from another issuer");
        assertThat(reason(rules, claims("iss", "us", "aud", "wadi2"))).isEqualTo("the token is for another audience");
        assertThat(reason(rules, claims("iss", "us"))).isEqualTo("the token is for another audience");
    }

    @Test
    void required_claims_are_found_in_texts_lists_and_scopes() {
        TokenRules rules = new TokenRules(
                JwtAlgorithm.HS256,
                secret(JwtAlgorithm.HS256),
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ZERO,
                Map.of("role", Set.of("admin", "writer")));
        assertThat(reason(rules, claims("role", "admin"))).isEqualTo("accepted");
        assertThat(reason(rules, claims("role", List.of("reader", "writer")))).isEqualTo("accepted");
        assertThat(reason(rules, claims("role", "reader writer"))).isEqualTo("accepted");
        assertThat(reason(rules, claims("role", "reader"))).isEqualTo("forbidden");
        assertThat(reason(rules, claims())).isEqualTo("forbidden");
    }

    @Test
    void the_key_never_shows() {
        assertThat(hs256().toString()).isEqualTo("TokenRules[HS256]");
    }
}
