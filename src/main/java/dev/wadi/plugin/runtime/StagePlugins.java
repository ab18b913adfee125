package dev.wadi.plugin.runtime;

import java.util.Comparator;
import java.util.List;

/** The plugins of one stage of one domain in the order in which they run. A view: it follows the registry. */
final class StagePlugins {

    private static final Comparator<LoadedPlugin> ORDER =
            Comparator.comparingInt(LoadedPlugin::priority).thenComparing(LoadedPlugin::name);

    private final String domain;
    private final String stage;
    private volatile List<LoadedPlugin> plugins = List.of();

    StagePlugins(String domain, String stage) {
        this.domain = domain;
        this.stage = stage;
    }

    List<LoadedPlugin> inOrder() {
        return plugins;
    }

    /** Runs this one, whatever domains and stages it is made for. */
    void only(LoadedPlugin plugin) {
        plugins = List.of(plugin);
    }

    void choose(List<LoadedPlugin> from) {
        plugins = from.stream()
                .filter(plugin -> plugin.runsAt(domain, stage))
                .sorted(ORDER)
                .toList();
    }
}
