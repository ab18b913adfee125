package dev.wadi.plugin.finding;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problem;
import dev.wadi.plugin.dependency.PluginName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plugin that was found, of which nothing has run yet.
 *
 * @param name its name; that of its folder or file where it can't be read
 * @param place the folder or file where it was found
 * @param enabled false if its settings say that it is not to run
 * @param fingerprint a hash of all that defines it: settings with variables expanded, jars and sources; empty if it is
 *     disabled
 * @param problems what is wrong with it, as far as that is known without running any of it
 * @param settings what its files say; nothing if it is disabled, or can't be read
 */
public record PluginCandidate(
        String name,
        String place,
        boolean enabled,
        String fingerprint,
        List<Problem> problems,
        Optional<PluginSettings> settings) {

    public PluginCandidate {
        problems = List.copyOf(problems);
    }

    /** One without settings, of which others must know what it is. */
    public PluginCandidate(String name, String place, boolean enabled, String fingerprint, List<Problem> problems) {
        this(name, place, enabled, fingerprint, problems, Optional.empty());
    }

    /** One whose settings could be read, if not without problems. */
    static PluginCandidate of(PluginSettings settings) {
        String fingerprint = new Fingerprint()
                .with(settings.name())
                .with(settings.place())
                .with(settings.terms().scope().toString())
                .with(settings.className().orElse(""))
                .with(settings.file())
                .with(settings.config())
                .with(settings.files().all())
                .value();
        List<Problem> problems = settings.problems().found();
        return new PluginCandidate(
                settings.name(), settings.place(), true, fingerprint, problems, Optional.of(settings));
    }

    /** One that is switched off. */
    static PluginCandidate disabled(String name, String place) {
        return new PluginCandidate(name, place, false, "", List.of());
    }

    /** One that is known by the name of its folder or file alone. */
    static PluginCandidate unreadable(PluginOrigin origin, ConfigException why) {
        String fingerprint =
                new Fingerprint().with(String.valueOf(why.getMessage())).value();
        return new PluginCandidate(origin.name(), origin.place(), true, fingerprint, why.problems());
    }

    /**
     * This as the later version of a plugin that was found before, if it can be: it has its name, or it came from its
     * place and can't be read well enough to tell.
     */
    public Optional<PluginCandidate> laterThan(PluginCandidate before) {
        if (PluginName.same(name, before.name)) {
            return Optional.of(this);
        }
        boolean perhaps = !problems.isEmpty() && place.equals(before.place);
        return perhaps
                ? Optional.of(new PluginCandidate(before.name, place, enabled, fingerprint, problems, settings))
                : Optional.empty();
    }

    /** With the problem that its name is another's too. */
    PluginCandidate clashingWith(PluginCandidate other) {
        List<Problem> more = new ArrayList<>(problems);
        more.add(new Problem(
                other.namePlace(),
                "the plugin name '" + other.name + "' is taken by " + namePlace() + ". Give one of them another name"));
        return new PluginCandidate(name, place, enabled, fingerprint, more, settings);
    }

    private String namePlace() {
        return settings.map(PluginSettings::namePlace).orElse(place);
    }
}
