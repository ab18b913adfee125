package dev.wadi.enrich.component;

import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.enrich.Validation;
import dev.wadi.enrich.ValidationFields;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * A validation for Camel's {@code validate} step, and its {@code skip_if} for {@code filter}. A bean in YAML whose
 * property {@code config} is a block of text with {@code required_fields}, {@code field_rules} and {@code skip_if}.
 */
public final class ValidationPredicate implements Predicate {

    private Validation validation = new Validation(List.of(), List.of(), null);

    public ValidationPredicate() {}

    public ValidationPredicate(Validation validation) {
        this.validation = validation;
    }

    /** @throws dev.wadi.config.ConfigException with all that is wrong in it */
    public void setConfig(String yaml) {
        Problems problems = new Problems();
        // In routes ${...} is Camel's, so nothing is expanded here.
        String escaped = yaml.replace("${", "$${");
        Validation read =
                ValidationFields.read(YamlFile.parse(escaped, "validation", Variables.of(Map.of()), problems));
        problems.throwIfAny();
        validation = read;
    }

    /**
     * True, or throws: so that the failure says all that is wrong.
     *
     * @throws dev.wadi.record.Failure (payload) if anything is wrong with the body
     */
    @Override
    public boolean matches(Exchange exchange) {
        validation.check(BodyFields.of(exchange));
        return true;
    }

    /** Whether the message is to be left out: for {@code filter: {method: {ref: rules, method: skips}}}. */
    public boolean skips(Exchange exchange) {
        return validation.skips(BodyFields.of(exchange));
    }
}
