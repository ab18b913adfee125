package dev.wadi.plugin.code;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Secret;
import dev.wadi.config.YamlFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.PKIXParameters;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Those whose signed jars may run. Thread-safe. */
public final class TrustedSigners {

    private final @Nullable KeyStore store;
    private final String where;

    private TrustedSigners(@Nullable KeyStore store, String where) {
        this.store = store;
        this.where = where;
    }

    /** Anybody: a jar must be signed and unaltered, no matter by whom. This finds damage, it keeps nobody out. */
    public static TrustedSigners anybody() {
        return new TrustedSigners(null, "");
    }

    /**
     * Those whose certificate is in a trust store, or was issued by one that is.
     *
     * @param file a PKCS12 or JKS file
     * @param password its password, if it has one
     * @throws ConfigException if it can't be read, or holds no certificate
     */
    public static TrustedSigners in(Path file, Optional<Secret> password) {
        String where = YamlFile.display(file);
        try {
            char[] characters =
                    password.map(secret -> secret.value().toCharArray()).orElse(null);
            KeyStore store = KeyStore.getInstance(file.toFile(), characters);
            if (Collections.list(store.aliases()).isEmpty()) {
                throw new ConfigException(
                        where,
                        "holds no certificate that can be read without a password. Import the"
                                + " signers' certificates with keytool -importcert, and give the store's password");
            }
            return new TrustedSigners(store, where);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new ConfigException(
                    where, "is no readable trust store (" + e.getMessage() + "). A PKCS12 or JKS file is needed");
        }
    }

    boolean trust(CodeSigner signer) {
        return store == null || isKnown(signer, store) || isIssuedByKnown(signer, store);
    }

    /** Why somebody is not trusted, as the rest of a sentence. */
    String whyNot() {
        return "whose certificate " + where + " does not know, or no longer takes for valid. Import it with keytool"
                + " -importcert if you trust them";
    }

    static String name(CodeSigner signer) {
        Certificate first = signer.getSignerCertPath().getCertificates().getFirst();
        return first instanceof X509Certificate certificate
                ? "'" + certificate.getSubjectX500Principal().getName() + "'"
                : "somebody unknown";
    }

    private static boolean isKnown(CodeSigner signer, KeyStore store) {
        try {
            Certificate first = signer.getSignerCertPath().getCertificates().getFirst();
            if (store.getCertificateAlias(first) == null || !(first instanceof X509Certificate certificate)) {
                return false;
            }
            certificate.checkValidity();
            return true;
        } catch (GeneralSecurityException e) {
            return false; // expired
        }
    }

    private static boolean isIssuedByKnown(CodeSigner signer, KeyStore store) {
        try {
            PKIXParameters parameters = new PKIXParameters(store);
            parameters.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX").validate(signer.getSignerCertPath(), parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
