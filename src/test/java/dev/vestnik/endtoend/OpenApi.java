package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;

/** The description of the HTTP interface, and whether answers are as it says. */
final class OpenApi {
    private final JsonNode root;

    OpenApi(String yaml) throws JsonProcessingException {
        this.root = new ObjectMapper(new YAMLFactory()).readTree(yaml);
    }

    JsonNode root() {
        return root;
    }

    /** The codes that a path may answer to a POST. */
    Set<Integer> codes(String path) {
        Set<Integer> codes = new TreeSet<>();
        responses(path).fieldNames().forEachRemaining(code -> codes.add(Integer.valueOf(code)));
        return codes;
    }

    private JsonNode responses(String path) {
        return root.path("paths").path(path).path("post").path("responses");
    }

    /** The answer has a code, the headers and a body that the description names. */
    void check(String path, HttpResponse<String> answer) throws JsonProcessingException {
        JsonNode response = resolved(responses(path).path(String.valueOf(answer.statusCode())));
        assertThat(response.isMissingNode())
                .as("%s answers %d: %s", path, answer.statusCode(), answer.body())
                .isFalse();
        response.path("headers").fieldNames().forEachRemaining(name -> assertThat(
                        answer.headers().firstValue(name))
                .as("header %s of %d", name, answer.statusCode())
                .isPresent());
        JsonNode schema = response.path("content").path("application/json").path("schema");
        if (schema.isMissingNode()) {
            return;
        }
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        check(schema, new ObjectMapper().readTree(answer.body()), answer.body());
    }

    private void check(JsonNode reference, JsonNode value, String where) {
        JsonNode schema = resolved(reference);
        switch (schema.path("type").asText()) {
            case "object" -> {
                assertThat(value.isObject()).as(where).isTrue();
                schema.path("required").forEach(name -> assertThat(value.has(name.asText()))
                        .as("%s in %s", name, where)
                        .isTrue());
                value.fields().forEachRemaining(field -> {
                    JsonNode known = schema.path("properties").path(field.getKey());
                    assertThat(known.isMissingNode())
                            .as("%s of %s is described", field.getKey(), where)
                            .isFalse();
                    check(known, field.getValue(), where);
                });
            }
            case "array" -> {
                assertThat(value.isArray()).as(where).isTrue();
                value.forEach(element -> check(schema.path("items"), element, where));
            }
            case "string" -> {
                assertThat(value.isTextual()).as(where).isTrue();
                if (schema.has("enum")) {
                    assertThat(schema.path("enum")).as(where).contains(value);
                }
            }
            default -> throw new AssertionError("A type that this test does not know: " + schema);
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(root.at(node.get("$ref").asText().substring(1))) : node;
    }
}
