package dev.vestnik.sandbox.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.sandbox.protocol.ApiArguments;
import dev.vestnik.sandbox.protocol.UploadedFile;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of a call in the four forms of <a href="https://core.telegram.org/bots/api#making-requests">making
 * requests</a>: query, form, JSON, multipart.
 */
final class ArgumentsReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ArgumentsReader() {}

    /** Null if the content type is JSON and the body is not a JSON object. */
    static @Nullable ApiArguments read(HttpServletRequest request) throws IOException, ServletException {
        String type = request.getContentType() == null ? "" : request.getContentType();
        if (type.startsWith("application/json")) {
            return json(request);
        }
        Map<String, UploadedFile> files = type.startsWith("multipart/") ? files(request) : Map.of();
        return new ApiArguments(parameters(request), files);
    }

    private static @Nullable ApiArguments json(HttpServletRequest request) throws IOException {
        ObjectNode values = parameters(request);
        try {
            JsonNode body = MAPPER.readTree(request.getInputStream());
            if (body.isMissingNode()) {
                return ApiArguments.of(values);
            }
            return body.isObject() ? ApiArguments.of(values.setAll((ObjectNode) body)) : null;
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private static ObjectNode parameters(HttpServletRequest request) {
        ObjectNode values = MAPPER.createObjectNode();
        request.getParameterMap().forEach((name, texts) -> values.put(name, texts[0]));
        return values;
    }

    private static Map<String, UploadedFile> files(HttpServletRequest request) throws IOException, ServletException {
        Map<String, UploadedFile> files = new HashMap<>();
        for (Part part : request.getParts()) {
            String name = part.getSubmittedFileName();
            if (name != null) {
                String type = part.getContentType() == null ? "application/octet-stream" : part.getContentType();
                files.put(
                        part.getName(),
                        new UploadedFile(name, type, part.getInputStream().readAllBytes()));
            }
        }
        return files;
    }
}
