package dev.wadi.plugin.code;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import java.util.Optional;
import java.util.Set;

/**
 * What the code of a plugin must be like.
 *
 * @param signers whose signatures a jar needs; nothing if it needs none
 * @param checkByteCode whether calls are looked for that a plugin should not make, such as {@code System.exit}
 * @param allowed what this plugin may use all the same: {@code java.lang.System.exit}, or a whole {@code
 *     java.lang.ProcessBuilder}
 */
public record CodePolicy(Optional<TrustedSigners> signers, boolean checkByteCode, Set<String> allowed) {

    /** Unsigned jars are fine, the byte code is checked. */
    public static final CodePolicy DEFAULT = new CodePolicy(Optional.empty(), true, Set.of());

    public CodePolicy {
        allowed = Set.copyOf(allowed);
    }

    /**
     * The same, but a plugin may use these.
     *
     * @param where the place where they are listed, for messages
     * @throws ConfigException if one of them is nothing that is forbidden
     */
    public CodePolicy allowing(Set<String> names, String where) {
        Problems problems = new Problems();
        names.stream()
                .sorted()
                .flatMap(name -> ForbiddenCode.whyUnknown(name).stream())
                .forEach(why -> problems.add(where, why));
        problems.throwIfAny();
        return new CodePolicy(signers, checkByteCode, names);
    }
}
