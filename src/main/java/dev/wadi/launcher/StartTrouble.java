package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problem;
import dev.wadi.config.YamlFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Tells the operator's faults from ours among what comes out of a start, and says the former in one line each. */
final class StartTrouble {

    private static final Pattern UNKNOWN_OPTIONS = Pattern.compile("Unknown parameters=\\[\\{(.*)}]");
    private static final Pattern NAME_BEFORE_VALUE = Pattern.compile("(?:^|, )([\\w.-]+)=");
    private static final Pattern UNKNOWN_KEY = Pattern.compile("(?:Unsupported field|Unknown node id): (\\S+)");
    private static final Pattern UNSET = Pattern.compile("Property with key \\[([^\\]]+)] not found");

    private final RoutePlaces places;

    /** @param places where to look for what Camel complains about */
    StartTrouble(RoutePlaces places) {
        this.places = places;
    }

    /** The operator's fault in a throwable or its causes, or null if there is none. */
    @Nullable
    ConfigException explain(Throwable thrown) {
        String route = "routes";
        String uri = "";
        boolean inRoute = false;
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            Optional<ConfigException> explained = explain(t, uri, route);
            if (explained.isPresent()) {
                return explained.get();
            }
            switch (t) {
                case FailedToCreateRouteException failed -> route = placeOfRoute(failed.getRouteId());
                case FailedToStartRouteException failed -> route = placeOfRoute(failed.getRouteId());
                case ResolveEndpointFailedException failed -> uri = failed.getUri();
                default -> {
                    // its cause may say more
                }
            }
            inRoute |= !route.equals("routes") || !uri.isEmpty();
        }
        return inRoute ? new ConfigException(placeOfEndpoint(uri, route), brief(rootOf(thrown))) : null;
    }

    private Optional<ConfigException> explain(Throwable thrown, String uri, String route) {
        String message = String.valueOf(thrown.getMessage());
        Matcher unset = UNSET.matcher(message);
        Matcher options = UNKNOWN_OPTIONS.matcher(message);
        return switch (thrown) {
            case ConfigException config -> Optional.of(located(config));
            case MarkedYamlEngineException yaml -> Optional.of(misread(yaml));
            case NoSuchEndpointException missing -> Optional.of(noScheme(missing.getUri(), route));
            case NoSuchBeanException missing -> Optional.of(noBean(missing.getName(), route));
            case PropertyBindingException refused when !uri.isEmpty() -> Optional.of(refused(refused, uri, route));
            case ResolveEndpointFailedException failed
            when options.find() -> Optional.of(unknownOptions(failed.getUri(), options.group(1), route));
            case IllegalArgumentException missing when unset.find() -> Optional.of(noProperty(unset.group(1), route));
            default -> Optional.empty();
        };
    }

    /** What Camel can't read as a route: it knows the place of the mapping, and the name of the wrong key in it. */
    private ConfigException misread(MarkedYamlEngineException yaml) {
        String problem = String.valueOf(yaml.getProblem());
        Optional<Mark> mark = yaml.getProblemMark();
        if (mark.isEmpty()) {
            return new ConfigException("routes", problem);
        }
        String file = file(mark.get().getName());
        int line = mark.get().getLine() + 1;
        Matcher key = UNKNOWN_KEY.matcher(problem);
        if (!key.matches()) {
            return new ConfigException(file + ":" + line, problem);
        }
        String name = key.group(1);
        return new ConfigException(
                file + ":" + places.below(file, line, name).orElse(line),
                "unknown key '" + name + "'. Possible are the keys and steps of Camel's YAML DSL");
    }

    /** Problems that an endpoint of ours found, which knows its URI but not where that stands. */
    private ConfigException located(ConfigException config) {
        List<Problem> problems = new ArrayList<>();
        for (Problem problem : config.problems()) {
            problems.add(places.endpoint(problem.where())
                    .map(at -> new Problem(at.place(), naming(problem)))
                    .or(() -> places.within(problem).map(place -> new Problem(place, problem.message())))
                    .orElse(problem));
        }
        return new ConfigException(problems);
    }

    private static String naming(Problem problem) {
        String endpoint = RoutePlaces.withoutOptions(problem.where());
        return problem.message().contains(endpoint) ? problem.message() : endpoint + ": " + problem.message();
    }

    private ConfigException unknownOptions(String uri, String parameters, String route) {
        String endpoint = RoutePlaces.withoutOptions(uri);
        String scheme = endpoint.substring(0, endpoint.indexOf(':'));
        List<Problem> problems = new ArrayList<>();
        Matcher names = NAME_BEFORE_VALUE.matcher(parameters);
        while (names.find()) {
            String name = names.group(1);
            problems.add(new Problem(
                    places.option(uri, name).map(RoutePlaces.Text::place).orElse(route),
                    endpoint + " has no option '" + name + "'." + EndpointOptions.optionLike(scheme, name)));
        }
        return new ConfigException(problems);
    }

    private ConfigException refused(PropertyBindingException refused, String uri, String route) {
        String option = String.valueOf(refused.getPropertyName());
        return new ConfigException(
                places.option(uri, option).map(RoutePlaces.Text::place).orElse(route),
                "the option '" + option + "' of " + RoutePlaces.withoutOptions(uri) + " can't be '" + refused.getValue()
                        + "'");
    }

    private ConfigException noScheme(String uri, String route) {
        String endpoint = RoutePlaces.withoutOptions(uri);
        String scheme = endpoint.replaceFirst(":.*", "");
        return new ConfigException(
                placeOfEndpoint(uri, route),
                "there is no component '" + scheme + "'. " + EndpointOptions.schemeLike(scheme));
    }

    private ConfigException noBean(String name, String route) {
        return new ConfigException(
                places.first(name::equals).map(RoutePlaces.Text::place).orElse(route),
                "there is no bean named '" + name + "'. A route file declares its own below 'beans:'");
    }

    private ConfigException noProperty(String key, String route) {
        return new ConfigException(
                places.first(text -> text.contains("{{" + key))
                        .map(RoutePlaces.Text::place)
                        .orElse(route),
                "the property '" + key + "' is not set. Set it in application.properties, or give a default: {{" + key
                        + ":value}}");
    }

    private String placeOfRoute(String routeId) {
        return places.first(routeId::equals).map(RoutePlaces.Text::place).orElse("the route " + routeId);
    }

    private String placeOfEndpoint(String uri, String route) {
        return places.endpoint(uri).map(RoutePlaces.Text::place).orElse(route);
    }

    private static String file(String name) {
        return name.startsWith("file:") ? YamlFile.display(Path.of(URI.create(name))) : name;
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String brief(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
