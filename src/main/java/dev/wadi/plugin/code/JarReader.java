package dev.wadi.plugin.code;

import dev.wadi.config.Problems;
import dev.wadi.config.YamlFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads jars into memory, each in one go: the bytes that were checked are the bytes that run. */
final class JarReader {

    /** What all jars of a plugin may hold, unpacked. It stays in memory, and a small jar can unpack to any size. */
    static final long MAX_BYTES = 256L << 20;

    private final CodePolicy policy;
    private final Problems problems;
    private final long maxBytes;
    private long bytesLeft;

    /** Makes the reader of one plugin's jars. */
    JarReader(CodePolicy policy, Problems problems, long maxBytes) {
        this.policy = policy;
        this.problems = problems;
        this.maxBytes = maxBytes;
        this.bytesLeft = maxBytes;
    }

    /** What the running Java sees in the jar; nothing, but a problem, if it can't be used. */
    Optional<CodeFile> read(Path jar) {
        String where = YamlFile.display(jar);
        boolean verify = policy.signers().isPresent();
        try (JarFile file = new JarFile(jar.toFile(), verify, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
            CodeFile content = new CodeFile(jar, entries(file));
            if (policy.signers().isPresent()) {
                new JarSignature(policy.signers().get()).check(file, where, problems);
            }
            return Optional.of(content);
        } catch (TooLarge e) {
            problems.add(
                    where,
                    "holds too much: the jars of a plugin may unpack to " + size(maxBytes)
                            + " together. Leave out what it does not need");
        } catch (NoSuchFileException | FileNotFoundException e) {
            problems.add(where, "is gone, or can't be read by this user");
        } catch (SecurityException e) {
            problems.add(
                    where,
                    "was altered after it was signed (" + e.getMessage() + "). Sign it again, or get it anew from"
                            + " its author");
        } catch (IOException | RuntimeException e) { // a broken jar makes the JDK throw all sorts of things
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            problems.add(where, "is no readable jar (" + why + "). Build or copy it again");
        }
        return Optional.empty();
    }

    private Map<String, byte[]> entries(JarFile file) throws IOException {
        List<JarEntry> all =
                file.versionedStream().filter(entry -> !entry.isDirectory()).toList();
        Map<String, byte[]> entries = HashMap.newHashMap(all.size());
        for (JarEntry entry : all) {
            entries.put(entry.getName(), content(file, entry));
        }
        return entries;
    }

    private byte[] content(JarFile file, JarEntry entry) throws IOException {
        try (InputStream in = file.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) Math.min(bytesLeft + 1, Integer.MAX_VALUE - 8));
            bytesLeft -= bytes.length;
            if (bytesLeft < 0) {
                throw new TooLarge();
            }
            CRC32 crc = new CRC32(); // the JDK checks it in streams only, not in files
            crc.update(bytes);
            if (crc.getValue() != entry.getCrc()) {
                throw new ZipException(entry.getName() + " is damaged");
            }
            return bytes;
        }
    }

    private static String size(long bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + " MB" : bytes + " bytes";
    }

    /** More than may be read. */
    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
