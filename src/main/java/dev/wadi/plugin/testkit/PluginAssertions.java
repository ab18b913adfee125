package dev.wadi.plugin.testkit;

import dev.wadi.plugin.spi.PluginResult;

/** Where assertions begin: a static import of {@code assertThat}. */
public final class PluginAssertions {

    private PluginAssertions() {}

    /** About what came out of one execution, such as of {@link TestContext#execute}. */
    public static PluginResultAssert assertThat(PluginResult result) {
        return new PluginResultAssert(result);
    }

    /** About what became of a message at a stage. */
    public static StageResultAssert assertThat(StageResult result) {
        return new StageResultAssert(result);
    }
}
