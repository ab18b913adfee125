package dev.wadi.demo.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the API says about a task assignment: the task, its template, the link that was sent, and the filled form. */
final class AssignmentAnswer {

    private record Template(int id, String name) {}

    private static final Template PHOTOS = new Template(456, "Photo Documentation");
    private static final Template DAMAGE = new Template(789, "Damage Assessment");
    private static final List<Template> OTHERS = List.of(
            new Template(101, "Initial Contact"),
            new Template(102, "Final Report"),
            new Template(210, "Roof Inspection"),
            new Template(322, "Water Mitigation"),
            new Template(513, "Contents List"));

    private AssignmentAnswer() {}

    static Map<String, @Nullable Object> of(long id) {
        Draw draw = Draw.of("assignment", id);
        int project = WorldIds.projectOf(id);
        Template template = template(draw);
        boolean cancelled = draw.oneIn(10);
        boolean completed = WorldIds.isCompleted(id) && !cancelled;
        String day = "2026-04-%02d".formatted(draw.between(1, 28));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("assignmentId", id);
        answer.put("taskId", template.id);
        answer.put("taskName", template.name);
        answer.put("formId", "f-" + template.id);
        answer.put("projectId", project);
        answer.put("assigneeId", draw.between(3000, 3099));
        answer.put("assignorId", draw.between(3100, 3120));
        answer.put("assignor", Person.representative(draw).email());
        answer.put("dateAssigned", day + "T10:00:00Z");
        answer.put("dateCompleted", completed ? day + "T18:30:15.250Z" : null);
        answer.put("cancelledDate", cancelled ? day + "T12:00:00Z" : null);
        answer.put("status", cancelled ? "CANCELLED" : completed ? "COMPLETED" : "ASSIGNED");
        answer.put("formResponseId", completed ? "fr-" + draw.hex(8) : null);
        answer.put("stpEnabled", draw.oneIn(2) ? "true" : "false");
        answer.put("mfn", ProjectAnswer.masterFileName(project));
        answer.put("xactimateExportable", false);
        answer.put("url", "https://claimx.example/t/" + id);
        answer.put("customTask", customTask(template));
        answer.put("externalLinkData", link(id, project, draw));
        answer.put("response", completed ? form(project, draw) : null);
        return answer;
    }

    /** One in four asks for photos, one in twelve for an assessment of the damage. */
    private static Template template(Draw draw) {
        return switch (draw.between(1, 12)) {
            case 1, 2, 3 -> PHOTOS;
            case 4 -> DAMAGE;
            default -> draw.from(OTHERS);
        };
    }

    private static Map<String, Object> customTask(Template template) {
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("taskId", template.id);
        task.put("compId", 88);
        task.put("name", template.name);
        task.put("description", template.name + ", as agreed with the insured");
        task.put("formId", "f-" + template.id);
        task.put("formName", template.name + " v2");
        task.put("enabled", true);
        task.put("default", false);
        task.put("isManualDelivery", false);
        task.put("isExternalLinkDelivery", true);
        task.put("providePortalAccess", true);
        task.put("notifyAssignedSendRecipient", 1);
        task.put("notifyAssignedSendRecipientSms", 0);
        task.put("notifyAssignedSubject", template.name + " needed");
        task.put("notifyTaskCompleted", true);
        task.put("notifyCompletedSubject", template.name + " received");
        task.put("allowReSubmit", "yes");
        task.put("autoGeneratePdf", "off");
        task.put("modifiedBy", "admin@insurer.example");
        task.put("modifiedById", 12);
        task.put("modifiedDate", "2026-01-15T00:00:00Z");
        return task;
    }

    private static Map<String, Object> link(long id, int project, Draw draw) {
        Person insured = Person.insured(project);
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("linkId", id);
        link.put("linkCode", draw.hex(6));
        link.put("url", "https://claimx.example/l/" + id);
        link.put("notificationAccessMethod", "EMAIL");
        link.put("countryId", 1);
        link.put("stateId", draw.between(1, 50));
        link.put("email", insured.email());
        link.put("firstName", insured.firstName());
        link.put("lastName", insured.lastName());
        link.put("phone", Long.valueOf(insured.phone().replace("-", "")));
        link.put("phoneCountryCode", "1");
        return link;
    }

    private static Map<String, Object> form(int project, Draw draw) {
        List<Map<String, Object>> answers = List.of(
                question(1, "Damage visible? ", "radio", "option", Map.of("optionAnswer", Map.of("name", "Yes"))),
                question(2, "Rooms", "number", "number", Map.of("numberAnswer", Map.of("value", draw.between(1, 4)))),
                question(3, "Remarks", "text", "text", Map.of("text", "See the photos")),
                question(
                        4,
                        "Photos",
                        "upload",
                        "image",
                        Map.of(
                                "claimMediaIds",
                                List.of(WorldIds.inProject(project, 1), WorldIds.inProject(project, 2)))));
        return Map.of("groups", List.of(Map.of("name", "On site", "groupId", "g-1", "questionAndAnswers", answers)));
    }

    private static Map<String, Object> question(
            int number, String text, String component, String type, Map<String, Object> answer) {
        Map<String, Object> typed = new LinkedHashMap<>(answer);
        typed.put("type", type);
        return Map.of(
                "questionText", text,
                "component", component,
                "formControl", Map.of("id", "control-" + number),
                "responseAnswerExport", typed);
    }
}
