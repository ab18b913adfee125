package dev.wadi.plugin.finding;

import dev.wadi.config.YamlFile;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a plugin was found.
 *
 * @param place the folder or file, for messages and to know it again
 * @param name what it is called unless its settings say otherwise
 * @param files its code
 * @param scope the domains it may run in
 */
record PluginOrigin(String place, String name, PluginFiles files, PluginScope scope) {

    static PluginOrigin folder(Path folder, PluginScope scope) {
        String name = String.valueOf(folder.getFileName());
        return new PluginOrigin(YamlFile.display(folder), name, PluginFiles.in(folder), scope);
    }

    /** A file that tells of plugins whose code is elsewhere. */
    static PluginOrigin file(Path file, PluginScope scope) {
        return new PluginOrigin(YamlFile.display(file), String.valueOf(file.getFileName()), PluginFiles.NONE, scope);
    }

    /** A jar by itself; its plugins are called otherwise. */
    static PluginOrigin jar(Path jar, PluginScope scope) {
        String name = String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "");
        return new PluginOrigin(YamlFile.display(jar), name, new PluginFiles(List.of(jar), List.of()), scope);
    }

    PluginOrigin in(PluginScope other) {
        return new PluginOrigin(place, name, files, other);
    }

    PluginOrigin named(String other) {
        return new PluginOrigin(place, other, files, scope);
    }
}
