package dev.vestnik.sandbox.web;

import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The error responses of the control API: {@code {"error":"…"}}. */
@ConditionalOnSandbox
@RestControllerAdvice(basePackageClasses = SandboxErrorHandler.class)
class SandboxErrorHandler {
    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    Map<String, String> malformed(IllegalArgumentException problem) {
        return body(problem);
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    Map<String, String> unreadable(HttpMessageNotReadableException problem) {
        Throwable cause = problem.getMostSpecificCause();
        return cause instanceof IllegalArgumentException ? body(cause) : Map.of("error", "invalid JSON body");
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.NOT_FOUND)
    Map<String, String> missing(NoSuchElementException problem) {
        return body(problem);
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    Map<String, String> impossible(IllegalStateException problem) {
        return body(problem);
    }

    private static Map<String, String> body(Throwable problem) {
        return Map.of("error", String.valueOf(problem.getMessage()));
    }
}
