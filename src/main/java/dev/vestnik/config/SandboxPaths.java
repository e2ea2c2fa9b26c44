package dev.vestnik.config;

/** The paths of the sandbox: its page, its control API and its Bot API. */
final class SandboxPaths {
    private SandboxPaths() {}

    static boolean contain(String path) {
        return path.equals("/")
                || path.startsWith("/sandbox/")
                || path.equals("/favicon.ico")
                || path.startsWith("/bot");
    }
}
