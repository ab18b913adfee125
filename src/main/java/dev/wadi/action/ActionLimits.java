package dev.wadi.action;

import dev.wadi.plugin.spi.PluginAction;
import dev.wadi.plugin.spi.WebhookTarget;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where the actions of one plugin may go. In each pattern {@code *} stands for any characters. What a plugin does by code
 * of its own is not seen.
 *
 * @param topics patterns of the topics that it may publish to; nothing if it may publish to all
 * @param hosts patterns of the connections, and of the hosts of URLs (with a port or without), that its
 *     webhooks may call; nothing if they may call all
 */
public record ActionLimits(Optional<Set<String>> topics, Optional<Set<String>> hosts) {

    /** Anywhere. */
    public static final ActionLimits NONE = new ActionLimits(Optional.empty(), Optional.empty());

    public ActionLimits {
        topics = topics.map(Set::copyOf);
        hosts = hosts.map(all ->
                all.stream().map(pattern -> pattern.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet()));
    }

    /** Why an action may not be carried out; nothing if it may. */
    Optional<String> refuse(PluginAction.Effect action) {
        return switch (action) {
            case PluginAction.PublishToTopic publish -> refuseTopic(publish.topic());
            case PluginAction.HttpWebhook webhook ->
                switch (webhook.target()) {
                    case WebhookTarget.Named named -> refuseConnection(named.connection());
                    case WebhookTarget.Address address -> refuseHost(address.url());
                };
            case PluginAction.Log log -> Optional.empty();
            case PluginAction.Metric metric -> Optional.empty();
            case PluginAction.Custom custom -> Optional.empty(); // done by a plugin, with that one's limits
        };
    }

    /** Why the plugin may not publish to a topic, as the end of a sentence about it; nothing if it may. */
    public Optional<String> refuseTopic(String topic) {
        return topics.filter(allowed -> !matchesAny(allowed, topic))
                .map(allowed -> "may not publish to '" + topic + "'. " + describe(allowed));
    }

    /** Why the plugin may not call a connection, as the end of a sentence about it; nothing if it may. */
    public Optional<String> refuseConnection(String connection) {
        return hosts.filter(allowed -> !matchesAny(allowed, connection.toLowerCase(Locale.ROOT)))
                .map(allowed -> "may not call the connection '" + connection + "'. " + describe(allowed));
    }

    /** Why the plugin may not call a URL, as the end of a sentence about it; nothing if it may. */
    public Optional<String> refuseHost(URI url) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        return hosts.filter(allowed ->
                        host.isEmpty() || !(matchesAny(allowed, host) || matchesAny(allowed, host + ':' + port(url))))
                .map(allowed -> "may not call the host '" + host + "'. " + describe(allowed));
    }

    private static int port(URI url) {
        int standard = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        return url.getPort() < 0 ? standard : url.getPort();
    }

    private static String describe(Set<String> allowed) {
        return "Allowed: " + (allowed.isEmpty() ? "none" : String.join(", ", new TreeSet<>(allowed)));
    }

    private static boolean matchesAny(Set<String> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    /** In the way of file names: a star that took too little takes one character more. */
    private static boolean matches(String pattern, String name) {
        int at = 0;
        int star = -1;
        int taken = 0;
        int next = 0;
        while (next < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                taken = next;
            } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(next)) {
                at++;
                next++;
            } else if (star >= 0) {
                at = star + 1;
                next = ++taken;
            } else {
                return false;
            }
        }
        return pattern.substring(at).replace("*", "").isEmpty();
    }
}
