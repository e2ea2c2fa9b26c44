package dev.vestnik.start.failure;

import org.springframework.boot.ExitCodeGenerator;

/**
 * Vestnik cannot start as it was asked to. The message is one sentence for the person who starts it: what is wrong, where
 * it is set, what would be right. It never holds a secret.
 */
public final class StartRefusedException extends RuntimeException implements ExitCodeGenerator {
    private static final long serialVersionUID = 1L;

    public StartRefusedException(String sentence) {
        super(sentence);
    }

    @Override
    public int getExitCode() {
        return 1;
    }
}
