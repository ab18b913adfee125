package dev.wadi.plugin.finding;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The domains in which a plugin may run, for the sake of the place where it was found.
 *
 * @param only the only domain; nothing for all
 * @param except the domains in which it does not run
 */
public record PluginScope(Optional<String> only, Set<String> except) {

    /** All domains. */
    public static final PluginScope ALL = new PluginScope(Optional.empty(), Set.of());

    public PluginScope {
        except = Set.copyOf(except);
    }

    static PluginScope only(Optional<String> domain) {
        return new PluginScope(domain, Set.of());
    }

    PluginScope without(Set<String> domains) {
        Set<String> more = new TreeSet<>(except);
        more.addAll(domains);
        return new PluginScope(only, more);
    }

    /** Whether there is no domain to run in. */
    boolean isEmpty() {
        return only.filter(except::contains).isPresent();
    }

    /** Whether a plugin may run in a domain. */
    public boolean contains(String domain) {
        return !except.contains(domain) && only.map(domain::equals).orElse(true);
    }
}
