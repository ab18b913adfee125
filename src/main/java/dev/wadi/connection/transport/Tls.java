package dev.wadi.connection.transport;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How https proves who is who. Holds what was in the files, so that two are equal as long as these are.
 *
 * @param trusted the authorities whose certificates are taken; empty for those of the JDK
 * @param identity what a server that asks for it is shown; null for nothing
 * @param verifyHost whether the certificate must be that of the host
 * @param versions the versions of the protocol
 */
public record Tls(
        List<X509Certificate> trusted, @Nullable Identity identity, boolean verifyHost, Set<String> versions) {

    /** The versions that can be configured. */
    static final List<String> VERSIONS = List.of("TLSv1.2", "TLSv1.3");

    /** The defaults: the JDK's authorities, the host is verified. */
    public static final Tls DEFAULT = new Tls(List.of(), null, true, Set.copyOf(VERSIONS));

    /** Protects nothing: such a store is never written to a file. */
    private static final String IN_MEMORY = "memory";

    /**
     * A key and its certificates, its own first.
     *
     * @param key the private key
     * @param chain the certificates
     */
    public record Identity(PrivateKey key, List<X509Certificate> chain) {

        public Identity {
            chain = List.copyOf(chain);
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "Identity[" + chain.getFirst().getSubjectX500Principal() + "]";
        }
    }

    public Tls {
        trusted = List.copyOf(trusted);
        versions = Set.copyOf(versions);
    }

    /** Whether it holds what no other origin than the connection's may see or profit from. */
    public boolean isForOneOrigin() {
        return identity != null || !verifyHost;
    }

    void applyTo(HttpClientOptions options) {
        options.setVerifyHost(verifyHost).setEnabledSecureTransportProtocols(versions);
        try {
            if (!trusted.isEmpty()) {
                options.setTrustOptions(TrustOptions.wrap(trust()));
            }
            if (identity != null) {
                options.setKeyCertOptions(key(identity));
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("certificates that could be read can't be used", e);
        }
    }

    private TrustManagerFactory trust() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("trusted-" + i, trusted.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    /** As the bytes of a key store: a wrapped key manager is asked for the key of no alias, which it does not know. */
    static PfxOptions key(Identity identity) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "identity",
                identity.key(),
                IN_MEMORY.toCharArray(),
                identity.chain().toArray(Certificate[]::new));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, IN_MEMORY.toCharArray());
        return new PfxOptions().setPassword(IN_MEMORY).setValue(Buffer.buffer(bytes.toByteArray()));
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY.toCharArray());
        return store;
    }
}
