package dev.wadi.plugin.condition;

import dev.wadi.plugin.spi.PluginContext;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold of a message, and of one of its tasks. Immutable. */
sealed interface Condition {

    /**
     * Whether it holds.
     *
     * @param task one of the message's tasks; empty if it has none
     */
    boolean holds(PluginContext context, Map<?, ?> task);

    /** Whether it looks at a task. */
    boolean looksAtTask();

    /** All of several must hold. */
    record All(List<Condition> conditions) implements Condition {

        @Override
        public boolean holds(PluginContext context, Map<?, ?> task) {
            for (Condition condition : conditions) {
                if (!condition.holds(context, task)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean looksAtTask() {
            return conditions.stream().anyMatch(Condition::looksAtTask);
        }
    }

    /** One of several must hold. */
    record Any(List<Condition> conditions) implements Condition {

        @Override
        public boolean holds(PluginContext context, Map<?, ?> task) {
            for (Condition condition : conditions) {
                if (condition.holds(context, task)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean looksAtTask() {
            return conditions.stream().anyMatch(Condition::looksAtTask);
        }
    }

    /**
     * A field must have one of some values, or none of them.
     *
     * @param values in their {@linkplain #form form for comparison}; a field that is absent has the value {@code ""}
     * @param among whether it must be among them
     */
    record OneOf(ConditionField field, Set<String> values, boolean among) implements Condition {

        public OneOf {
            values = Set.copyOf(values);
        }

        @Override
        public boolean holds(PluginContext context, Map<?, ?> task) {
            return values.contains(form(field.read(context, task))) == among;
        }

        @Override
        public boolean looksAtTask() {
            return field.isOfTask();
        }
    }

    /** A value as values are compared: 456, 456.0 and "456" are the same. */
    static String form(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case BigDecimal number -> decimal(number);
            case Double number when Double.isFinite(number) -> decimal(BigDecimal.valueOf(number));
            case Object other -> other.toString();
        };
    }

    private static String decimal(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
