package dev.wadi.demo.api;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the APIs say about a project. */
final class ProjectAnswer {

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 1);
    private static final List<String> COMPANIES =
            List.of("Northwind Mutual", "Blue Heron Insurance", "Prairie Casualty");
    private static final List<String> LOSSES = List.of("Hail", "Wind", "Water", "Fire", "Flood", "Roof leak");
    private static final List<String> STREETS = List.of("Juniper Loop", "Oak Street", "Mesa Avenue", "Lake Road");
    private static final List<List<String>> CITIES = List.of(
            List.of("Denver", "CO", "80202"),
            List.of("Austin", "TX", "78701"),
            List.of("Tulsa", "OK", "74103"),
            List.of("Omaha", "NE", "68102"),
            List.of("Tampa", "FL", "33602"));

    private ProjectAnswer() {}

    /** The export of a project: the project, its company and its team. */
    static Map<String, Object> of(int id) {
        Draw draw = Draw.of("project", id);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("companyName", draw.from(COMPANIES));
        answer.put("project", project(id, draw));
        answer.put("teamMembers", team(id, draw));
        return answer;
    }

    /** The few details that the insurer's own project service knows. */
    static Map<String, Object> details(int id) {
        Draw draw = Draw.of("details", id);
        return Map.of(
                "project_id", String.valueOf(id),
                "project_name", number(id),
                "region", draw.from(List.of("north", "south", "east", "west")),
                "priority", draw.oneIn(5) ? "high" : "normal",
                "adjuster", Person.representative(draw).email());
    }

    static String number(int id) {
        return "NW-2026-%05d".formatted(id);
    }

    static String masterFileName(int id) {
        return "MFN-" + Draw.of("mfn", id).between(100_000, 999_999);
    }

    static String policy(int id) {
        Draw draw = Draw.of("policy", id);
        return "POL-%d-%d".formatted(draw.between(100_000, 999_999), draw.between(10, 99));
    }

    private static Map<String, @Nullable Object> project(int id, Draw draw) {
        LocalDate loss = FIRST_DAY.plusDays(draw.between(0, 60));
        LocalDate received = loss.plusDays(draw.between(0, 3));
        Map<String, @Nullable Object> project = new LinkedHashMap<>();
        project.put("projectId", id);
        project.put("projectNumber", number(id));
        project.put("mfn", masterFileName(id));
        project.put("secondaryNumber", policy(id));
        project.put("createdDate", received + "T14:05:00Z");
        project.put("status", draw.from(List.of("Active", "Active", "Active", "Closed")));
        project.put("dateOfLoss", loss + "T00:00:00Z");
        project.put("typeOfLoss", draw.from(LOSSES));
        project.put("causeOfLoss", draw.from(List.of("Storm", "Pipe burst", "Lightning", "Wear")));
        project.put("lossDescription", " Reported by phone ");
        project.put("yearBuilt", draw.between(1920, 2024));
        project.put("squareFootage", String.valueOf(draw.between(700, 4200)));
        project.put("dateReceived", received.toString());
        project.put("dateContacted", null);
        project.put("plannedInspectionDate", received.plusDays(5) + "T09:00:00-06:00");
        project.put("customAttribute1", "CAT-" + draw.between(100, 130));
        project.put("customAttribute2", "");
        project.put("customExternalUniqueId", "ext-" + draw.hex(6));
        project.put("customerInformation", customer(Person.insured(id)));
        project.put("address", address(draw));
        return project;
    }

    private static Map<String, Object> customer(Person insured) {
        return Map.of(
                "firstName", insured.firstName(),
                "lastName", insured.lastName(),
                "businessLineType", "RESIDENTIAL",
                "emails",
                        List.of(
                                Map.of("emailAddress", "home." + insured.email(), "primary", false),
                                Map.of("emailAddress", insured.email(), "primary", true)),
                "phones", List.of(Map.of("phoneNumber", insured.phone(), "phoneCountryCode", "+1")));
    }

    private static Map<String, Object> address(Draw draw) {
        List<String> city = draw.from(CITIES);
        return Map.of(
                "street1", draw.between(100, 9999) + " " + draw.from(STREETS),
                "city", city.get(0),
                "stateProvince", city.get(1),
                "zipPostcode", city.get(2),
                "country", "US");
    }

    private static List<Map<String, Object>> team(int id, Draw draw) {
        Person first = Person.representative(draw);
        Person second = Person.representative(draw);
        return List.of(
                Map.of("userName", first.email(), "primaryContact", true, "mfn", masterFileName(id)),
                Map.of("userName", second.email()));
    }
}
