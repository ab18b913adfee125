package dev.wadi.plugin.runtime;

import dev.wadi.secret.Redaction;
import java.util.List;
import java.util.Set;

/**
 * What there is to know of a plugin.
 *
 * @param name its name
 * @param version its version; empty if it could not be made
 * @param description what it does
 * @param author who made it
 * @param state where it is in its life
 * @param trouble why it failed, or why its newer version does not run; empty if all is well; without secrets
 * @param place the file that configures it
 * @param priority lower runs first
 * @param domains where it runs; empty means everywhere
 * @param stages where it runs; empty means everywhere
 * @param dependencies the plugins it needs
 * @param owned how many things it has got from Wadi now
 */
public record PluginStatus(
        String name,
        String version,
        String description,
        String author,
        PluginState state,
        String trouble,
        String place,
        int priority,
        Set<String> domains,
        Set<String> stages,
        List<String> dependencies,
        int owned) {

    public PluginStatus {
        trouble = Redaction.hide(trouble);
    }
}
