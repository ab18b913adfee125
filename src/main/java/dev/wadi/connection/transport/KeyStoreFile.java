package dev.wadi.connection.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A key store in a file, of any type that the JDK knows (PKCS12, JKS). */
final class KeyStoreFile {

    private final KeyStore store;
    private final char[] password;

    private KeyStoreFile(KeyStore store, char[] password) {
        this.store = store;
        this.password = password;
    }

    static KeyStoreFile open(Path file, char[] password) throws UnusableFile {
        try {
            return new KeyStoreFile(KeyStore.getInstance(file.toFile(), password), password);
        } catch (IOException | GeneralSecurityException e) {
            throw new UnusableFile("is no key store that this password opens. Possible: PKCS12, JKS", e);
        }
    }

    /** All certificates in it, at least one. */
    List<X509Certificate> trusted() throws UnusableFile {
        List<X509Certificate> found = new ArrayList<>();
        for (String alias : aliases()) {
            if (certificate(alias) instanceof X509Certificate certificate) {
                found.add(certificate);
            }
        }
        if (found.isEmpty()) {
            throw new UnusableFile("holds no certificate");
        }
        return found;
    }

    /** The first private key in it, with its certificates. */
    Tls.Identity identity() throws UnusableFile {
        try {
            for (String alias : aliases()) {
                if (store.isKeyEntry(alias) && store.getKey(alias, password) instanceof PrivateKey key) {
                    List<X509Certificate> chain = Arrays.stream(store.getCertificateChain(alias))
                            .map(X509Certificate.class::cast)
                            .toList();
                    return new Tls.Identity(key, chain);
                }
            }
        } catch (GeneralSecurityException e) {
            throw new UnusableFile("holds a key that this password does not open", e);
        }
        throw new UnusableFile("holds no private key");
    }

    private List<String> aliases() throws UnusableFile {
        try {
            return Collections.list(store.aliases());
        } catch (GeneralSecurityException e) {
            throw new UnusableFile("can't be listed", e);
        }
    }

    private Certificate certificate(String alias) throws UnusableFile {
        try {
            return store.getCertificate(alias);
        } catch (GeneralSecurityException e) {
            throw new UnusableFile("can't be read", e);
        }
    }
}
