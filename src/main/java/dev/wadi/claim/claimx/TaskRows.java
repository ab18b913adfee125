package dev.wadi.claim.claimx;

import static dev.wadi.claim.Column.column;
import static dev.wadi.claim.Conversion.BOOLEAN;
import static dev.wadi.claim.Conversion.ID;
import static dev.wadi.claim.Conversion.INT32;
import static dev.wadi.claim.Conversion.INTEGER;
import static dev.wadi.claim.Conversion.NUMBER_ID;
import static dev.wadi.claim.Conversion.TEXT;
import static dev.wadi.claim.Conversion.TIMESTAMP;

import dev.wadi.claim.Columns;
import dev.wadi.claim.Timestamps;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows made from the answer about a task assignment: the task, its template, and the link sent to somebody. */
final class TaskRows {

    /** Read from the answer. Below the blank line: what no table has, but plugins see. */
    private static final Columns TASK = Columns.of(
            column("assignment_id", INTEGER, "assignmentId"),
            column("task_id", INTEGER, "taskId"),
            column("project_id", ID, "projectId"),
            column("assignee_id", INTEGER, "assigneeId"),
            column("assignor_id", INTEGER, "assignorId"),
            column("date_assigned", TIMESTAMP, "dateAssigned"),
            column("date_completed", TIMESTAMP, "dateCompleted"),
            column("status", TEXT, "status"),
            column("stp_enabled", BOOLEAN, "stpEnabled"),
            column("mfn", TEXT, "mfn"),
            column("task_name", TEXT, "taskName"),
            column("form_id", TEXT, "formId"),
            column("assignor_email", TEXT, "assignor"),
            column("cancelled_date", TIMESTAMP, "cancelledDate"),
            column("cancelled_by_resource_id", INTEGER, "cancelledByResourceId"),
            column("pdf_project_media_id", INTEGER, "pdfProjectMediaId"),
            column("date_exported", TIMESTAMP, "dateExported"),
            column("form_response_id", TEXT, "formResponseId"),
            column("stp_started_date", TIMESTAMP, "stpStartedDate"),
            column("xactimate_exportable", BOOLEAN, "xactimateExportable"),
            column("fraud_language_accepted_date", TIMESTAMP, "fraudLanguageAcceptedDate"),
            column("resubmit_task_assignment_id", INTEGER, "resubmitTaskAssignmentId"),
            column("task_url", TEXT, "url"));

    /** Read from the answer's {@code customTask}. */
    private static final Columns TEMPLATE = Columns.of(
            column("task_id", INTEGER, "taskId"),
            column("comp_id", INTEGER, "compId"),
            column("name", TEXT, "name"),
            column("description", TEXT, "description"),
            column("form_id", TEXT, "formId"),
            column("form_name", TEXT, "formName"),
            column("enabled", BOOLEAN, "enabled"),
            column("is_default", BOOLEAN, "default"),
            column("is_manual_delivery", BOOLEAN, "isManualDelivery"),
            column("is_external_link_delivery", BOOLEAN, "isExternalLinkDelivery"),
            column("provide_portal_access", BOOLEAN, "providePortalAccess"),
            column("notify_assigned_send_recipient", BOOLEAN, "notifyAssignedSendRecipient"),
            column("notify_assigned_send_recipient_sms", BOOLEAN, "notifyAssignedSendRecipientSms"),
            column("notify_assigned_subject", TEXT, "notifyAssignedSubject"),
            column("notify_task_completed", BOOLEAN, "notifyTaskCompleted"),
            column("notify_completed_subject", TEXT, "notifyCompletedSubject"),
            column("allow_resubmit", BOOLEAN, "allowReSubmit"),
            column("auto_generate_pdf", BOOLEAN, "autoGeneratePdf"),
            column("modified_by", TEXT, "modifiedBy"),
            column("modified_by_id", INTEGER, "modifiedById"),
            column("modified_date", TIMESTAMP, "modifiedDate"));

    /** Read from the answer's {@code externalLinkData}. */
    private static final Columns LINK = Columns.of(
            column("link_id", INTEGER, "linkId"),
            column("link_code", TEXT, "linkCode"),
            column("url", TEXT, "url"),
            column("notification_access_method", TEXT, "notificationAccessMethod"),
            column("country_id", INTEGER, "countryId"),
            column("state_id", INTEGER, "stateId"));

    /** Read from the answer's {@code externalLinkData}: whom the link was sent to. */
    private static final Columns LINK_CONTACT = Columns.of(
            column("contact_email", TEXT, "email"),
            column("first_name", TEXT, "firstName"),
            column("last_name", TEXT, "lastName"),
            column("phone_number", TEXT, "phone"),
            column("phone_country_code", INTEGER, "phoneCountryCode"));

    private TaskRows() {}

    static void add(EventRows rows, @Nullable Object answer) {
        String requested = rows.required("task_assignment_id");
        Map<?, ?> root = root(answer);
        addIfIdentified(rows, "tasks", "assignment_id", TASK.row(root));
        addIfIdentified(rows, "task_templates", "task_id", TEMPLATE.row(root.get("customTask")));
        if (root.get("externalLinkData") instanceof Map<?, ?> link) {
            Object assignment = NUMBER_ID.of(root.get("assignmentId"));
            Object given = ID.of(root.get("projectId"));
            addLink(
                    rows,
                    link,
                    given == null ? rows.projectId() : (String) given,
                    assignment == null ? NUMBER_ID.of(requested) : assignment);
        }
    }

    private static void addLink(EventRows rows, Map<?, ?> source, String projectId, @Nullable Object assignment) {
        Map<String, @Nullable Object> link = LINK.row(source);
        if (link.get("link_id") != null) {
            link.put("assignment_id", assignment);
            link.put("project_id", projectId);
            link.put("created_date", null);
            link.put("accessed_count", 0);
            link.put("last_accessed", null);
            rows.traced(link);
            rows.stamp(link, Timestamps::utcText, "created_at", "updated_at");
            rows.table("external_links").add(link);
        }
        Map<String, @Nullable Object> contact = LINK_CONTACT.row(source);
        if (contact.get("contact_email") != null) {
            contact.put("is_primary_contact", false);
            contact.put("task_assignment_id", INT32.of(assignment));
            Contact.add(rows, projectId, "POLICYHOLDER", contact);
        }
    }

    private static void addIfIdentified(EventRows rows, String table, String key, Map<String, @Nullable Object> row) {
        if (row.get(key) != null) {
            rows.traced(row);
            rows.stamp(row, Timestamps::utc, "created_at", "updated_at", "last_enriched_at");
            rows.table(table).add(row);
        }
    }

    /** The answer, also where it is wrapped in {@code data} as the answers of other calls are. */
    private static Map<?, ?> root(@Nullable Object answer) {
        if (!(answer instanceof Map<?, ?> map)) {
            return Map.of();
        }
        return map.get("assignmentId") == null && map.get("data") instanceof Map<?, ?> wrapped ? wrapped : map;
    }
}
