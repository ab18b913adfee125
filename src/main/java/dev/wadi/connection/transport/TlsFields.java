package dev.wadi.connection.transport;

import dev.wadi.config.YamlMapping;
import dev.wadi.config.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fields of {@code tls} in YAML. The files are read at once: what is wrong with one is a problem of its field. */
final class TlsFields {

    private final YamlMapping fields;
    private final Path home;
    private final Consumer<Path> files;

    TlsFields(YamlMapping fields, Path home, Consumer<Path> files) {
        this.fields = fields;
        this.home = home;
        this.files = files;
    }

    Tls read() {
        fields.refuseUnknown(
                "ca_file",
                "trust_store",
                "trust_store_password",
                "client_cert",
                "client_key",
                "key_store",
                "key_store_password",
                "verify_host",
                "versions");
        return new Tls(trusted(), identity(), fields.bool("verify_host").orElse(true), versions());
    }

    private List<X509Certificate> trusted() {
        List<X509Certificate> trusted = new ArrayList<>();
        read("ca_file", PemFiles::certificates).ifPresent(trusted::addAll);
        read("trust_store", file -> KeyStoreFile.open(file, password("trust_store_password"))
                        .trusted())
                .ifPresent(trusted::addAll);
        refuseWithout("trust_store_password", "trust_store");
        return trusted;
    }

    private Tls.@Nullable Identity identity() {
        refuseWithout("client_cert", "client_key");
        refuseWithout("client_key", "client_cert");
        refuseWithout("key_store_password", "key_store");
        if (fields.has("key_store") && fields.has("client_cert")) {
            fields.problem("key_store", "key_store and client_cert both say who calls. Possible: one of them");
        }
        Optional<Tls.Identity> stored =
                read("key_store", file -> KeyStoreFile.open(file, password("key_store_password"))
                        .identity());
        if (stored.isPresent()) {
            return usable("key_store", stored.get());
        }
        var chain = read("client_cert", PemFiles::certificates);
        var key = read("client_key", PemFiles::key);
        return chain.isPresent() && key.isPresent()
                ? usable("client_cert", new Tls.Identity(key.get(), chain.get()))
                : null;
    }

    /** Certificates in another order are no chain, and nobody would find out before the connection is opened. */
    private Tls.@Nullable Identity usable(String field, Tls.Identity identity) {
        try {
            Tls.key(identity);
            return identity;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            fields.problem(
                    field,
                    field + " can't be used: its certificates are no chain. Possible: the key's own first, then each"
                            + " issuer's, none twice");
            return null;
        }
    }

    private char[] password(String field) {
        return fields.secret(field).map(secret -> secret.value().toCharArray()).orElse(new char[0]);
    }

    private void refuseWithout(String field, String other) {
        if (fields.has(field) && !fields.has(other)) {
            fields.problem(field, field + " needs a " + other);
        }
    }

    /** What is in the file of a field; nothing if there is no such field, or what is wrong was reported. */
    private <T> Optional<T> read(String field, FileReading<T> reading) {
        Optional<String> name = fields.text(field).filter(text -> !text.contains("${")); // reported where it was read
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path file = home.resolve(name.get());
        files.accept(file);
        if (!Files.isRegularFile(file)) {
            fields.problem(field, field + " names no file: '" + name.get() + "' was not found in " + home);
            return Optional.empty();
        }
        try {
            return Optional.of(reading.read(file));
        } catch (UnusableFile e) {
            fields.problem(field, field + " can't be used: '" + name.get() + "' " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Reads a file. */
    private interface FileReading<T> {
        T read(Path file) throws UnusableFile;
    }

    private Set<String> versions() {
        List<String> given = fields.child("versions").map(TlsFields::texts).orElse(Tls.VERSIONS);
        Set<String> versions = new LinkedHashSet<>(given);
        if (versions.isEmpty() || !Tls.VERSIONS.containsAll(versions)) {
            fields.problem(
                    "versions",
                    "versions must be a list of TLS versions, but was " + given + ". Possible: "
                            + String.join(", ", Tls.VERSIONS));
            return Set.copyOf(Tls.VERSIONS);
        }
        return versions;
    }

    private static List<String> texts(YamlValue value) {
        return value.plain() instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value.plain()));
    }
}
