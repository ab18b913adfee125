package dev.wadi.demo.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.json.Json;
import dev.wadi.record.Failure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReceivingApisTest {

    private final Receipts receipts = new Receipts();
    private final ReceivingApis apis = new ReceivingApis(receipts);

    @Test
    void the_same_event_and_key_again_is_a_duplicate() {
        receipts.arrived("a", "e-1", "k-1");
        receipts.arrived("a", "e-1", "k-2");
        receipts.arrived("b", "e-1", "k-1");
        assertThat(receipts.duplicates("a")).isZero();
        receipts.arrived("a", "e-1", "k-1");
        assertThat(receipts.duplicates("a")).isEqualTo(1);
        assertThat(receipts.count("a")).isEqualTo(3);
        assertThat(receipts.eventIds("a")).containsExactly("e-1");
        assertThat(receipts.destinations()).containsExactly("a", "b");
    }

    @Test
    void where_nothing_arrived_everything_is_zero() {
        assertThat(receipts.count("nowhere")).isZero();
        assertThat(receipts.duplicates("nowhere")).isZero();
        assertThat(receipts.eventIds("nowhere")).isEmpty();
    }

    @Test
    void the_same_photo_task_gets_the_same_id() {
        PhotoTask task = task("{\"event_id\": \"e-1\", \"assignment_id\": 1000100001}");
        Answer answer = apis.photoTask(task, "k-1", 200);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(Json.object(answer.body())).containsEntry("accepted", true).containsKey("id");
        assertThat(apis.photoTask(task, "k-1", 200).body()).isEqualTo(answer.body());
        assertThat(apis.photoTask(task, "k-2", 200).body()).isNotEqualTo(answer.body());
    }

    @Test
    void only_what_is_accepted_has_arrived() {
        PhotoTask task = task("{\"event_id\": \"e-1\", \"assignment_id\": 4040100001}");
        assertThat(apis.photoTask(task, "k-1", 404).status()).isEqualTo(422);
        assertThat(apis.photoTask(task, "k-1", 500).status()).isEqualTo(503);
        assertThat(receipts.count(ReceivingApis.PHOTO_API)).isZero();
    }

    @Test
    void a_task_without_assignment_is_checked_by_its_project() {
        assertThat(task("{\"project_id\": \"10001\"}").question()).isEqualTo("/export/project/10001");
        assertThat(task("{\"project_id\": \"10001\", \"assignment_id\": 1000100001}")
                        .question())
                .isEqualTo("/customTasks/assignment/1000100001");
    }

    @Test
    void ids_that_are_no_digits_never_reach_a_path() {
        assertThatThrownBy(() -> task("{\"assignment_id\": \"1/../../data\"}"))
                .isInstanceOf(Failure.class)
                .hasMessage("assignment_id must be digits, but was '1/../../data'");
        assertThatThrownBy(() -> task("{}")).hasMessage("The task names neither its assignment_id nor its project_id");
    }

    @Test
    void a_webhook_takes_anything() {
        assertThat(apis.webhook("webhooks/a", "nonsense".getBytes(StandardCharsets.UTF_8), "k-1")
                        .status())
                .isEqualTo(204);
        apis.webhook("webhooks/a", "{\"event_id\": \"e-1\"}".getBytes(StandardCharsets.UTF_8), "k-2");
        assertThat(receipts.eventIds("webhooks/a")).containsExactlyInAnyOrder("k-1", "e-1");
    }

    private static PhotoTask task(String json) {
        return PhotoTask.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
