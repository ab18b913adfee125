package dev.wadi.dlq.letter;

import dev.wadi.record.CausePattern;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Which dead letters an operator means. */
public sealed interface Selection {

    /** Those with these ids, whether they are resolved or not. */
    record ById(List<LetterId> ids) implements Selection {

        public ById {
            ids = List.copyOf(ids);
        }
    }

    /** Those among many that match. */
    sealed interface OfMany extends Selection {

        Predicate<Letter> matching();
    }

    /** Those of a cause: a group's id, or a text that stands in the cause, in whatever case. */
    record ByCause(String cause) implements OfMany {

        @Override
        public Predicate<Letter> matching() {
            String wanted = cause.toLowerCase(Locale.ROOT);
            return letter -> LetterGroup.idOf(letter).equals(wanted)
                    || letter.cause().toLowerCase(Locale.ROOT).contains(wanted)
                    || CausePattern.of(letter.cause()).toLowerCase(Locale.ROOT).contains(wanted);
        }
    }

    /** All. */
    record All() implements OfMany {

        @Override
        public Predicate<Letter> matching() {
            return letter -> true;
        }
    }
}
