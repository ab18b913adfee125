package dev.wadi.plugin.code;

import dev.wadi.config.Problems;
import java.util.LinkedHashMap;
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

    /** Adds a problem for each forbidden thing that the file's classes use, and for classes that can't be loaded here. */
    void check(CodeFile file) {
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
        uses.found().forEach((forbidden, places) -> problems.add(file.display(), describe(forbidden, places)));
    }

    private void look(CodeFile file, String name, byte[] bytes, ForbiddenUses uses) {
        try {
            new ClassReader(bytes).accept(uses, ClassReader.SKIP_FRAMES);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
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

    private static String describe(String forbidden, Map<String, String> places) {
        String first = places.entrySet().stream()
                .limit(1)
                .map(place -> place.getKey() + " (" + place.getValue() + ")")
                .collect(Collectors.joining());
        String uses =
                switch (places.size()) {
                    case 1 -> " uses ";
                    case 2 -> " and 1 more place use ";
                    default -> " and " + (places.size() - 1) + " more places use ";
                };
        return first + uses + forbidden + ", which plugins may not. If this one must, write allow_code: [" + forbidden
                + "] into its config.yaml; wadi.plugins.check-code=false allows everything to all";
    }
}
