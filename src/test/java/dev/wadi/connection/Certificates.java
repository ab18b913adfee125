package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Keys and certificates, made by the JDK's keytool in a folder; each key store's password is {@link #PASSWORD}. */
final class Certificates {

    static final String PASSWORD = "changeit";

    private final Path folder;

    Certificates(Path folder) {
        this.folder = folder;
    }

    /** A certificate that vouches for itself: {@code <name>.p12}, {@code <name>.pem} and {@code <name>.key}. */
    Path make(String name, String... hosts) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                name + ".p12"));
        if (hosts.length > 0) {
            command.addAll(List.of("-ext", "san=" + String.join(",", hosts)));
        }
        try {
            Process keytool = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(keytool.waitFor()).as(said).isZero();
            write(name);
            return folder.resolve(name + ".p12");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void write(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
        writePem(name + ".pem", "CERTIFICATE", store.getCertificate("key").getEncoded());
        writePem(
                name + ".key",
                "PRIVATE KEY",
                store.getKey("key", PASSWORD.toCharArray()).getEncoded());
    }

    private void writePem(String file, String kind, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
