package dev.wadi.plugin.code;

import dev.wadi.config.Suggestion;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What plugins may not use: what ends, leaves or changes the whole process, or goes round the JVM's own safety. The list
 * is for mistakes: by reflection a plugin reaches all of it.
 */
final class ForbiddenCode {

    private static final Map<String, Set<String>> MEMBERS = Map.of(
            "java.lang.Runtime",
            Set.of("exec", "exit", "halt", "load", "loadLibrary", "addShutdownHook"),
            "java.lang.System",
            Set.of("exit", "load", "loadLibrary", "setSecurityManager", "setIn", "setOut", "setErr", "setProperties"),
            "java.lang.Thread",
            Set.of("stop", "suspend", "resume", "setDefaultUncaughtExceptionHandler"),
            "java.util.Locale",
            Set.of("setDefault"),
            "java.util.TimeZone",
            Set.of("setDefault"),
            "java.net.URL",
            Set.of("setURLStreamHandlerFactory"));

    private static final Set<String> TYPES =
            Set.of("java.lang.ProcessBuilder", "java.lang.foreign.Linker", "sun.misc.Unsafe", "sun.misc.Signal");

    private static final Set<String> PACKAGES = Set.of("java.lang.instrument", "jdk.internal", "com.sun.tools.attach");

    private final Set<String> allowed;

    ForbiddenCode(Set<String> allowed) {
        this.allowed = allowed;
    }

    /** What is forbidden about a call, as messages name it; nothing if it may be made. */
    Optional<String> call(String type, String member) {
        if (MEMBERS.getOrDefault(type, Set.of()).contains(member)) {
            String call = type + '.' + member;
            return allowed.contains(call) || allowed.contains(type) ? Optional.empty() : Optional.of(call);
        }
        return type(type);
    }

    /** What is forbidden about a type, as messages name it; nothing if it may be used. */
    Optional<String> type(String type) {
        if (TYPES.contains(type)) {
            return allowed.contains(type) ? Optional.empty() : Optional.of(type);
        }
        return PACKAGES.stream()
                .filter(name -> type.startsWith(name + '.'))
                .filter(name -> !allowed.contains(name) && !allowed.contains(type))
                .map(name -> type)
                .findFirst();
    }

    /** What is wrong about a name in a list of what is allowed; nothing if it is one that is forbidden. */
    static Optional<String> whyUnknown(String name) {
        Set<String> known = names();
        boolean inPackage = PACKAGES.stream().anyMatch(prefix -> name.startsWith(prefix + '.'));
        return known.contains(name) || MEMBERS.containsKey(name) || inPackage
                ? Optional.empty()
                : Optional.of("'" + name + "' is not forbidden to plugins. " + Suggestion.of(name, known, "Forbidden"));
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(TYPES);
        names.addAll(PACKAGES);
        MEMBERS.forEach((type, members) -> members.forEach(member -> names.add(type + '.' + member)));
        return names;
    }
}
