package dev.wadi.connection.component;

import dev.wadi.config.ConfigException;
import dev.wadi.connection.AnswerForm;
import dev.wadi.connection.AnswerMapping;
import dev.wadi.connection.BodyTemplate;
import dev.wadi.connection.CallOptions;
import dev.wadi.connection.ConnectionAddress;
import dev.wadi.connection.ConnectionCall;
import dev.wadi.connection.ConnectionClient;
import dev.wadi.connection.UrlTemplate;
import dev.wadi.json.FieldPath;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Calls a named HTTP connection; placeholders such as {@code {project_id}} are fields of the body. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "connection",
        title = "Connection",
        syntax = "connection:address",
        category = Category.HTTP,
        producerOnly = true)
public final class ConnectionEndpoint extends DefaultEndpoint {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    @UriPath(description = "The connection's name, and the path below its address")
    @Metadata(required = true)
    private String address = "";

    @UriParam(defaultValue = "POST", description = "The HTTP method; GET, HEAD and DELETE send no body")
    private String method = "POST";

    @UriParam(description = "The field of the body that gets the answer; without it the answer becomes the body")
    private @Nullable String into;

    @UriParam(
            prefix = "answer.",
            multiValue = true,
            description = "Fields of the body that get parts of the answer: answer.project_name=project.name")
    private Map<String, Object> answer = Map.of();

    @UriParam(defaultValue = "AUTO", description = "What the answer is taken for")
    private AnswerForm responseBody = AnswerForm.AUTO;

    @UriParam(
            defaultValue = "true",
            description = "Whether the connection's circuit breaker guards the call; false where a circuitBreaker step"
                    + " of the route does, with the same breaker")
    private boolean circuitBreaker = true;

    @UriParam(
            description =
                    "How long one attempt of this call may take, in ms or as 5s; as the connection says without it")
    private @Nullable Duration timeout;

    @UriParam(description = "The total number of attempts of this call; as the connection says without it")
    private int maxAttempts;

    @UriParam(
            prefix = "query.",
            multiValue = true,
            description = "Query parameters; one whose field is absent is left out")
    private Map<String, Object> query = Map.of();

    @UriParam(prefix = "header.", multiValue = true, description = "HTTP headers; those of the message are not sent")
    private Map<String, Object> header = Map.of();

    @UriParam(
            prefix = "body.",
            multiValue = true,
            description = "The JSON object to send instead of the body: {field} is a field of the body,"
                    + " {field:number} the same as a number; fields that are absent are left out")
    private Map<String, Object> body = Map.of();

    private @Nullable ConnectionClient client;
    private @Nullable ConnectionCall call;

    ConnectionEndpoint(String uri, ConnectionComponent component) {
        super(uri, component);
    }

    @Override
    public ConnectionComponent getComponent() {
        return (ConnectionComponent) super.getComponent();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        ConnectionAddress parsed = ConnectionAddress.parse(address);
        ConnectionClient named = getComponent().connections().get(parsed.connection(), "connection:" + address);
        client = named.with(options());
        call = new ConnectionCall(method(), url(parsed.path()), texts(header), template(), answers());
    }

    private CallOptions options() {
        if ((timeout != null && !timeout.isPositive()) || maxAttempts < 0) {
            throw new ConfigException(
                    "connection:" + address, "timeout and maxAttempts must be more than 0, or left to the connection");
        }
        return new CallOptions(circuitBreaker, timeout, maxAttempts == 0 ? null : Integer.valueOf(maxAttempts));
    }

    private String method() {
        String upper = method.toUpperCase(Locale.ROOT);
        if (!METHODS.contains(upper)) {
            throw new ConfigException(
                    "connection:" + address,
                    "method is no HTTP method, but was '" + method + "'. Methods: "
                            + String.join(", ", METHODS.stream().sorted().toList()));
        }
        return upper;
    }

    private UrlTemplate url(String path) {
        try {
            return UrlTemplate.parse(path, query);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("connection:" + address, String.valueOf(e.getMessage()));
        }
    }

    private BodyTemplate template() {
        try {
            return BodyTemplate.parse(texts(body));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("connection:" + address, String.valueOf(e.getMessage()));
        }
    }

    private AnswerMapping answers() {
        try {
            Map<String, FieldPath> parts = new LinkedHashMap<>();
            answer.forEach((field, path) -> parts.put(field, FieldPath.parse(String.valueOf(path))));
            return new AnswerMapping(responseBody, into, parts);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("connection:" + address, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> texts(Map<String, Object> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return texts;
    }

    @Override
    public Producer createProducer() {
        if (client == null || call == null) {
            throw new IllegalStateException(getEndpointUri() + " is not initialized");
        }
        return new ConnectionProducer(this, client, call, getComponent().completions());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("connection: calls out, and consumes nothing");
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public String getMethod() {
        return method;
    }

    public void setMethod(String method) {
        this.method = method;
    }

    public @Nullable String getInto() {
        return into;
    }

    public void setInto(@Nullable String into) {
        this.into = into;
    }

    public Map<String, Object> getAnswer() {
        return answer;
    }

    public void setAnswer(Map<String, Object> answer) {
        this.answer = answer;
    }

    public AnswerForm getResponseBody() {
        return responseBody;
    }

    public void setResponseBody(AnswerForm responseBody) {
        this.responseBody = responseBody;
    }

    public boolean isCircuitBreaker() {
        return circuitBreaker;
    }

    public void setCircuitBreaker(boolean circuitBreaker) {
        this.circuitBreaker = circuitBreaker;
    }

    public @Nullable Duration getTimeout() {
        return timeout;
    }

    public void setTimeout(@Nullable Duration timeout) {
        this.timeout = timeout;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public Map<String, Object> getQuery() {
        return query;
    }

    public void setQuery(Map<String, Object> query) {
        this.query = query;
    }

    public Map<String, Object> getBody() {
        return body;
    }

    public void setBody(Map<String, Object> body) {
        this.body = body;
    }

    public Map<String, Object> getHeader() {
        return header;
    }

    public void setHeader(Map<String, Object> header) {
        this.header = header;
    }
}
