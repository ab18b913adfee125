package dev.wadi.plugin.code;

import dev.wadi.config.Problems;
import java.io.IOException;
import java.security.CodeSigner;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/** Judges the signature of a jar whose entries have been read, which is when the JDK verifies them. */
final class JarSignature {

    /** What makes up the signature, and can't be signed itself. */
    private static final Pattern OF_SIGNATURE =
            Pattern.compile("META-INF/(?:MANIFEST\\.MF|SIG-[^/]*|[^/]*\\.(?:SF|RSA|DSA|EC))");

    private final TrustedSigners trusted;

    JarSignature(TrustedSigners trusted) {
        this.trusted = trusted;
    }

    /** Adds a problem unless every entry is signed by somebody who is trusted, and none was taken away. */
    void check(JarFile file, String where, Problems problems) throws IOException {
        List<JarEntry> entries = file.versionedStream()
                .filter(entry -> !entry.isDirectory() && !isOfSignature(entry.getRealName()))
                .toList();
        List<JarEntry> unsigned =
                entries.stream().filter(entry -> entry.getCodeSigners() == null).toList();
        if (unsigned.size() == entries.size()) {
            problems.add(
                    where,
                    "is not signed, and only signed plugins may run (wadi.plugins.require-signed=true)."
                            + " Sign it with jarsigner");
        } else if (!unsigned.isEmpty()) {
            problems.add(
                    where,
                    "was altered after it was signed: the signature leaves out " + some(names(unsigned))
                            + ". Sign it again, or get it anew from its author");
        } else {
            checkMissing(file, where, problems);
            checkSigners(entries, where, problems);
        }
    }

    private static void checkMissing(JarFile file, String where, Problems problems) throws IOException {
        Manifest manifest = Objects.requireNonNullElseGet(file.getManifest(), Manifest::new);
        List<String> missing = manifest.getEntries().keySet().stream()
                .filter(name -> file.getEntry(name) == null)
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            problems.add(
                    where,
                    "was altered after it was signed: it lacks " + some(missing) + ". Get it anew from its author");
        }
    }

    private void checkSigners(List<JarEntry> entries, String where, Problems problems) {
        Set<List<CodeSigner>> signers = new LinkedHashSet<>();
        entries.forEach(entry -> signers.add(List.of(entry.getCodeSigners())));
        signers.stream()
                .filter(signersOfEntry -> signersOfEntry.stream().noneMatch(trusted::trust))
                .findFirst()
                .ifPresent(strangers -> problems.add(
                        where, "is signed by " + TrustedSigners.name(strangers.getFirst()) + ", " + trusted.whyNot()));
    }

    private static List<String> names(List<JarEntry> entries) {
        return entries.stream().map(JarEntry::getRealName).sorted().toList();
    }

    private static String some(List<String> names) {
        return names.getFirst() + (names.size() == 1 ? "" : " and " + (names.size() - 1) + " more");
    }

    private static boolean isOfSignature(String entry) {
        return OF_SIGNATURE.matcher(entry.toUpperCase(Locale.ROOT)).matches();
    }
}
