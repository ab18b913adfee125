package dev.wadi.launcher;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code wadi --version} prints. */
final class WadiVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Objects.requireNonNullElse(Wadi.class.getPackage().getImplementationVersion(), "development");
        return new String[] {"Wadi " + version, "JDK " + System.getProperty("java.version")};
    }
}
