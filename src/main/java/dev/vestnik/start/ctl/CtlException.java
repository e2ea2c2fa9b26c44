package dev.vestnik.start.ctl;

/** The command ends with this exit status and sentence. */
final class CtlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    CtlException(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
