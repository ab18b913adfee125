package dev.wadi.plugin.finding;

import dev.wadi.config.YamlMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A hash of all that defines a plugin: the same for the same files, settings and values of variables. */
final class Fingerprint {

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Settings, with their variables expanded. */
    Fingerprint with(YamlMapping settings) {
        return with(settings.toMap().toString());
    }

    Fingerprint with(String text) {
        return with(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The names and the contents of files. */
    Fingerprint with(List<Path> files) {
        for (Path file : files) {
            with(String.valueOf(file.getFileName()));
            try {
                with(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(file + " can't be read", e);
            }
        }
        return this;
    }

    /** With the length, so that no two contents run together into the same bytes. */
    private Fingerprint with(byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
        return this;
    }

    /** The hash; ends the use of this object. */
    String value() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
