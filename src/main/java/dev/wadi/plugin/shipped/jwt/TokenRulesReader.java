package dev.wadi.plugin.shipped.jwt;

import dev.wadi.plugin.shipped.setting.DurationSetting;
import dev.wadi.plugin.spi.PluginConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads what tokens must be like. No message shows the secret. */
final class TokenRulesReader {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");
    private static final int MIN_RSA_BITS = 2048;
    private static final int EC_BITS = 256;

    private final PluginConfig config;

    TokenRulesReader(PluginConfig config) {
        this.config = config;
    }

    /** The rules; nothing if a problem was reported. */
    Optional<TokenRules> read() {
        Optional<JwtAlgorithm> algorithm = algorithm();
        Duration maxLifetime = DurationSetting.read(config, "token_expiry", Duration.ofHours(1));
        Duration leeway = DurationSetting.read(config, "leeway", Duration.ofSeconds(30));
        Map<String, Set<String>> claims = requiredClaims();
        Optional<String> issuer = config.text("issuer");
        Optional<String> audience = config.text("audience");
        return algorithm.flatMap(chosen ->
                key(chosen).map(key -> new TokenRules(chosen, key, issuer, audience, maxLifetime, leeway, claims)));
    }

    private Optional<JwtAlgorithm> algorithm() {
        String name = config.text("jwt_algorithm").orElse("HS256");
        for (JwtAlgorithm possible : JwtAlgorithm.values()) {
            if (possible.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(possible);
            }
        }
        config.problem(
                "jwt_algorithm",
                "jwt_algorithm must be one of HS256, HS384, HS512, RS256, ES256, but was '" + name + "'");
        return Optional.empty();
    }

    private Optional<Key> key(JwtAlgorithm algorithm) {
        if (algorithm.isSymmetric()) {
            return secret(algorithm);
        }
        if (config.has("jwt_secret")) {
            config.problem("jwt_secret", "jwt_secret is not used by " + algorithm + ". Leave it out");
        }
        Optional<String> file = config.text("public_key_file");
        if (file.isEmpty()) {
            config.problem("public_key_file", algorithm + " needs the 'public_key_file', a PEM file with a public key");
        }
        return file.flatMap(path -> publicKey(path, algorithm));
    }

    private Optional<Key> secret(JwtAlgorithm algorithm) {
        if (config.has("public_key_file")) {
            config.problem(
                    "public_key_file", "public_key_file is for RS256 and ES256, but jwt_algorithm is " + algorithm);
        }
        byte[] secret = config.text("jwt_secret").orElse("").getBytes(StandardCharsets.UTF_8);
        if (secret.length == 0) {
            config.problem(
                    "jwt_secret",
                    "authentication by JWT needs a secret. Possible: jwt_secret: ${JWT_SECRET}, of at least "
                            + algorithm.minSecretBytes() + " bytes");
            return Optional.empty();
        }
        if (secret.length < algorithm.minSecretBytes()) {
            config.problem(
                    "jwt_secret",
                    "the secret for " + algorithm + " must be at least " + algorithm.minSecretBytes()
                            + " bytes long, but is " + secret.length);
            return Optional.empty();
        }
        return Optional.of(new SecretKeySpec(secret, algorithm.standardName()));
    }

    private Optional<Key> publicKey(String file, JwtAlgorithm algorithm) {
        try {
            Matcher pem = PEM.matcher(Files.readString(Path.of(file)));
            if (!pem.find()) {
                config.problem("public_key_file", file + " holds no '-----BEGIN PUBLIC KEY-----'");
                return Optional.empty();
            }
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            PublicKey key = KeyFactory.getInstance(algorithm.keyType()).generatePublic(new X509EncodedKeySpec(encoded));
            return isStrong(key, file) ? Optional.of(key) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            config.problem("public_key_file", file + " can't be read. A path is relative to the working directory");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            config.problem(
                    "public_key_file",
                    file + " holds no public key of type " + algorithm.keyType() + ", which " + algorithm + " needs");
        }
        return Optional.empty();
    }

    private boolean isStrong(PublicKey key, String file) {
        boolean strong =
                switch (key) {
                    case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= MIN_RSA_BITS;
                    case ECPublicKey ec -> ec.getParams().getOrder().bitLength() == EC_BITS;
                    default -> false;
                };
        if (!strong) {
            config.problem("public_key_file", file + ": RS256 needs a key of at least 2048 bits, ES256 one of P-256");
        }
        return strong;
    }

    private Map<String, Set<String>> requiredClaims() {
        Map<String, Set<String>> claims = new LinkedHashMap<>();
        config.section("required_claims").ifPresent(section -> {
            for (String claim : section.keys()) {
                @Nullable Object value = section.value(claim);
                Set<String> values = new LinkedHashSet<>();
                switch (value) {
                    case List<?> list -> list.forEach(item -> values.add(String.valueOf(item)));
                    case String text -> values.add(text);
                    case null, default ->
                        section.problem(claim, claim + " must be a text, or a list of which one is enough");
                }
                claims.put(claim, values);
            }
        });
        return claims;
    }
}
