package dev.wadi.demo.api;

import java.util.List;
import java.util.Locale;

/** A made-up person. */
record Person(String firstName, String lastName, String email, String phone) {

    private static final List<String> FIRST_NAMES = List.of(
            "Ada", "Amir", "Beatriz", "Chidi", "Dana", "Elif", "Farid", "Greta", "Hana", "Ilse", "Jonas", "Keiko",
            "Liam", "Mara", "Nadia", "Omar", "Priya", "Quentin", "Rosa", "Sven", "Tomas", "Uma", "Vera", "Wen", "Yara",
            "Zoe");

    private static final List<String> LAST_NAMES = List.of(
            "Almeida",
            "Brandt",
            "Cohen",
            "Diaz",
            "Eriksen",
            "Fischer",
            "Garcia",
            "Haddad",
            "Ivanova",
            "Jensen",
            "Kowalski",
            "Lopez",
            "Marek",
            "Nakamura",
            "Okafor",
            "Patel",
            "Quinn",
            "Rossi",
            "Silva",
            "Tanaka",
            "Ueda",
            "Vargas",
            "Weber");

    /** The insured of a project. */
    static Person insured(int project) {
        return drawn("insured", project, "example.org");
    }

    /** One of forty claim representatives. */
    static Person representative(Draw draw) {
        return drawn("representative", draw.between(1, 40), "insurer.example");
    }

    private static Person drawn(String kind, long id, String domain) {
        Draw draw = Draw.of(kind, id);
        String first = draw.from(FIRST_NAMES);
        String last = draw.from(LAST_NAMES);
        String email = (first + "." + last + "@" + domain).toLowerCase(Locale.ROOT);
        return new Person(first, last, email, "%d-555-01%02d".formatted(draw.between(201, 989), draw.between(0, 99)));
    }
}
