package dev.wadi.plugin.runtime;

import dev.wadi.config.Problem;
import java.util.List;

/** provisional */
public record PluginCandidate(String name, String place, boolean enabled, String fingerprint, List<Problem> problems) {}
