package dev.wadi.connection.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM files. */
final class PemFiles {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([^-]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PemFiles() {}

    /** All certificates of a file, at least one. */
    static List<X509Certificate> certificates(Path file) throws UnusableFile {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new UnusableFile("holds no certificate. Possible: PEM, from -----BEGIN CERTIFICATE----- on");
            }
            return found;
        } catch (CertificateException e) {
            throw new UnusableFile("holds no certificate. Possible: PEM, from -----BEGIN CERTIFICATE----- on", e);
        } catch (IOException e) {
            throw new UnusableFile("can't be read", e);
        }
    }

    /** The private key of a file. */
    static PrivateKey key(Path file) throws UnusableFile {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UnusableFile("can't be read", e);
        }
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new UnusableFile("holds no private key. Possible: PEM, from -----BEGIN PRIVATE KEY----- on");
        }
        if (!block.group(1).equals("PRIVATE KEY")) {
            throw new UnusableFile("holds a key of the form '" + block.group(1)
                    + "'. Possible: PRIVATE KEY, as 'openssl pkcs8 -topk8 -nocrypt' makes it");
        }
        try {
            return key(Base64.getMimeDecoder().decode(block.group(2)));
        } catch (IllegalArgumentException e) {
            throw new UnusableFile("holds a key that is damaged: it is no base64", e);
        }
    }

    private static PrivateKey key(byte[] encoded) throws UnusableFile {
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = key(algorithm, encoded);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new UnusableFile("holds a private key that can't be decoded. Possible: " + String.join(", ", ALGORITHMS));
    }

    private static Optional<PrivateKey> key(String algorithm, byte[] encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) { // a key of another kind
            return Optional.empty();
        }
    }
}
