package dev.wadi.plugin.code;

import dev.wadi.config.Problems;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;

/**
 * Looks through the classes of a plugin for what plugins may not use. A call by reflection is not seen: this contains
 * mistakes, it is no security boundary.
 */
final class ByteCodeCheck {

    private static final int MAGIC = 0xCAFEBABE;
    /** The version of class files is that of Java plus this. */
    private static final int VERSION_OFFSET = 44;

    private final CodePolicy policy;
    private final Problems problems;

    ByteCodeCheck(CodePolicy policy, Problems problems) {
        this.policy = policy;
        this.problems = problems;
    }

    /** Adds a problem for each file that uses what is forbidden, or has classes that can't be loaded here. */
    void check(List<CodeFile> files) {
        Map<CodeFile, ForbiddenUses> uses = new LinkedHashMap<>();
        files.forEach(file -> uses.put(file, usesOf(file)));
        String remedy = ". Plugins may not. If this one must, write allow_code: [" + all(uses.values())
                + "] into its config.yaml; wadi.plugins.check-code=false allows everything to all";
        uses.forEach((file, found) -> {
            if (!found.found().isEmpty()) {
                problems.add(file.display(), describe(found) + remedy);
            }
        });
    }

    private static String all(Collection<ForbiddenUses> uses) {
        return uses.stream()
                .flatMap(each -> each.found().keySet().stream())
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private ForbiddenUses usesOf(CodeFile file) {
        Map<String, Integer> tooNew = new LinkedHashMap<>();
        ForbiddenUses uses = new ForbiddenUses(new ForbiddenCode(policy.allowed()));
        file.classNames().forEach(name -> {
            byte[] bytes = file.entries().getOrDefault(CodeFile.entry(name), new byte[0]);
            int java = javaVersion(bytes);
            if (java < 0) {
                problems.add(file.display(), name + " is no class file. Build it again");
            } else if (java > Runtime.version().feature()) {
                tooNew.put(name, java);
            } else if (policy.checkByteCode()) {
                look(file, name, bytes, uses);
            }
        });
        report(file, tooNew);
        return uses;
    }

    private void look(CodeFile file, String name, byte[] bytes, ForbiddenUses uses) {
        try {
            new ClassReader(bytes).accept(uses, ClassReader.SKIP_FRAMES);
        } catch (RuntimeException e) { // a broken class makes the reader throw all sorts of things
            problems.add(file.display(), name + " is no class file (" + e + "). Build it again");
        }
    }

    private void report(CodeFile file, Map<String, Integer> tooNew) {
        tooNew.entrySet().stream().findFirst().ifPresent(first -> {
            int here = Runtime.version().feature();
            String more = tooNew.size() == 1 ? " is" : " and " + (tooNew.size() - 1) + " more are";
            problems.add(
                    file.display(),
                    first.getKey() + more + " compiled for Java " + first.getValue() + ", but this is Java " + here
                            + ". Compile with --release " + here + " or older");
        });
    }

    /** For which Java the class was compiled; negative if it is no class. */
    private static int javaVersion(byte[] bytes) {
        boolean isClass = bytes.length > 8 && ((number(bytes, 0) << 16) | number(bytes, 2)) == MAGIC;
        return isClass ? number(bytes, 6) - VERSION_OFFSET : -1;
    }

    private static int number(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }

    /** All that a file uses, each with the first place of it. */
    private static String describe(ForbiddenUses uses) {
        return uses.found().entrySet().stream()
                .map(use -> describe(use.getKey(), List.copyOf(use.getValue().entrySet())))
                .collect(Collectors.joining("; "));
    }

    private static String describe(String forbidden, List<Map.Entry<String, String>> places) {
        String first = places.getFirst().getKey() + " (" + places.getFirst().getValue() + ")";
        return switch (places.size()) {
            case 1 -> first + " uses " + forbidden;
            case 2 -> first + " and 1 more place use " + forbidden;
            default -> first + " and " + (places.size() - 1) + " more places use " + forbidden;
        };
    }
}
