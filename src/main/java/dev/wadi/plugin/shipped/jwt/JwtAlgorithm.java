package dev.wadi.plugin.shipped.jwt;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import javax.crypto.Mac;

/** How tokens are signed. The names are those of a token's header. */
enum JwtAlgorithm {
    HS256("HmacSHA256", 32),
    HS384("HmacSHA384", 48),
    HS512("HmacSHA512", 64),
    RS256("SHA256withRSA", 0),
    ES256("SHA256withECDSAinP1363Format", 0);

    private final String standardName;
    private final int minSecretBytes;

    JwtAlgorithm(String standardName, int minSecretBytes) {
        this.standardName = standardName;
        this.minSecretBytes = minSecretBytes;
    }

    /** Whether who checks tokens could make them too. */
    boolean isSymmetric() {
        return minSecretBytes > 0;
    }

    /** How long a secret must be at least: as long as what it makes. */
    int minSecretBytes() {
        return minSecretBytes;
    }

    /** The JDK's name for the algorithm. */
    String standardName() {
        return standardName;
    }

    /** The type of public key it takes. */
    String keyType() {
        return this == ES256 ? "EC" : "RSA";
    }

    /** Whether the signature is that of the bytes; takes as long for a wrong one as for a right one. */
    boolean verifies(Key key, byte[] signed, byte[] signature) {
        try {
            if (key instanceof PublicKey publicKey) {
                Signature verifier = Signature.getInstance(standardName);
                verifier.initVerify(publicKey);
                verifier.update(signed);
                return verifier.verify(signature);
            }
            Mac mac = Mac.getInstance(standardName);
            mac.init(key);
            return MessageDigest.isEqual(mac.doFinal(signed), signature);
        } catch (GeneralSecurityException e) {
            return false; // a signature of the wrong form
        }
    }
}
