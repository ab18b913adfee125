package dev.wadi.plugin.code;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A hash over the content of files: names and bytes, but no paths and no times. */
final class Fingerprint {

    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String of(List<CodeFile> jars, List<SourceFile> sources) {
        Fingerprint fingerprint = new Fingerprint();
        for (CodeFile jar : jars) {
            fingerprint.add("jar", new byte[0]);
            jar.entries().forEach(fingerprint::add);
        }
        for (SourceFile source : sources) {
            fingerprint.add(
                    source.path().getFileName().toString(), source.text().getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    /** With the lengths, so that no two contents run together into the same bytes. */
    private void add(String name, byte[] bytes) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(8)
                .putInt(nameBytes.length)
                .putInt(bytes.length)
                .array());
        digest.update(nameBytes);
        digest.update(bytes);
    }
}
