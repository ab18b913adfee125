package dev.wadi.enrich;

import dev.wadi.connection.ConnectionRequest;
import dev.wadi.connection.ConnectionResponse;
import dev.wadi.connection.IdsUrl;
import dev.wadi.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One call for the ids that are asked for at about the same time; each has its own answer out of the call's. A call that
 * is refused is made again in halves, until those are alone that are refused.
 */
final class BatchedCalls implements AnswerSource {

    private final LookupCalls calls;
    private final IdsUrl url;
    private final int size;
    private final AnswerItems items;
    private final Executor later;
    private final Object lock = new Object();
    private Gathered open = new Gathered(); // guarded by the lock

    /** An id, and who waits for its answer. */
    private record Asked(String id, CompletableFuture<Answer> answer) {}

    /** Ids that wait to be asked for. */
    private static final class Gathered {

        private final Map<String, Asked> asked = new LinkedHashMap<>();
        private int length;

        Asked add(String id) {
            return asked.computeIfAbsent(id, added -> {
                length += IdsUrl.length(added);
                return new Asked(added, new CompletableFuture<>());
            });
        }
    }

    /** @param later runs what it gets once the first id has waited long enough */
    BatchedCalls(LookupCalls calls, IdsUrl url, LookupBatch batch, Executor later) {
        this.calls = calls;
        this.url = url;
        this.size = batch.size();
        this.items = new AnswerItems(batch);
        this.later = later;
    }

    @Override
    public String connection() {
        return calls.connection();
    }

    @Override
    public boolean canAsk(@Nullable Object body) {
        return url.hasId(body);
    }

    @Override
    public String path(@Nullable Object body) {
        return url.expand(url.id(body));
    }

    /** An id with a comma has a call of its own: servers that decode before they divide would take it for two. */
    @Override
    public CompletionStage<Answer> ask(@Nullable Object body) {
        String id = url.id(body);
        if (id.indexOf(',') < 0) {
            return gather(id);
        }
        Asked alone = new Asked(id, new CompletableFuture<>());
        call(List.of(alone));
        return alone.answer();
    }

    private CompletionStage<Answer> gather(String id) {
        List<Gathered> due = new ArrayList<>(2);
        Gathered begun = null;
        Asked asked;
        synchronized (lock) {
            if (!open.asked.isEmpty() && open.length + IdsUrl.length(id) > url.room()) {
                due.add(opened());
            }
            boolean first = open.asked.isEmpty();
            asked = open.add(id);
            if (open.asked.size() >= size) {
                due.add(opened());
            } else if (first) {
                begun = open;
            }
        }
        due.forEach(this::call);
        if (begun != null) {
            Gathered waiting = begun;
            later.execute(() -> callIfOpen(waiting));
        }
        return asked.answer();
    }

    /** What is gathered, in whose place the next is begun. */
    private Gathered opened() {
        Gathered full = open;
        open = new Gathered();
        return full;
    }

    private void callIfOpen(Gathered waiting) {
        synchronized (lock) {
            if (open != waiting) {
                return; // it was full before
            }
            open = new Gathered();
        }
        call(waiting);
    }

    @Override
    public void flush() {
        Gathered waiting;
        synchronized (lock) {
            waiting = opened();
        }
        call(waiting);
    }

    private void call(Gathered gathered) {
        if (!gathered.asked.isEmpty()) {
            call(List.copyOf(gathered.asked.values()));
        }
    }

    private void call(List<Asked> asked) {
        String path = url.expand(asked.stream().map(Asked::id).toList());
        var unused = calls.call(ConnectionRequest.withoutBody("GET", path))
                .thenAccept(reply -> answer(asked, reply))
                .exceptionally(thrown -> {
                    fail(asked, LookupCalls.causeOf(thrown));
                    return null;
                });
    }

    private void answer(List<Asked> asked, LookupReply reply) {
        if (asked.size() > 1 && reply.mayBeForOne()) {
            calls.countDivided();
            int half = asked.size() / 2;
            call(asked.subList(0, half));
            call(asked.subList(half, asked.size()));
            return;
        }
        switch (reply) {
            case LookupReply.Something(ConnectionResponse response) -> divide(asked, response);
            case LookupReply.Nothing(Answer answer) -> {
                calls.count(answer);
                asked.forEach(each -> each.answer().complete(answer));
            }
            case LookupReply.Failed(Throwable cause) -> fail(asked, cause);
        }
    }

    private void divide(List<Asked> asked, ConnectionResponse response) {
        Map<String, Answer> found = found(asked, response);
        List<Answer> answers = asked.stream()
                .map(each -> Objects.requireNonNullElseGet(found.get(each.id()), () -> missing(each.id())))
                .toList();
        calls.count(answers.stream().filter(Answer::isFound).findAny().orElseGet(answers::getFirst));
        for (int i = 0; i < answers.size(); i++) {
            asked.get(i).answer().complete(answers.get(i));
        }
    }

    private Answer missing(String id) {
        return Answer.missing(
                "connection " + connection() + " answered without " + url.field() + " "
                        + JsonValues.shown(url.field(), id),
                null);
    }

    private Map<String, Answer> found(List<Asked> asked, ConnectionResponse response) {
        Set<String> ids = asked.stream().map(Asked::id).collect(Collectors.toSet());
        Object value = response.body().length == 0 ? null : Json.value(response.body());
        Map<String, Object> read = new LinkedHashMap<>(items.read(value, ids));
        read.keySet().retainAll(ids);
        int bytes = response.body().length / Math.max(1, read.size());
        Map<String, Answer> found = new LinkedHashMap<>();
        read.forEach((id, item) -> found.put(id, Answer.of(item, bytes)));
        return found;
    }

    private void fail(List<Asked> asked, Throwable cause) {
        calls.count(null);
        asked.forEach(each -> each.answer().completeExceptionally(cause));
    }
}
