package dev.wadi.plugin.shipped.jwt;

import dev.wadi.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens, good ones and others. */
final class Tokens {

    static final String SECRET = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Tokens() {}

    /** A token by a secret. */
    static String hmac(String algorithm, String secret, Map<String, ?> claims) {
        String signed = part(Map.of("alg", algorithm, "typ", "JWT")) + "." + part(claims);
        return signed + "." + BASE64.encodeToString(mac(algorithm, secret.getBytes(StandardCharsets.UTF_8), signed));
    }

    /** A token whose header says one thing, signed by HS256 with those bytes. */
    static String claimed(Map<String, ?> header, byte[] secret, Map<String, ?> claims) {
        String signed = part(header) + "." + part(claims);
        return signed + "." + BASE64.encodeToString(mac("HS256", secret, signed));
    }

    /** A token by a private key. */
    static String signed(String algorithm, PrivateKey key, Map<String, ?> claims) {
        try {
            String signed = part(Map.of("alg", algorithm)) + "." + part(claims);
            Signature signature =
                    Signature.getInstance(algorithm.equals("ES256") ? "SHA256withECDSAinP1363Format" : "SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String unsigned(Map<String, ?> claims) {
        return part(Map.of("alg", "none")) + "." + part(claims) + ".";
    }

    static KeyPair rsa(int bits) {
        return pair("RSA", bits);
    }

    static KeyPair ec() {
        return pair("EC", 0);
    }

    static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static KeyPair pair(String type, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
            if (bits > 0) {
                generator.initialize(bits);
            } else {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String part(Map<String, ?> fields) {
        return BASE64.encodeToString(Json.bytes(fields));
    }

    private static byte[] mac(String algorithm, byte[] secret, String signed) {
        try {
            String name = "HmacSHA" + algorithm.substring(2);
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret, name));
            return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
