package dev.wadi.plugin.runtime;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The plugins of one stage of one domain in the order in which they run. A view: it follows the registry. */
final class StagePlugins {

    private static final Comparator<LoadedPlugin> ORDER =
            Comparator.comparingInt(LoadedPlugin::priority).thenComparing(LoadedPlugin::name);

    private final String domain;
    private final String stage;
    private volatile List<LoadedPlugin> plugins = List.of();

    /** What was made of them for their executions; null until that is asked for. */
    private volatile @Nullable List<StagePlugin> prepared;

    StagePlugins(String domain, String stage) {
        this.domain = domain;
        this.stage = stage;
    }

    List<LoadedPlugin> inOrder() {
        return plugins;
    }

    /** The same, ready to be executed; nobody else keeps what is made for that. */
    List<StagePlugin> prepared(Function<LoadedPlugin, StagePlugin> preparation) {
        List<StagePlugin> known = prepared;
        return known != null ? known : prepare(preparation);
    }

    private synchronized List<StagePlugin> prepare(Function<LoadedPlugin, StagePlugin> preparation) {
        List<StagePlugin> made = plugins.stream().map(preparation).toList();
        prepared = made;
        return made;
    }

    synchronized void choose(List<LoadedPlugin> from) {
        plugins = from.stream()
                .filter(plugin -> plugin.runsAt(domain, stage))
                .sorted(ORDER)
                .toList();
        prepared = null;
    }
}
