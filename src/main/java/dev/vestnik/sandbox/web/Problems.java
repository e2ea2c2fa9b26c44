package dev.vestnik.sandbox.web;

import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the control API says when it cannot do as it was told: {@code {"error":"…"}}. */
@InSandbox
@RestControllerAdvice(basePackageClasses = Problems.class)
class Problems {
    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    Map<String, String> malformed(IllegalArgumentException problem) {
        return told(problem);
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    Map<String, String> unreadable(HttpMessageNotReadableException problem) {
        Throwable cause = problem.getMostSpecificCause();
        return cause instanceof IllegalArgumentException ? told(cause) : Map.of("error", "the body is no such JSON");
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.NOT_FOUND)
    Map<String, String> missing(NoSuchElementException problem) {
        return told(problem);
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    Map<String, String> impossible(IllegalStateException problem) {
        return told(problem);
    }

    private static Map<String, String> told(Throwable problem) {
        return Map.of("error", String.valueOf(problem.getMessage()));
    }
}
