package dev.wadi.launcher;

import dev.wadi.config.Secret;
import dev.wadi.plugin.code.CodePolicy;
import dev.wadi.plugin.code.TrustedSigners;
import dev.wadi.plugin.finding.PluginPlaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What plugins are loaded, and what they must be like.
 *
 * @param enabled whether any are loaded
 * @param folders the folders of plugins
 * @param reload whether they are loaded anew when their files change
 * @param requireSigned whether a plugin's jar must be signed, and its source is refused
 * @param trustStore a file with the certificates of those who may sign; anybody may if there is none
 * @param trustStorePassword its password, if it has one
 * @param checkCode whether a plugin's byte code is looked through for what plugins may not do
 */
record PluginSwitches(
        boolean enabled,
        List<Path> folders,
        boolean reload,
        boolean requireSigned,
        Optional<Path> trustStore,
        Optional<Secret> trustStorePassword,
        boolean checkCode) {

    PluginSwitches {
        folders = List.copyOf(folders);
    }

    PluginPlaces places(Path home) {
        return new PluginPlaces(home, folders, enabled);
    }

    /** Where something may change that says which plugins there are. */
    List<Path> watched(Path home) {
        List<Path> watched = new ArrayList<>(folders);
        watched.add(home.resolve("config"));
        watched.add(home.resolve("config.yaml"));
        return watched;
    }

    /**
     * What their code must be like.
     *
     * @throws dev.wadi.config.ConfigException if the trust store can't be read
     */
    CodePolicy policy() {
        Optional<TrustedSigners> signers = requireSigned
                ? Optional.of(trustStore
                        .map(file -> TrustedSigners.in(file, trustStorePassword))
                        .orElseGet(TrustedSigners::anybody))
                : Optional.empty();
        return new CodePolicy(signers, checkCode, Set.of());
    }
}
